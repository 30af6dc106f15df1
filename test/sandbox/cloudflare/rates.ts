/** Cloudflare's client API limit: 1,200 calls in five minutes per account token or per user, then five minutes of nothing. */
export const QUOTA = 1200;
/** The analytics count on top of it, each dataset of each zone as one. */
export const GRAPHQL_QUOTA = 300;
export const WINDOW_SECONDS = 300;

export interface Rates {
  /** Counts one call. `retryAfter` is set when it is one too many. */
  count(who: string): { headers: Record<string, string>; retryAfter?: number };
}

export function startRates(now: () => number, quota = QUOTA): Rates {
  const windows = new Map<string, { used: number; endsAt: number; blocked: boolean }>();
  return {
    count(who) {
      const at = now();
      let window = windows.get(who);
      if (!window || window.endsAt <= at) {
        window = { used: 0, endsAt: at + WINDOW_SECONDS * 1000, blocked: false };
        windows.set(who, window);
      }
      window.used += 1;
      if (window.used > quota && !window.blocked) {
        window.blocked = true;
        window.endsAt = at + WINDOW_SECONDS * 1000;
      }
      const seconds = Math.ceil((window.endsAt - at) / 1000);
      const headers = {
        Ratelimit: `"default";r=${Math.max(0, quota - window.used)};t=${seconds}`,
        'Ratelimit-Policy': `"default";q=${quota};w=${WINDOW_SECONDS}`,
      };
      return window.blocked ? { headers, retryAfter: seconds } : { headers };
    },
  };
}
