import { normaliseHost, normalisePath } from './normalise.ts';

/** Where an endpoint is, and the key under which it is known: two spellings of one endpoint have one place. */
export type Place = { key: string; method: string; host: string; path: string };

export function locate(method: string, host: string, path: string): Place {
  return placeOf(method.toUpperCase(), normaliseHost(host), normalisePath(path));
}

/** The same endpoint under another host, which is normalised already. */
export function underHost({ method, path }: Place, host: string): Place {
  return placeOf(method, host, path);
}

function placeOf(method: string, host: string, path: string): Place {
  return { key: `${method} ${host}${path}`, method, host, path };
}
