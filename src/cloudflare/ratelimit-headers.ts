/** One budget as Cloudflare's `Ratelimit` and `Ratelimit-Policy` headers state it. */
export type StatedBudget = { name: string; remaining: number; resetMs: number; quota?: number; windowMs?: number };

const ITEM = /"([^"]{0,100})"((?:\s*;\s*[a-z]{1,3}=\d{1,10})+)/g;

/** Budgets by name, from `"default";r=1150;t=240` and `"default";q=1200;w=300`. What is malformed is not a budget. */
export function statedBudgets(headers: Headers): StatedBudget[] {
  const policies = new Map(items(headers.get('ratelimit-policy')));
  return items(headers.get('ratelimit')).flatMap(([name, { r, t }]) => {
    if (r === undefined || t === undefined) return [];
    const policy = policies.get(name);
    return [
      {
        name,
        remaining: r,
        resetMs: t * 1000,
        ...(policy?.q === undefined || policy.q < 1 ? {} : { quota: policy.q }),
        ...(policy?.w === undefined || policy.w < 1 ? {} : { windowMs: policy.w * 1000 }),
      },
    ];
  });
}

/** Seconds or an HTTP date, as milliseconds from now. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function items(header: string | null): [string, Record<string, number | undefined>][] {
  return [...(header ?? '').slice(0, 1000).matchAll(ITEM)].map(([, name = '', parameters = '']) => [
    name,
    Object.fromEntries([...parameters.matchAll(/([a-z]{1,3})=(\d{1,10})/g)].map(([, key, n]) => [key, Number(n)])),
  ]);
}
