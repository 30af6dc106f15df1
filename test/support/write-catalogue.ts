/** Writes docs/checks.md from the checks. */
import { writeFile } from 'node:fs/promises';
import { catalogue } from '../../src/checks/catalogue.ts';
import { checks } from '../../src/checks/index.ts';

await writeFile(new URL('../../docs/checks.md', import.meta.url), catalogue(checks));
