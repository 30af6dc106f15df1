/** `npm run keys -- rotate`: seals every stored secret anew under the newest key, beside the running product; begun again it goes on. */
import { startEmbeddedPostgres } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/pool.ts';
import { replaceSealed, SEALED_PLACES, type SealedPlace, sealedAfter } from '../../db/sealed.ts';
import { allWorkspaces } from '../../db/sweeps.ts';
import { readKeyConfig } from '../config.ts';
import { type KeyRing, keyRing } from '../secrets/key-ring.ts';
import { addMadeKey, madeKeyRing } from '../secrets/made-key-ring.ts';
import { renewedText } from '../secrets/renew.ts';

interface Terminal {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  out: (text: string) => void;
  err: (text: string) => void;
}

const USAGE = `Usage: npm run keys -- rotate
Seals every stored secret anew under the newest key of ENCRYPTION_KEYS, while the product runs.
First put the new key in front of ENCRYPTION_KEYS (new:…,old:…) and restart every process; then rotate; then remove the old key.
With the embedded database and no ENCRYPTION_KEYS a new key is made, and a running product has to be restarted first to know it.
`;

/** 0: all are under the newest key. 1: some could not be opened; nothing of them was changed. 2: not begun. */
export async function runKeys({ args, env, out, err }: Terminal): Promise<number> {
  if (args.length !== 1 || args[0] !== 'rotate') {
    err(USAGE);
    return 2;
  }
  const config = readKeyConfig(env);
  if ('problem' in config) {
    err(`${config.problem}\n`);
    return 2;
  }
  if (config.databaseUrl !== undefined)
    return rotateIn(config.databaseUrl, keyRing(config.encryptionKeys ?? ''), { out, err });
  if (config.encryptionKeys === undefined) await addMadeKey(config.dataDir);
  const keys = keyRing(config.encryptionKeys ?? (await madeKeyRing(config.dataDir)));
  const embedded = await startEmbeddedPostgres(config.dataDir, (line) => err(`${line}\n`));
  try {
    return await rotateIn(embedded.url, keys, { out, err });
  } finally {
    await embedded.stop();
  }
}

async function rotateIn(
  databaseUrl: string,
  keys: KeyRing,
  { out, err }: Pick<Terminal, 'out' | 'err'>,
): Promise<number> {
  await migrate(databaseUrl);
  const db = openDatabase(databaseUrl, (error) => err(`${error.message}\n`), 2);
  let renewed = 0;
  const failed: string[] = [];
  try {
    for (const workspaceId of await db.sweeping(allWorkspaces))
      for (const place of SEALED_PLACES) {
        const done = await rotatePlace(db, workspaceId, place, keys);
        renewed += done.renewed;
        failed.push(...done.failed);
      }
  } finally {
    await db.close();
  }
  out(`${renewed} sealed anew under ${keys.newest}.\n`);
  if (failed.length === 0) {
    out(`Nothing is left under an older key: you may take the older ones out of ENCRYPTION_KEYS.\n`);
    return 0;
  }
  err(
    `${failed.length} could not be opened and stay as they were; their key is not on the ring:\n${failed
      .slice(0, 20)
      .map((each) => `  ${each}\n`)
      .join('')}Put that key back into ENCRYPTION_KEYS and rotate again, or have Cloudflare connected anew.\n`,
  );
  return 1;
}

async function rotatePlace(db: Database, workspaceId: string, place: SealedPlace, keys: KeyRing) {
  const done = { renewed: 0, failed: [] as string[] };
  for (let after = ''; ; ) {
    const rows = await db.inWorkspace(workspaceId, (tx) => sealedAfter(tx, place, after));
    const last = rows.at(-1);
    if (!last) return done;
    after = last.id;
    for (const row of rows) {
      const is = await renewedText(row.text, keys).catch(() => undefined);
      if (is === undefined) done.failed.push(`${place.table} ${row.id} of workspace ${workspaceId}`);
      else if (is !== row.text) {
        const was = { id: row.id, was: row.text, is };
        if (await db.inWorkspace(workspaceId, (tx) => replaceSealed(tx, place, was))) done.renewed += 1;
      }
    }
  }
}
