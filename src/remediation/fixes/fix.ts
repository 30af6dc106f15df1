/** What puts a finding right: what to press, what to send, what to write down. Values only; nothing here sends anything. */
import type { Facts, Finding } from '../../checks/check.ts';
import type { Snapshot } from '../../checks/snapshot.ts';
import type { Endpoint } from '../../inventory/endpoint.ts';

/** Of Cloudflare's API, below `/client/v4`. */
export interface ApiRequest {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body: unknown;
  /**
   * Cloudflare takes a rule whole: it is read by this path, the body is laid over it, and all of it is sent back. What
   * is not read by a scan is so not lost. What is null in the body is taken out.
   */
  over?: string;
}

export interface Blank {
  name: string;
  what: string;
}
export const blank = (name: string): string => `{{${name}}}`;

export interface Change {
  kind: 'change';
  /** What to press in the dashboard, in order. */
  steps: string[];
  requests: ApiRequest[];
  /** For Terraform's provider of version 5; null where the whole object would have to be known. */
  terraform: string | null;
  /** What only people know: it stands in double braces wherever it belongs. */
  blanks?: Blank[];
  /** What cannot be taken back, or should be known before. */
  beware?: string;
}

/** Where no request can put it right, and who has to do what instead. */
export interface Advice {
  kind: 'advice';
  steps: string[];
}

export type Fix = Change | Advice;

/** How a control that can reject requests begins: it logs, acts on one endpoint only, or stops at once. */
export type Mode = 'enforce' | 'log' | 'canary';

export interface Wanted {
  finding: Pick<Finding, 'id' | 'check' | 'subjects' | 'touches' | 'evidence' | 'remediation'>;
  snapshot: Snapshot;
  /** Those that it is about, most at stake first; all of the inventory where it is about none by name. */
  endpoints: readonly Endpoint[];
  mode: Mode;
}

export const subjectsOf = (subjects: readonly string[], kind: string): string[] =>
  subjects.flatMap((subject) => (subject.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : []));

export const readOf = <T>(section: { state: 'read'; value: T } | { state: string }): T | undefined =>
  'value' in section ? section.value : undefined;

/** Of one subject the evidence is its facts, of several it is a list of them. */
export function factsOf({ evidence }: Pick<Finding, 'evidence'>): readonly Facts[] {
  const { details } = evidence;
  return Array.isArray(details) ? (details as readonly Facts[]) : [evidence];
}
