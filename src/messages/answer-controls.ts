/** By what an answer is narrowed, turned over, or had whole. */
import type { KnownBlock, PlainTextOption, StaticSelect, UsersSelect } from '@slack/types';
import { type Asked, type Filters, Severity, Source, type Topic } from '../review/ask/asked.ts';
import { ACTIONS, type Menu, narrowAction } from './action-ids.ts';
import { words } from './form.ts';
import { actions, button } from './message.ts';

/** Which filters a menu makes sense for. */
const MENUS: Partial<Record<Topic, readonly Known[]>> = {
  endpoints: ['source', 'severity', 'state'],
  unowned: ['source', 'severity'],
  owner: ['source', 'severity'],
  acknowledgements: ['state', 'source', 'severity'],
  findings: ['severity', 'step', 'state'],
  coverage: ['source', 'severity'],
  decisions: ['severity', 'step', 'state'],
  questions: ['state', 'severity'],
};

type Known = Exclude<Menu, 'owner' | 'host'>;

interface Options {
  label: string;
  values: readonly (readonly [value: string, name: string])[];
}

const OPTIONS: Record<Known, Options> = {
  source: { label: 'Any source', values: Source.options.map((value) => [value, value] as const) },
  severity: { label: 'Any severity', values: Severity.options.map((value) => [value, value] as const) },
  state: {
    label: 'Any state',
    values: [
      ['open', 'open'],
      ['done', 'done'],
      ['to approve', 'to approve'],
    ],
  },
  step: {
    label: 'Any step',
    values: [
      'inventory',
      'authentication',
      'authorization',
      'input',
      'abuse',
      'machines',
      'logging',
      'remediation',
    ].map((name, index) => [String(index + 1), `${index + 1} ${name}`] as const),
  },
};

/** A host that is longer than Slack takes in a menu can be asked for by name. */
const HOST_LIMIT = 75;
const HOSTS_SHOWN = 99;
const BLOCK_ID_LIMIT = 255;

interface Listed {
  rows: number;
  page: number;
  pages: number;
  /** Where the whole of one review is listed: then it can be narrowed by host and owner too. */
  hosts: readonly string[];
}

export function controls(inquiryId: string, asked: Asked, { rows, page, pages, hosts }: Listed): KnownBlock[] {
  const { topic, filters } = asked;
  const isList = hosts.length > 0;
  const known = isList ? (['severity', 'step', 'state', 'source'] as const) : (MENUS[topic] ?? []);
  const menus = [
    ...(isList ? [ownerMenu(filters), ...hostMenu(hosts, filters)] : []),
    ...known.map((menu) => menuOf(menu, OPTIONS[menu], chosenIn(menu, filters))),
  ];
  const isNarrowed = Object.keys(filters).some((name) => name !== 'review' && name !== 'channel');
  const turns = [
    ...(page > 1 ? [button('Previous', ACTIONS.previousPage, `${inquiryId} ${page - 1}`)] : []),
    ...(page < pages ? [button('Next', ACTIONS.nextPage, `${inquiryId} ${page + 1}`)] : []),
    ...(isNarrowed && menus.length > 0 ? [button('Clear filters', ACTIONS.clearFilters, inquiryId)] : []),
    ...(pages > 1 || (isList && rows > 0) ? [button('Full list as a file', ACTIONS.fullList, inquiryId)] : []),
  ];
  return [
    ...(menus.length > 0 && (rows > 1 || isNarrowed)
      ? [{ type: 'actions' as const, block_id: narrowBlock(inquiryId, filters), elements: menus }]
      : []),
    ...(turns.length > 0 ? [actions(...turns)] : []),
  ];
}

/** Another id for other filters: a client goes on showing what was chosen in a block that keeps its id. */
const narrowBlock = (inquiryId: string, filters: Filters) =>
  `narrow ${inquiryId} ${JSON.stringify(filters)}`.slice(0, BLOCK_ID_LIMIT);

const ownerMenu = ({ people }: Filters): UsersSelect => ({
  type: 'users_select',
  action_id: narrowAction('owner'),
  placeholder: words('Any owner'),
  ...(people?.length === 1 && people[0] && { initial_user: people[0] }),
});

function hostMenu(hosts: readonly string[], { host }: Filters): StaticSelect[] {
  const named = [...new Set(hosts)].filter((each) => each.length <= HOST_LIMIT).sort();
  if (named.length < 2) return [];
  const values = named.slice(0, HOSTS_SHOWN).map((each) => [each, each] as const);
  return [menuOf('host', { label: 'Any host', values }, host ?? 'any')];
}

function menuOf(menu: Menu, { label, values }: Options, chosen: string): StaticSelect {
  const option = (value: string, name: string): PlainTextOption => ({ text: words(name), value });
  const all = [option('any', label), ...values.map(([value, name]) => option(value, name))];
  const initial = all.find(({ value }) => value === chosen) ?? all[0];
  return {
    type: 'static_select',
    action_id: narrowAction(menu),
    placeholder: words(label),
    options: all,
    ...(initial && { initial_option: initial }),
  };
}

function chosenIn(menu: Known, { source, severities, state, step }: Filters): string {
  const chosen = {
    source,
    severity: severities?.length === 1 ? severities[0] : undefined,
    state,
    step: step === undefined ? undefined : String(step),
  };
  return chosen[menu] ?? 'any';
}
