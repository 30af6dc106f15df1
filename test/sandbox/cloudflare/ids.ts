import { createHash } from 'node:crypto';

/** Identifiers as Cloudflare writes them, made from what they identify so that every run has the same ones. */
export function hexId(of: string): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 32);
}

export function uuid(of: string): string {
  const hex = hexId(of);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Cloudflare computes an operation's id from method, host and path: the same three give the same id again. */
export function operationId(method: string, host: string, endpoint: string): string {
  return uuid(`operation ${method} ${host}${endpoint}`);
}
