/** The key ring of an install with the embedded database: made once, beside the data, for this user's eyes only. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function madeKeyRing(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'encryption-keys');
  try {
    // Whoever comes first writes it; a second process that starts at the same moment reads the first one's.
    await writeFile(file, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const text = (await readFile(file, 'utf8')).trim();
  if (!text)
    throw new Error(`${file} is empty. Delete it to have a new key made; secrets stored under the old one are lost.`);
  return text;
}

/** Puts a new key in front. Written beside and moved into place: a crash leaves the old ring or the new one. */
export async function addMadeKey(dataDir: string): Promise<void> {
  const ring = await madeKeyRing(dataDir);
  const ids = ring.split(',').map((entry) => Number(/^k(\d+):/.exec(entry)?.[1] ?? 0));
  const made = `k${Math.max(...ids) + 1}:${randomBytes(32).toString('base64')}`;
  const file = join(dataDir, 'encryption-keys');
  await writeFile(`${file}.new`, `${made},${ring}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
