/** Which endpoints carry a label, as far as Cloudflare tells: operations need not list their labels, while labels count their operations. */
import type { Endpoint } from '../inventory/endpoint.ts';
import { fail, type Problem, type Severity, unknown } from './check.ts';
import { isSaved } from './observed.ts';
import type { SectionValues } from './snapshot.ts';

type Labels = SectionValues['labels'];

const carries = (endpoint: Endpoint, label: string): boolean => endpoint.labels.includes(label);

/** A failure for every endpoint that carries the label, and what is known beyond those that show it. */
export function failEach(
  label: string,
  { endpoints, labels }: { endpoints: readonly Endpoint[]; labels: Labels },
  {
    severityOf,
    isMeant = () => true,
  }: { severityOf?: (endpoint: Endpoint) => Severity; isMeant?: (endpoint: Endpoint) => boolean } = {},
): Problem[] {
  return [
    ...endpoints
      .filter((endpoint) => carries(endpoint, label) && isMeant(endpoint))
      .map((endpoint) =>
        fail(endpoint.key, { facts: { label }, ...(severityOf && { severity: severityOf(endpoint) }) }),
      ),
    ...unseen(endpoints, labels, label),
  ];
}

/** What is known of a label beyond the endpoints that show it: that more carry it, and not which. */
function unseen(endpoints: readonly Endpoint[], labels: Labels, label: string): Problem[] {
  const counted = labels.find(({ name }) => name === label)?.operations ?? 0;
  const seen = endpoints.filter((endpoint) => isSaved(endpoint) && carries(endpoint, label)).length;
  if (counted <= seen) return [];
  return [unknown(null, 'not_understood', { facts: { label, operations: counted, named: seen } })];
}

/**
 * False when labels are in use and operations do not list theirs: then an absent label proves nothing. Labels of
 * Cloudflare's own may be known from traffic alone, so that only a label of the user shows that they are listed.
 */
export function areTold(endpoints: readonly Endpoint[], labels: Labels): boolean {
  const areListed = endpoints.some((endpoint) => endpoint.labels.some((label) => !label.startsWith('cf-')));
  return areListed || labels.every(({ name }) => unseen(endpoints, labels, name).length === 0);
}
