import type { ReadableSection, SectionValues } from '../checks/snapshot.ts';

/** How far a reading is, with the first numbers worth showing. */
export type Progress = { done: number; total: number; section: ReadableSection; facts: Facts };

export type Facts = {
  /** Sections that will stay unknown. */
  unread: number;
  saved?: number;
  discovered?: number;
  customRules?: number;
  rateLimits?: number;
  schemas?: number;
  serviceTokens?: number;
  apiTokens?: number;
};

const COUNTED: { [K in ReadableSection]?: (value: SectionValues[K]) => Partial<Facts> } = {
  operations: (list) => ({ saved: list.length }),
  discovery: (list) => ({ discovered: list.filter(({ state }) => state === 'review').length }),
  customRules: ({ rules }) => ({ customRules: rules.length }),
  rateLimits: ({ rules }) => ({ rateLimits: rules.length }),
  schemas: (list) => ({ schemas: list.length }),
  serviceTokens: (list) => ({ serviceTokens: list.length }),
  apiTokens: (list) => ({ apiTokens: list.length }),
};

export function factsOf(name: ReadableSection, value: unknown): Partial<Facts> {
  const count = COUNTED[name] as ((value: unknown) => Partial<Facts>) | undefined;
  return count?.(value) ?? {};
}
