/** Days from now to a date as Cloudflare writes it; undefined when there is none. */
export function daysUntil(date: string | null, now: Date): number | undefined {
  const time = date === null ? Number.NaN : Date.parse(/\d Z$|\d [+-]\d{4} UTC$/.test(date) ? plain(date) : date);
  return Number.isNaN(time) ? undefined : (time - now.getTime()) / 86_400_000;
}

/** Some certificates are dated `2027-01-01 00:00:00 +0000 UTC`. */
function plain(date: string): string {
  return `${date.slice(0, 10)}T${date.slice(11, 19)}Z`;
}
