/** Requests that show what a setting does, where no rule does it: an application of Access, a log job, schema validation, bot settings. */
import { type Expression, parse } from '../../rules/index.ts';
import type { Snapshot } from '../snapshot.ts';
import { destinationsBefore } from './access.ts';
import type { Control, ControlName, Witness } from './control.ts';
import { enabledJobs, failed, thins } from './logging.ts';
import { filterCondition } from './logpush-filter.ts';
import type { Prover, Target } from './prover.ts';
import type { Given } from './suppose.ts';
import { requestFor } from './witness.ts';

type Asked = { control: Control; endpoint: Target; snapshot: Snapshot; prover: Prover; known: Given };

const SHOWS: Partial<Record<ControlName, (asked: Asked) => Witness | undefined>> = {
  access: ofAccess,
  logging: ofLogging,
  schema: (asked) => bySetting(asked, 'cf.schema_validation.uploaded.violated', 'schema validation'),
  bots: (asked) =>
    bySetting(
      asked,
      'cf.bot_management.score eq 1 and not cf.bot_management.verified_bot',
      'the bot settings of the zone',
    ),
};

export function settingWitness(name: ControlName, asked: Asked): Witness | undefined {
  return SHOWS[name]?.(asked);
}

/** Why nothing is shown of a control that was asked about, in words. */
export function whyNoRequest(name: ControlName, { verdict, rules }: Control): string {
  if (name === 'access' && verdict === 'bypassable')
    return 'A policy lets some callers past it. Who they are stands in the policy, and no request shows it by itself.';
  if (name === 'logging' && verdict === 'bypassable')
    return 'Which requests are left out is decided by chance or by what Cloudflare takes for an attack; no single request shows it.';
  if (verdict === 'uncovered' && rules.length === 0) return 'Nothing was put up against it: any request gets through.';
  if (verdict === 'unknown') return 'What would decide it was not read, so no request proves anything.';
  return 'No request could be written down of which the second evaluator says the same.';
}

function ofAccess({ control, endpoint, snapshot, prover, known }: Asked): Witness | undefined {
  const [first, ...others] = destinationsBefore(snapshot, endpoint, prover);
  if (!first) return undefined;
  const name = `access-app:${first.app.id}`;
  if (control.verdict === 'covered')
    return shown(first.conditions.map(met), endpoint, known, `asked to log in by ${name}`);
  // an endpoint that lies wholly behind it is left by who somebody is, not by what is sent
  if (control.verdict !== 'bypassable' || first.holds === 'always') return undefined;
  const missed = [first, ...others].map(({ conditions }) => missing(conditions));
  return shown(missed, endpoint, known, `${name} is in front of a part of its requests, and not of this one`);
}

function ofLogging({ control, endpoint, snapshot, known }: Asked): Witness | undefined {
  const jobs = enabledJobs(snapshot.sections, 'http_requests').jobs.filter((job) => !failed(job));
  const named = jobs.filter(({ id }) => control.rules.includes(`logpush:${id}`));
  const [job] = named;
  if (!job) return undefined;
  const filters = named.flatMap(({ filter }) => (filter ? (filterCondition(filter) ?? []) : []));
  if (control.verdict === 'covered')
    return shown(filters.slice(0, 1).map(met), endpoint, known, `written down by logpush:${job.id}`);
  if (control.verdict !== 'bypassable' || filters.length < named.length || named.some(thins)) return undefined;
  return shown(
    filters.map((filter) => missing([filter])),
    endpoint,
    known,
    `the filter of logpush:${job.id} leaves it out`,
  );
}

/** Only where the setting alone does it: what rules do is shown by the rules. */
function bySetting({ control, endpoint, known }: Asked, condition: string, by: string): Witness | undefined {
  if (control.verdict !== 'covered' || control.rules.length > 0) return undefined;
  return shown([met(condition)], endpoint, known, `${control.mode === 'log' ? 'logged' : 'stopped'} by ${by}`);
}

type Wish = { expression: Expression; holds: boolean };
const met = (condition: string): Wish => ({ expression: parse(condition), holds: true });
const missing = (conditions: readonly string[]): Wish => ({
  expression: { kind: 'and', terms: conditions.map((condition) => parse(condition)) },
  holds: false,
});

function shown(wanted: readonly Wish[], endpoint: Target, known: Given, because: string): Witness | undefined {
  const request = requestFor(wanted, endpoint, known);
  return request && { ...request, because };
}
