/** What people answered to one question, by endpoint. What was said of one endpoint goes over what was said of all. */
import type { Endpoint } from '../inventory/endpoint.ts';
import type { Answer } from './check.ts';

export function given(
  question: string,
  answers: readonly Answer[],
  endpoints: readonly Pick<Endpoint, 'key'>[],
): Map<string, string> {
  const about = answers.filter((answer) => answer.question === question);
  const found = new Map<string, string>();
  for (const { endpointKeys, value } of about) {
    if (endpointKeys === 'review') for (const { key } of endpoints) found.set(key, value);
  }
  for (const { endpointKeys, value } of about) {
    if (endpointKeys !== 'review') for (const key of endpointKeys) found.set(key, value);
  }
  return found;
}
