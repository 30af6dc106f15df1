/** The owner says that Cloudflare does it, and a control does not. */
import type { Endpoint } from '../inventory/endpoint.ts';
import type { Answer, Problem } from './check.ts';
import { contradiction } from './contradiction.ts';
import type { Control } from './controls/control.ts';
import { given } from './given.ts';

/** What stands against it, as sentences; `logs`: it acts on every request, and stops none. */
type Words = Record<'uncovered' | 'unavailable' | 'bypassable' | 'logs', string>;

const SAID = 'edge';

/** Nothing of an endpoint whose control is unknown: what could not be read contradicts nobody. */
export function edgeContradicted<E extends Pick<Endpoint, 'key'>>(
  question: string,
  words: Words,
  { endpoints, answers }: { endpoints: readonly E[]; answers: readonly Answer[] },
  controlOf: (endpoint: E) => Control,
): Problem[] {
  const said = given(question, answers, endpoints);
  return endpoints.flatMap((endpoint) => {
    if (said.get(endpoint.key) !== SAID) return [];
    const evidence = evidenceIn(controlOf(endpoint), words);
    return evidence ? [contradiction(endpoint.key, { question, answer: SAID, evidence })] : [];
  });
}

function evidenceIn({ verdict, mode }: Control, words: Words): string | undefined {
  if (verdict === 'unknown') return undefined;
  if (verdict === 'covered') return mode === 'enforce' ? undefined : words.logs;
  return words[verdict];
}
