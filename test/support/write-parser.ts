/** Writes src/rules/grammar.generated.ts from the grammar. */
import { writeFile } from 'node:fs/promises';
import { GENERATED, generatedParser } from './generated-parser.ts';

await writeFile(GENERATED, await generatedParser());
