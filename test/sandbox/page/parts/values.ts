import { initialState, valueKey } from '../../slack/form.ts';
import { type Fields, fields, list, string } from '../../slack/json.ts';
import type { Value } from './field.tsx';

/** What the workspace remembers of a field, as the page's controls take it. */
export function plainValue(remembered: Fields): Value {
  const value = remembered[valueKey(string(remembered.type))];
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return string(fields(value).value) || undefined;
  return value.every((one) => typeof one === 'string') ? value : list(value).map((one) => string(one.value));
}

/** What the app wants to stand in a field at first. */
export function initialValue(block: Fields, element: Fields): Value {
  return plainValue(fields(initialState([block])[string(block.block_id)]?.[string(element.action_id)]));
}
