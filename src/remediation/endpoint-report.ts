/** One endpoint as the report shows it: where it comes from, who is let in, and what protects it. */
import { speaksAgainst } from '../checks/auth/answer-contradicted.ts';
import type { Answer, EvidenceKind, Finding } from '../checks/check.ts';
import type { Control, Controls } from '../checks/controls/control.ts';
import { given } from '../checks/given.ts';
import type { Endpoint } from '../inventory/endpoint.ts';

type Authentication = {
  credential: string | null;
  status: 'required' | 'mixed' | 'none' | 'unknown';
  evidence: EvidenceKind;
};
type Authorization = {
  status: 'tested' | 'untested' | 'none' | 'suspect' | 'unknown';
  evidence: EvidenceKind;
  /** Where the test is, when its owner said so. */
  test?: string;
};
/** What is known of partners' credentials: the answer of the bank, or null where nobody gave one that stands. */
type Told = { answer: string | null; evidence: 'stated' | 'none' };
const PARTNER = {
  issuing: 'machine.partner-issuing',
  rotation: 'machine.partner-rotation',
  scope: 'machine.partner-scope',
  contact: 'machine.partner-contact',
};
type Partner = { [K in keyof typeof PARTNER]: Told };
type Documentation = { status: 'documented' | 'undocumented' | 'unknown'; document: string | null };

export type EndpointReport = Pick<
  Endpoint,
  'key' | 'sources' | 'traffic' | 'audience' | 'sensitivity' | 'exposure' | 'labels'
> & {
  operationId: string | null;
  owner: string | null;
  /** Why it is thought so; of the credential null where none is known. */
  because: { audience: string; sensitivity: string; credential: string | null };
  documentation: Documentation;
  authentication: Authentication;
  authorization: Authorization;
  /** Null where it is not for partners. */
  partner: Partner | null;
  controls: Controls;
};

/** What people answered of each endpoint, as far as the report shows it. */
export type Said = {
  credential: ReadonlyMap<string, string>;
  objectChecks: ReadonlyMap<string, string>;
  partner: { [K in keyof typeof PARTNER]: ReadonlyMap<string, string> };
  /** Whether a check quotes something against it. */
  isContradicted: (question: string, key: string) => boolean;
};

export function saidIn(answers: readonly Answer[], endpoints: readonly Endpoint[], findings: readonly Finding[]): Said {
  const of = (question: string) => given(question, answers, endpoints);
  const contradicted = new Map<string, Set<string>>();
  for (const { check, evidence, subjects } of findings) {
    if (!check.endsWith('.answer-contradicted')) continue;
    const { question } = { ...(Array.isArray(evidence.details) ? evidence.details[0] : evidence) };
    const known = contradicted.get(String(question)) ?? new Set();
    for (const subject of subjects) known.add(subject);
    contradicted.set(String(question), known);
  }
  return {
    credential: of('auth.credential'),
    objectChecks: of(OBJECT_CHECKS),
    partner: {
      issuing: of(PARTNER.issuing),
      rotation: of(PARTNER.rotation),
      scope: of(PARTNER.scope),
      contact: of(PARTNER.contact),
    },
    isContradicted: (question, key) => contradicted.get(question)?.has(key) === true,
  };
}

const OBJECT_CHECKS = 'authz.object-checks';

/** `documentsRead`: false when there may be documents that were not read. */
export function endpointReport(
  endpoint: Endpoint,
  controls: Controls,
  said: Said,
  documentsRead: boolean,
): EndpointReport {
  const { key, sources, traffic, audience, sensitivity, exposure, operationId = null, labels, documents } = endpoint;
  const [document = null] = documents;
  const { because: credential, ...authenticated } = authentication(endpoint, controls, said.credential.get(key));
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
    because: { audience: endpoint.audienceReason, sensitivity: endpoint.sensitivityReason, credential },
    documentation: { status, document },
    authentication: authenticated,
    authorization: authorization(endpoint, said),
    partner: partner(endpoint, said),
    controls,
  };
}

/** What is enforced is proved, what traffic shows is indicated, what a document or a person says is stated. */
function authentication(
  endpoint: Endpoint,
  { jwt, mtls, access }: Controls,
  answer: string | undefined,
): Authentication & { because: string | null } {
  const { labels, credential, credentialReason } = endpoint;
  const proved = (credential: string, because: string) =>
    ({ credential, status: 'required', evidence: 'provable', because }) as const;
  if (enforced(jwt)) return proved('bearer', 'JWT validation asks for a token');
  if (enforced(mtls)) return proved('mtls', 'requests without a verified client certificate are stopped');
  if (enforced(access)) return proved('access', 'an Access application stands in front');
  const stated = credential === undefined || credential === 'none' ? null : credential;
  const because = credentialReason ?? null;
  if (labels.includes('cf-risk-missing-auth'))
    return { credential: stated, status: 'none', evidence: 'indicated', because };
  if (labels.includes('cf-risk-mixed-auth'))
    return { credential: stated, status: 'mixed', evidence: 'indicated', because };
  if (credential === undefined) return answered(answer, endpoint, mtls);
  return { credential: stated, status: stated === null ? 'none' : 'required', evidence: 'stated', because };
}

/** An answer that the evidence speaks against proves nothing. */
function answered(
  answer: string | undefined,
  endpoint: Endpoint,
  mtls: Control,
): Authentication & { because: string | null } {
  if (answer === undefined || answer === 'not-sure')
    return { credential: null, status: 'unknown', evidence: 'none', because: null };
  const against = speaksAgainst(answer, endpoint, { mtls });
  if (against !== undefined)
    return {
      credential: null,
      status: 'unknown',
      evidence: 'none',
      because: `its owner says ${answer}, but ${against}`,
    };
  const isAsked = answer !== 'none' && answer !== 'public';
  return {
    credential: isAsked ? answer : null,
    status: isAsked ? 'required' : 'none',
    evidence: 'stated',
    because: 'its owner says so',
  };
}

const enforced = ({ verdict, mode }: Control): boolean => verdict === 'covered' && mode === 'enforce';

function authorization({ key, labels }: Endpoint, said: Said): Authorization {
  if (labels.some((label) => label.startsWith('cf-risk-bola-')) || said.isContradicted(OBJECT_CHECKS, key))
    return { status: 'suspect', evidence: 'indicated' };
  const answer = said.objectChecks.get(key);
  if (answer?.startsWith('https://')) return { status: 'tested', evidence: 'stated', test: answer };
  if (answer === 'tested' || answer === 'untested' || answer === 'none') return { status: answer, evidence: 'stated' };
  return { status: 'unknown', evidence: 'none' };
}

function partner({ key, audience }: Endpoint, said: Said): Partner | null {
  if (audience !== 'partner') return null;
  const told = (what: keyof Partner): Told => {
    const answer = said.partner[what].get(key);
    return answer === undefined || answer === 'not-sure' || said.isContradicted(PARTNER[what], key)
      ? { answer: null, evidence: 'none' }
      : { answer: answer.replace(/^text:/, ''), evidence: 'stated' };
  };
  return { issuing: told('issuing'), rotation: told('rotation'), scope: told('scope'), contact: told('contact') };
}
