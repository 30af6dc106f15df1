/** Requests reach a log destination: an enabled job, unfiltered for the host, whose last run did not fail. */
import type { SectionValues, Snapshot } from '../snapshot.ts';
import { isTorn } from '../torn.ts';
import { type Control, control } from './control.ts';

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

export function logging(snapshot: Snapshot): Control {
  const { sections } = snapshot;
  const { jobs, complete } = enabledJobs(sections, 'http_requests');
  if (sections.logpushZone.state === 'not_entitled' && sections.logpushAccount.state === 'not_entitled') {
    return control('unavailable');
  }
  const working = jobs.filter((job) => !failed(job));
  const whole = working.filter((job) => !job.filter && !samples(job) && job.filterAttackTraffic !== true);
  const name = ({ id }: Job) => `logpush:${id}`;
  if (whole.length > 0) return control('covered', 'enforce', whole.map(name));
  if (!complete || LEVELS.some((level) => isTorn(snapshot, level))) return control('unknown');
  const unclear = working.filter((job) => job.filter);
  if (unclear.length > 0) return control('unknown', 'off', unclear.map(name)); // what a filter lets through is not judged
  return working.length > 0 ? control('bypassable', 'enforce', working.map(name)) : control('uncovered');
}

const LEVELS = ['logpushZone', 'logpushAccount'] as const;

const samples = ({ sampleRate }: Job): boolean => sampleRate !== null && sampleRate < 1;
