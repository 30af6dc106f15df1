/** Fixes of log jobs. Where logs go, and the key for it, is known to people alone. */
import { type Blank, blank, type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource, standing } from './hcl.ts';

const DESTINATION: Blank = {
  name: 'DESTINATION',
  what: 'where the logs go, with the key for it, as Logpush writes it: https://… or s3://…',
};

const FIELDS: Record<string, string[]> = {
  http_requests: `EdgeStartTimestamp RayID ClientIP ClientASN ClientRequestHost ClientRequestMethod ClientRequestPath
    ClientRequestUserAgent EdgeResponseStatus OriginResponseStatus SecurityAction SecurityActions SecuritySources
    SecurityRuleIDs WebAssetsOperationID WebAssetsLabelsManaged LeakedCredentialCheckResult ClientMTLSAuthStatus
    ClientMTLSAuthCertFingerprint WAFAttackScore`.split(/\s+/),
  firewall_events: `Datetime RayID Action Source RuleID Ref MatchIndex Description Metadata ClientIP ClientRequestHost
    ClientRequestMethod ClientRequestPath EdgeResponseStatus LeakedCredentialCheckResult`.split(/\s+/),
};
const SCORES = ['JA4', 'BotScore'];

const optionsFor = (field_names: string[]) => ({
  field_names,
  output_type: 'ndjson',
  sample_rate: 1,
  timestamp_format: 'rfc3339',
});

function send(dataset: string, level: 'zones' | 'accounts') {
  return ({ snapshot }: Wanted): Change => {
    const hasScores = readOf(snapshot.sections.bots)?.product === 'enterprise' && dataset === 'http_requests';
    const fields = FIELDS[dataset];
    const owner = level === 'zones' ? snapshot.zone.id : snapshot.account.id;
    const body = {
      name: `api-review-${dataset.replaceAll('_', '-')}`,
      dataset,
      destination_conf: blank(DESTINATION.name),
      enabled: true,
      ...(fields ? { output_options: optionsFor([...fields, ...(hasScores ? SCORES : [])]) } : {}),
    };
    return {
      kind: 'change',
      steps: [
        `Open Analytics & Logs > Logpush of ${level === 'zones' ? snapshot.zone.name : 'the account'} and create a job for ${dataset}.`,
        ...(fields
          ? [`Choose these fields, all requests, and no filter: ${body.output_options?.field_names.join(', ')}.`]
          : []),
      ],
      requests: [{ method: 'POST', path: `/${level}/${owner}/logpush/jobs`, body }],
      terraform: resource('cloudflare_logpush_job', dataset, {
        [level === 'zones' ? 'zone_id' : 'account_id']: owner,
        ...body,
      }),
      blanks: [DESTINATION],
    };
  };
}
export const sendRequests = send('http_requests', 'zones');
export const sendEvents = send('firewall_events', 'zones');
export const sendAudit = send('audit_logs_v2', 'accounts');

interface Job {
  id: string;
  name: string | null;
  dataset: string | null;
  fieldNames: string[];
  filterAttackTraffic: boolean | null;
}
interface Edit {
  /** Of the job, as the API and Terraform both know it. */
  body: Record<string, string | boolean | ReturnType<typeof optionsFor>>;
  /** What Terraform does not know. */
  more?: Record<string, boolean>;
}

/** The options of a job are replaced together: what a scan does not read of them becomes what is usual. */
function editing(edit: (job: Job, wanted: Wanted) => Edit, words: string, blanks: Blank[] = []) {
  return (wanted: Wanted): Change => {
    const { zone, account, sections } = wanted.snapshot;
    const ids = new Set(subjectsOf(wanted.finding.subjects, 'logpush'));
    const jobs = [
      ...(readOf(sections.logpushZone) ?? []).map((job) => ({ job, level: 'zones', owner: zone.id })),
      ...(readOf(sections.logpushAccount) ?? []).map((job) => ({ job, level: 'accounts', owner: account.id })),
    ]
      .filter(({ job }) => ids.has(job.id))
      .map((each) => ({ ...each, ...edit(each.job, wanted) }));
    return {
      kind: 'change',
      steps: jobs.map(({ job }) => `Open Analytics & Logs > Logpush, edit ${job.name ?? job.id} and ${words}.`),
      requests: jobs.map(({ job, level, owner, body, more }) => ({
        method: 'PUT',
        path: `/${level}/${owner}/logpush/jobs/${job.id}`,
        body: { ...body, ...more },
      })),
      terraform: jobs
        .map(({ job, level, owner, body }) =>
          standing('cloudflare_logpush_job', job.name ?? `job ${job.id}`, `${level}/${owner}/${job.id}`, {
            [level === 'zones' ? 'zone_id' : 'account_id']: owner,
            ...(job.name === null ? {} : { name: job.name }),
            ...(job.dataset === null ? {} : { dataset: job.dataset }),
            destination_conf: blank(DESTINATION.name),
            enabled: true,
            ...body,
          }),
        )
        .join('\n'),
      beware:
        'Where the job has options of its own for how lines are written, put them in as well: they are replaced together.',
      blanks,
    };
  };
}

export const repairDestination = editing(
  () => ({ body: { destination_conf: blank(DESTINATION.name), enabled: true } }),
  'give it a destination and a key that work; what was lost does not come back',
  [DESTINATION],
);
export const addFields = editing(({ fieldNames }, { finding: { evidence } }) => {
  const missing = Array.isArray(evidence.missing) ? evidence.missing.filter((each) => typeof each === 'string') : [];
  return { body: { output_options: optionsFor([...new Set([...fieldNames, ...missing])]) } };
}, 'add the missing fields, then see them parsed where they arrive');
export const sendAll = editing(
  ({ fieldNames, filterAttackTraffic }) => ({
    body: { filter: '', output_options: optionsFor(fieldNames) },
    ...(filterAttackTraffic === true ? { more: { filter_attack_traffic: false } } : {}),
  }),
  'send every request, attacks among them, without a filter',
);
