/** Logpush destinations and the errors about them carry keys in their addresses: only scheme and host are kept. */

const ADDRESS = /^([a-z][a-z0-9+.-]{0,30}):\/\/([^/?#\s]*)/i;
const ADDRESS_IN_TEXT = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]*/gi;
const NAMED_SECRET = /\b(authorization|bearer|api[-_]?key|token|secret|password|signature|sig)\b[\s:="']+\S+/gi;

export function schemeAndHost(address: string): string | undefined {
  const [, scheme, authority = ''] = ADDRESS.exec(address) ?? [];
  if (scheme === undefined) return undefined;
  return `${scheme.toLowerCase()}://${authority.slice(authority.lastIndexOf('@') + 1)}`;
}

export function withoutSecrets(text: string | undefined): string | undefined {
  return text
    ?.replace(ADDRESS_IN_TEXT, (address) => `${schemeAndHost(address) ?? ''}/…`)
    .replace(NAMED_SECRET, '$1 …')
    .slice(0, 300);
}
