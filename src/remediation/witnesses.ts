/** The requests that show what was judged: working bypasses among them, so they are added only for whoever asks for them. */
import type { ControlName, Controls, Witness } from '../checks/controls/control.ts';
import type { Judge } from '../checks/controls/judge-controls.ts';
import { whyNoRequest } from '../checks/controls/setting-witness.ts';
import type { Endpoint } from '../inventory/endpoint.ts';
import type { EndpointReport } from './endpoint-report.ts';
import type { RemediationItem } from './items.ts';
import type { Assessment, Report } from './report.ts';
import { stake } from './score.ts';

/**
 * Searches of one report: finding a request took 1.5 ms of CPU where 500 were measured, and 12,000 endpoints have 120,000 controls. Every
 * distinct cause is shown by one endpoint first; the others follow as far as this goes, in the order of the report.
 */
const SEARCHES = 300;
/** Endpoints of an item of which a request is looked for before it is said to have none. */
const TRIED = 5;

/** The report with a witness at each control, as far as the number of searches goes. */
export function withWitnesses(report: Report, { inventory, judge }: Assessment): Report {
  const endpoints = new Map(inventory.endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const found = new Map<string, Witness | undefined>();
  const place = (key: string, name: string) => `${name} ${key}`;
  const wanted = report.endpoints.flatMap(({ key, controls }) =>
    namesOf(controls).map((name) => ({ key, name, cause: causeOf(name, controls) })),
  );
  const causes = new Set<string>();
  const first = wanted.filter(({ cause }) => !causes.has(cause) && causes.add(cause));
  for (const { key, name } of [...first, ...wanted]) {
    const endpoint = endpoints.get(key);
    if (found.size >= SEARCHES) break;
    if (endpoint && !found.has(place(key, name))) found.set(place(key, name), judge.witness(endpoint, name));
  }
  const shown = ({ key, controls }: EndpointReport): Controls =>
    Object.fromEntries(
      Object.entries(controls).map(([name, control]) => {
        const witness = found.get(place(key, name));
        if (witness) return [name, { ...control, witness }];
        const isAsked = found.has(place(key, name));
        return [name, isAsked ? { ...control, noWitness: whyNoRequest(name as ControlName, control) } : control];
      }),
    ) as Controls;
  return { ...report, endpoints: report.endpoints.map((each) => ({ ...each, controls: shown(each) })) };
}

const SHOWABLE: ReadonlySet<string> = new Set(['covered', 'bypassable']);

const namesOf = (controls: Controls): ControlName[] =>
  (Object.keys(controls) as ControlName[]).filter((name) => SHOWABLE.has(controls[name]?.verdict ?? ''));

const causeOf = (name: ControlName, controls: Controls): string => {
  const { verdict, rules = [] } = controls[name] ?? {};
  return [name, verdict, ...rules].join('\n');
};

/** The controls whose gap a check is about. */
const CONTROLS_OF: Record<string, readonly ControlName[]> = {
  'auth.no-edge-enforcement': ['jwt', 'mtls', 'access'],
  'auth.jwt-optional': ['jwt'],
  'authz.admin-function-exposed': ['jwt', 'mtls'],
  'input.schema-not-enforced': ['schema'],
  'input.managed-weakened': ['waf-managed'],
  'input.waf-skip-on-api': ['waf-managed', 'rate-limit', 'waf-custom'],
  'input.execute-excludes-api': ['waf-managed'],
  'abuse.auth-no-ratelimit': ['rate-limit'],
  'abuse.write-search-unlimited': ['rate-limit'],
  'abuse.leaked-creds-unused': ['leaked-credentials'],
  'abuse.bots-not-scored': ['bots'],
  'machine.mtls-host-unenforced': ['mtls'],
};

/** What a skip rule takes away altogether is uncovered, and shown by the request it skips. */
const OPEN: ReadonlySet<string> = new Set(['bypassable', 'uncovered']);

/** A request that gets through, for the endpoint of an item at which most is at stake. */
export function escapeOf(
  { check, endpointKeys }: Pick<RemediationItem, 'check' | 'endpointKeys'>,
  endpoints: readonly Endpoint[],
  judge: Judge,
): Witness | undefined {
  const names = Object.hasOwn(CONTROLS_OF, check) ? (CONTROLS_OF[check] ?? []) : [];
  if (names.length === 0) return undefined;
  const keys = new Set(endpointKeys);
  const open = endpoints
    .filter(({ key }) => keys.has(key))
    .sort((a, b) => stake(b) - stake(a) || (a.key < b.key ? -1 : 1))
    .flatMap((endpoint) => names.map((name) => ({ endpoint, name })))
    .filter(({ endpoint, name }) => OPEN.has(judge.controls(endpoint)[name]?.verdict ?? ''));
  for (const { endpoint, name } of open.slice(0, TRIED)) {
    const witness = judge.witness(endpoint, name);
    if (witness) return witness;
  }
  return undefined;
}
