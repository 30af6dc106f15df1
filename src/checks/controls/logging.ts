/** Requests reach a log destination: an enabled job, unfiltered for the host, whose last run did not fail. */
import type { SectionValues, Snapshot } from '../snapshot.ts';
import { isTorn } from '../torn.ts';
import { type Control, control } from './control.ts';
import { filterCondition } from './logpush-filter.ts';
import type { Holds, Prover, Target } from './prover.ts';

type Job = SectionValues['logpushZone'][number];

type Levels = Pick<Snapshot['sections'], 'logpushZone' | 'logpushAccount'>;

/** The jobs of both levels, as far as they were read. */
export function jobsOf({ logpushZone, logpushAccount }: Levels): Job[] {
  return [logpushZone, logpushAccount].flatMap((level) => (level.state === 'read' ? level.value : []));
}

/** The enabled jobs of a dataset, and whether there may be more that were not read. */
export function enabledJobs(levels: Levels, dataset: string): { jobs: Job[]; complete: boolean } {
  return {
    jobs: jobsOf(levels).filter((job) => job.dataset === dataset && job.enabled === true),
    complete: [levels.logpushZone, levels.logpushAccount].every(
      ({ state }) => state === 'read' || state === 'not_entitled',
    ),
  };
}

/** Cloudflare clears both once a run succeeds again: either one means that the job fails now. */
export function failed({ errorMessage, lastError }: Job): boolean {
  return Boolean(errorMessage) || lastError !== null;
}

export function logging(snapshot: Snapshot, prover: Prover): (endpoint: Target) => Control {
  const { sections } = snapshot;
  const { jobs, complete } = enabledJobs(sections, 'http_requests');
  if (sections.logpushZone.state === 'not_entitled' && sections.logpushAccount.state === 'not_entitled') {
    return () => control('unavailable');
  }
  const isWhole = complete && !LEVELS.some((level) => isTorn(snapshot, level));
  const working = jobs.filter((job) => !failed(job));
  if (!working.some(({ filter }) => filter)) {
    const answer = judge(
      working.map((job) => ({ job, holds: 'always' })),
      isWhole,
    );
    return () => answer;
  }
  return (endpoint) =>
    judge(
      working.map((job) => ({ job, holds: letsThrough(job, endpoint, prover) })),
      isWhole,
    );
}

/** Whether the filter of a job lets the requests to an endpoint through. */
export function letsThrough({ filter }: Job, endpoint: Target, prover: Prover): Holds {
  if (!filter) return 'always';
  const condition = filterCondition(filter);
  return condition === undefined ? 'not_understood' : prover.holds([condition], endpoint);
}

function judge(jobs: readonly { job: Job; holds: Holds }[], isWhole: boolean): Control {
  const named = (list: typeof jobs) => list.map(({ job }) => `logpush:${job.id}`);
  const unfiltered = jobs.filter(({ holds, job }) => holds === 'always' && !thins(job));
  if (unfiltered.length > 0) return control('covered', 'enforce', named(unfiltered));
  if (!isWhole) return control('unknown');
  const unclear = jobs.filter(({ holds }) => holds === 'not_understood');
  if (unclear.length > 0) return control('unknown', 'off', named(unclear));
  const partial = jobs.filter(({ holds }) => holds !== 'never');
  return partial.length > 0 ? control('bypassable', 'enforce', named(partial)) : control('uncovered');
}

const LEVELS = ['logpushZone', 'logpushAccount'] as const;

export const thins = ({ sampleRate, filterAttackTraffic }: Job): boolean =>
  (sampleRate !== null && sampleRate < 1) || filterAttackTraffic === true;
