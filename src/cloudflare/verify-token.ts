import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { tokenExpired, tokenInvalid } from './problem.ts';
import { problem } from './refusal.ts';

export type VerifiedToken = {
  id: string;
  owner: 'user' | 'account';
  expiresOn: string | null;
  /** Permissions beyond reading, Logs Write aside; null when the token may not look at itself. */
  writes: string[] | null;
  /** Whether it holds Logs Write; null likewise. */
  writesLogs: boolean | null;
};

const Verified = z.object({ id: z.string(), status: z.string(), expires_on: z.string().nullish() });
const Policies = z.object({
  policies: z.array(
    z.object({ effect: z.string(), permission_groups: z.array(z.object({ name: z.string().nullish() })) }),
  ),
});
const Zones = z.array(z.object({ account: z.object({ id: z.string() }) }));

const TOLERATED = 'Logs Write'; // Cloudflare lets nobody read Logpush jobs without it
const ACCOUNTS_TRIED = 5;

/** Is the token alive, whose is it, and what may it change? Throws a `CloudflareProblem` when it cannot be used at all. */
export async function verifyToken(
  client: CloudflareClient,
  { accountId, now = () => new Date(), signal }: { accountId?: string; now?: () => Date; signal?: AbortSignal } = {},
): Promise<VerifiedToken> {
  try {
    const { token, path, owner } = await verified(client, accountId, signal);
    const expiresOn = token.expires_on ?? null;
    if (token.status === 'expired' || (expiresOn !== null && Date.parse(expiresOn) <= now().getTime())) {
      throw tokenExpired(expiresOn ?? undefined);
    }
    if (token.status !== 'active') throw tokenInvalid();
    const held = await permissions(client, `${path}/${token.id}`, signal);
    return {
      id: token.id,
      owner,
      expiresOn,
      writes: held?.filter((name) => name !== TOLERATED && !/\bRead$/i.test(name)) ?? null,
      writesLogs: held?.includes(TOLERATED) ?? null,
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof CallFailed ? problem(error, 'the token’s own state', 'API Tokens Read') : error;
  }
}

type Found = { token: z.infer<typeof Verified>; path: string; owner: VerifiedToken['owner'] };

/** A user's token is unknown to the accounts, an account's one to the user: both are asked. */
async function verified(client: CloudflareClient, accountId: string | undefined, signal?: AbortSignal): Promise<Found> {
  const own = await verifiedAt(client, '/user/tokens', 'user', signal);
  if (own) return own;
  for (const id of accountId === undefined ? await accountIds(client, signal) : [accountId]) {
    const found = await verifiedAt(client, `/accounts/${encodeURIComponent(id)}/tokens`, 'account', signal);
    if (found) return found;
  }
  throw tokenInvalid();
}

async function verifiedAt(
  client: CloudflareClient,
  path: string,
  owner: Found['owner'],
  signal?: AbortSignal,
): Promise<Found | undefined> {
  const result = await unlessRefused(client, `${path}/verify`, signal);
  if (result === undefined) return undefined;
  const token = Verified.safeParse(result);
  if (token.success) return { token: token.data, path, owner };
  throw new CallFailed('garbage', 'the answer is not the state of a token', { status: 200 });
}

/** An account's token may not list accounts, but its zones name theirs. */
async function accountIds(client: CloudflareClient, signal?: AbortSignal): Promise<string[]> {
  const zones = Zones.safeParse(await unlessRefused(client, '/zones', signal));
  return zones.success ? [...new Set(zones.data.map(({ account }) => account.id))].slice(0, ACCOUNTS_TRIED) : [];
}

async function permissions(client: CloudflareClient, path: string, signal?: AbortSignal): Promise<string[] | null> {
  const token = Policies.safeParse(await unlessRefused(client, path, signal));
  if (!token.success) return null;
  const names = token.data.policies
    .filter(({ effect }) => effect === 'allow')
    .flatMap(({ permission_groups }) => permission_groups.map(({ name }) => name ?? 'a permission without a name'));
  return [...new Set(names)].sort();
}

async function unlessRefused(client: CloudflareClient, path: string, signal?: AbortSignal): Promise<unknown> {
  try {
    return (await client.get(path, { signal })).result ?? undefined;
  } catch (error) {
    if (error instanceof CallFailed && error.kind === 'refused' && (error.status ?? 500) < 429) return undefined;
    throw error;
  }
}
