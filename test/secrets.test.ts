import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyRing } from '../src/secrets/key-ring.ts';
import { madeKeyRing } from '../src/secrets/made-key-ring.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const binding = { workspaceId: 'T1', purpose: 'cloudflare-token' } as const;

test('what was sealed is opened again, and is not to be read in between', async () => {
  const ring = keyRing(key('k1', 1));
  const sealed = await ring.seal('canary', binding);
  expect(sealed).not.toContain('canary');
  expect(await ring.open(sealed, binding)).toBe('canary');
});

test('a new key seals, an older one on the ring still opens', async () => {
  const sealed = await keyRing(key('k1', 1)).seal('canary', binding);
  const rotated = keyRing(`${key('k2', 2)},${key('k1', 1)}`);
  expect(await rotated.open(sealed, binding)).toBe('canary');
  await expect(keyRing(key('k2', 2)).open(sealed, binding)).rejects.toThrow('not on the ring');
});

test.each([
  ['another workspace', { ...binding, workspaceId: 'T2' }],
  ['another purpose', { ...binding, purpose: 'response-url' as const }],
])('a secret is not opened for %s', async (_, other) => {
  const ring = keyRing(key('k1', 1));
  await expect(ring.open(await ring.seal('canary', binding), other)).rejects.toThrow('not sealed for');
});

test('a sealed secret with one letter changed is refused', async () => {
  const ring = keyRing(key('k1', 1));
  const sealed = await ring.seal('canary', binding);
  // Not the very last letter, some of whose bits say nothing.
  const at = sealed.length - 8;
  const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
  await expect(ring.open(changed, binding)).rejects.toThrow();
});

test('an installation without keys makes one, once, for its own user only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const rings = await Promise.all([madeKeyRing(folder), madeKeyRing(folder)]);
  expect(rings[0]).toBe(rings[1]);
  const file = join(folder, 'encryption-keys');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, 'utf8')).trim()).toBe(rings[0]);
  await rm(folder, { recursive: true });
});
