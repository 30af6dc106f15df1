/** What a finding is about, by the name people know it by: endpoints and hosts by themselves, other things by what Cloudflare calls them. */
import type { ReviewFinding } from '../review/review.ts';
import { code } from './message.ts';

const KINDS: Record<string, string> = {
  host: 'host',
  dns: 'DNS record',
  schema: 'schema',
  token: 'API token',
  'service-token': 'service token',
  'jwt-config': 'token configuration',
  'jwt-rule': 'token validation rule',
  'client-cert': 'client certificate',
  ca: 'certificate authority',
  'access-app': 'Access application',
  'access-policy': 'Access policy',
  logpush: 'Logpush job',
  alert: 'alert',
  webhook: 'webhook',
  'ip-access': 'allow rule for',
};

const PHASES: Record<string, string> = {
  http_request_firewall_custom: 'custom rule',
  http_ratelimit: 'rate limiting rule',
  http_request_firewall_managed: 'managed rule',
};

const NAMES = ['name', 'commonName', 'title', 'description', 'value'];
const LIMIT = 140;

export function subjectInWords(subject: string, finding: Pick<ReviewFinding, 'subjects' | 'evidence'>): string {
  const [, kind = '', id = ''] = /^([a-z-]+):(.*)$/s.exec(subject) ?? [];
  if (kind === 'zone') return 'the whole zone';
  if (kind === 'account') return 'the whole account';
  const facts = factsOf(subject, finding);
  if (kind === 'rule') {
    const [phase = '', ref = ''] = id.split('/');
    return `${PHASES[phase] ?? 'rule'} ${code(nameIn(facts) ?? ref, LIMIT)}`;
  }
  if (kind === 'logpush') {
    const dataset = typeof facts.dataset === 'string' ? ` of ${code(facts.dataset, LIMIT)}` : '';
    return `Logpush job ${code(id, LIMIT)}${dataset}`;
  }
  const what = KINDS[kind];
  return what ? `${what} ${code(nameIn(facts) ?? id, LIMIT)}` : code(subject, LIMIT);
}

type Facts = Record<string, unknown>;

/** Of one subject the facts stand alone, of several each has its own. */
function factsOf(subject: string, { subjects, evidence }: Pick<ReviewFinding, 'subjects' | 'evidence'>): Facts {
  const details: unknown = evidence.details;
  if (!Array.isArray(details)) return subjects.length === 1 ? evidence : {};
  return (details as Facts[]).find((each) => each.subject === subject) ?? {};
}

function nameIn(facts: Facts): string | undefined {
  return NAMES.map((name) => facts[name]).find((value): value is string => typeof value === 'string' && value !== '');
}
