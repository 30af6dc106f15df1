type Server = {
  url: string;
  variables?: Record<string, { default?: string | undefined; enum?: string[] | undefined }> | undefined;
};

/** Where a server answers: a host, and what its paths begin with. */
type ServerPlace = { host: string; prefix: string };

/** More combinations than this of server variables are not spelled out: the defaults stand for them. */
export const MAX_SPELLINGS = 50;

/** The places that the servers of a document name; those without a host are taken to be on each of `hosts`. */
export function expandServers(servers: readonly Server[], hosts: readonly string[]): ServerPlace[] {
  const places = new Map<string, ServerPlace>();
  for (const server of servers.length > 0 ? servers : [{ url: '/' }]) {
    for (const url of spellings(server)) {
      for (const place of placesOf(url, hosts)) places.set(`${place.host} ${place.prefix}`, place);
    }
  }
  return [...places.values()];
}

function spellings({ url, variables = {} }: Server): string[] {
  const used = Object.entries(variables).filter(([name]) => url.includes(`{${name}}`));
  const count = used.reduce((product, [, { enum: values }]) => product * Math.max(1, values?.length ?? 1), 1);
  let urls = [url];
  for (const [name, { default: usual, enum: values }] of used) {
    const usable = values && values.length > 0 && count <= MAX_SPELLINGS ? values : usual === undefined ? [] : [usual];
    urls = urls.flatMap((one) => usable.map((value) => one.replaceAll(`{${name}}`, value)));
  }
  // what is still in braces has no value: it cannot be said where that is
  return urls.filter((one) => !one.includes('{'));
}

function placesOf(url: string, hosts: readonly string[]): ServerPlace[] {
  const absolute = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)([^?#]*)/i.exec(url);
  const prefix = (absolute ? (absolute[2] ?? '') : (url.split(/[?#]/, 1)[0] ?? '')).replace(/\/+$/, '');
  if (!absolute)
    return hosts.map((host) => ({ host, prefix: prefix.startsWith('/') || prefix === '' ? prefix : `/${prefix}` }));
  const host = (absolute[1] ?? '').replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
  return host === '' ? [] : [{ host, prefix }];
}
