/** The parser that the grammar of the Rules language gives. */
import { readFile } from 'node:fs/promises';
import peggy from 'peggy';

const GRAMMAR = new URL('../../src/rules/grammar.peggy', import.meta.url);

/** What `npm run grammar` writes, and where. */
export const GENERATED = new URL('../../src/rules/grammar.generated.ts', import.meta.url);

export async function generatedParser(): Promise<string> {
  const grammar = await readFile(GRAMMAR, 'utf8');
  return `// @ts-nocheck\n${peggy.generate(grammar, { output: 'source', format: 'es', grammarSource: 'grammar.peggy' })}`;
}
