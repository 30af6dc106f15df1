/** By what an answer is narrowed, turned over, or had whole. */
import type { KnownBlock, PlainTextOption, StaticSelect } from '@slack/types';
import { type Asked, type Filters, Severity, Source, type Topic } from '../review/ask/asked.ts';
import { ACTIONS, type Menu, narrowAction } from './action-ids.ts';
import { words } from './form.ts';
import { actions, button } from './message.ts';

/** Which filters a menu makes sense for. */
const MENUS: Partial<Record<Topic, readonly Menu[]>> = {
  endpoints: ['source', 'severity', 'state'],
  unowned: ['source', 'severity'],
  owner: ['source', 'severity'],
  acknowledgements: ['state', 'source', 'severity'],
  findings: ['severity', 'step', 'state'],
  coverage: ['source', 'severity'],
  decisions: ['severity', 'step', 'state'],
  questions: ['state', 'severity'],
};

const OPTIONS: Record<Menu, { label: string; values: readonly (readonly [value: string, name: string])[] }> = {
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

export function controls(inquiryId: string, asked: Asked, rows: number, page: number, pages: number): KnownBlock[] {
  const menus = (MENUS[asked.topic] ?? []).map((menu) => menuOf(menu, inquiryId, asked.filters));
  const turns = [
    ...(page > 1 ? [button('Previous', ACTIONS.previousPage, `${inquiryId} ${page - 1}`)] : []),
    ...(page < pages ? [button('Next', ACTIONS.nextPage, `${inquiryId} ${page + 1}`)] : []),
    ...(pages > 1 ? [button('Full list as a file', ACTIONS.fullList, inquiryId)] : []),
  ];
  const isNarrowed = rows === 0 && Object.keys(asked.filters).length > 0;
  return [
    ...(menus.length > 0 && (rows > 1 || isNarrowed) ? [{ type: 'actions' as const, elements: menus }] : []),
    ...(turns.length > 0 ? [actions(...turns)] : []),
  ];
}

function menuOf(menu: Menu, inquiryId: string, filters: Filters): StaticSelect {
  const { label, values } = OPTIONS[menu];
  const option = (value: string, name: string): PlainTextOption => ({
    text: words(name),
    value: `${inquiryId} ${value}`,
  });
  const all = [option('any', label), ...values.map(([value, name]) => option(value, name))];
  const chosen = chosenIn(menu, filters);
  const initial = all.find(({ value }) => value === `${inquiryId} ${chosen}`) ?? all[0];
  return {
    type: 'static_select',
    action_id: narrowAction(menu),
    placeholder: words(label),
    options: all,
    ...(initial && { initial_option: initial }),
  };
}

function chosenIn(menu: Menu, { source, severities, state, step }: Filters): string {
  const chosen = {
    source,
    severity: severities?.length === 1 ? severities[0] : undefined,
    state,
    step: step === undefined ? undefined : String(step),
  };
  return chosen[menu] ?? 'any';
}
