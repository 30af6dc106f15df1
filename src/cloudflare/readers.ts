import type { ReadableSection } from '../checks/snapshot.ts';
import type { SectionReader } from './reader.ts';
import { endpointSections } from './sections/endpoints.ts';
import { loggingSections } from './sections/logging.ts';
import { machineSections } from './sections/machines.ts';
import { observedSections } from './sections/observed.ts';
import { ruleSections } from './sections/rules.ts';
import { zoneSections } from './sections/zone.ts';

/** Every section some check reads, and how. */
export const READERS: Record<ReadableSection, SectionReader> = {
  ...zoneSections,
  ...endpointSections,
  ...ruleSections,
  ...loggingSections,
  ...machineSections,
  ...observedSections,
};
