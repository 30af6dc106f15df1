/** One endpoint as the report shows it: where it comes from, who is let in, and what protects it. */
import type { Answer, EvidenceKind } from '../checks/check.ts';
import type { Control, Controls } from '../checks/controls/control.ts';
import type { Endpoint } from '../inventory/endpoint.ts';

type Authentication = {
  credential: string | null;
  status: 'required' | 'mixed' | 'none' | 'unknown';
  evidence: EvidenceKind;
};
type Authorization = { status: 'tested' | 'untested' | 'none' | 'suspect' | 'unknown'; evidence: EvidenceKind };
type Documentation = { status: 'documented' | 'undocumented' | 'unknown'; document: string | null };

export type EndpointReport = Pick<
  Endpoint,
  'key' | 'sources' | 'traffic' | 'audience' | 'sensitivity' | 'exposure' | 'labels'
> & {
  operationId: string | null;
  owner: string | null;
  documentation: Documentation;
  authentication: Authentication;
  authorization: Authorization;
  controls: Controls;
};

/** `documentsRead`: false when there may be documents that were not read. */
export function endpointReport(
  endpoint: Endpoint,
  controls: Controls,
  answers: ReadonlyMap<string, string>,
  documentsRead: boolean,
): EndpointReport {
  const { key, sources, traffic, audience, sensitivity, exposure, operationId = null, labels, documents } = endpoint;
  const [document = null] = documents;
  const status = document !== null ? 'documented' : documentsRead ? 'undocumented' : 'unknown';
  return {
    key,
    sources,
    traffic,
    audience,
    sensitivity,
    exposure,
    operationId,
    labels,
    owner: null,
    documentation: { status, document },
    authentication: authentication(endpoint, controls),
    authorization: authorization(endpoint, answers.get(key)),
    controls,
  };
}

/** What is enforced is proved, what traffic shows is indicated, what a document says is stated. */
function authentication({ labels, credential }: Endpoint, { jwt, mtls, access }: Controls): Authentication {
  if (enforced(jwt)) return { credential: 'bearer', status: 'required', evidence: 'provable' };
  if (enforced(mtls)) return { credential: 'mtls', status: 'required', evidence: 'provable' };
  if (enforced(access)) return { credential: 'access', status: 'required', evidence: 'provable' };
  const stated = credential === undefined || credential === 'none' ? null : credential;
  if (labels.includes('cf-risk-missing-auth')) return { credential: stated, status: 'none', evidence: 'indicated' };
  if (labels.includes('cf-risk-mixed-auth')) return { credential: stated, status: 'mixed', evidence: 'indicated' };
  if (credential === undefined) return { credential: null, status: 'unknown', evidence: 'none' };
  return { credential: stated, status: stated === null ? 'none' : 'required', evidence: 'stated' };
}

const enforced = ({ verdict, mode }: Control): boolean => verdict === 'covered' && mode === 'enforce';

function authorization({ labels }: Endpoint, answer: string | undefined): Authorization {
  if (labels.some((label) => label.startsWith('cf-risk-bola-'))) return { status: 'suspect', evidence: 'indicated' };
  if (answer === 'tested' || answer === 'untested' || answer === 'none') return { status: answer, evidence: 'stated' };
  return { status: 'unknown', evidence: 'none' };
}

/** What people said of each endpoint's checks on objects. */
export function objectChecks(answers: readonly Answer[], endpoints: readonly Endpoint[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { question, endpointKeys, value } of answers) {
    if (question !== 'authz.object-checks') continue;
    for (const key of endpointKeys === 'review' ? endpoints.map((endpoint) => endpoint.key) : endpointKeys) {
      found.set(key, value);
    }
  }
  return found;
}
