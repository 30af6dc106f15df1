/** `npm run verify -- FILE [--head HASH]`: whether an evidence bundle is whole, without any network. */
import { readFile } from 'node:fs/promises';
import { verifyChain } from '../review/evidence-chain.ts';

interface Terminal {
  args: readonly string[];
  out: (text: string) => void;
  err: (text: string) => void;
}

const USAGE = 'Usage: npm run verify -- FILE [--head HASH]\n';

/** 0: nothing was changed. 1: something was, or it is another bundle than the head is of. 2: it could not be read. */
export async function runVerify({ args, out, err }: Terminal): Promise<number> {
  const [file, flag, head, ...more] = args;
  const isHead = flag === undefined || (flag === '--head' && /^[0-9a-f]{64}$/.test(head ?? ''));
  if (!file || file.startsWith('--') || !isHead || more.length > 0) {
    err(`${USAGE}${flag === '--head' ? 'HASH is the 64 hexadecimal digits that were posted in the thread.\n' : ''}`);
    return 2;
  }
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) {
    err(`${file} could not be read.\n`);
    return 2;
  }
  // Byte for character: what is no UTF-8 is a change as well, and must not be mended by reading.
  const found = verifyChain(bytes.toString('latin1'));
  if (!found.ok) {
    out(`Record ${found.record} ${found.problem}. The evidence is not as it was written.\n`);
    return 1;
  }
  const what = `${found.records} records${found.name ? ` of ${found.name}` : ''}`;
  if (head !== undefined && head !== found.head) {
    out(`${what}, unbroken, but its head is ${found.head}: it is not the evidence whose head was given.\n`);
    return 1;
  }
  out(
    `${what}, unbroken. Head ${found.head}${head === undefined ? ': compare it with the one in the thread' : ', as given'}.\n`,
  );
  return 0;
}
