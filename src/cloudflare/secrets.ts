/** Logpush destinations and the errors about them carry keys in their addresses: only scheme and host are kept, and of the host no label that could be a key. */

const ADDRESS = /^([a-z][a-z0-9+.-]{0,30}):\/\/([^/?#\s]*)/i;
const ADDRESS_IN_TEXT = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]*/gi;
const NAMED_SECRET = /\b(authorization|bearer|api[-_]?key|token|secret|password|signature|sig)\b[\s:="']+\S+/gi;
const LABEL = /[^.:[\]]+/g;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const MIXED = /\d.*[a-z].*\d|[a-z].*\d.*[a-z]/i;

export function schemeAndHost(address: string): string | undefined {
  const [, scheme, authority = ''] = ADDRESS.exec(address) ?? [];
  if (scheme === undefined) return undefined;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return `${scheme.toLowerCase()}://${host.replace(LABEL, (label) => (couldBeKey(label) ? '…' : label))}`;
}

/** Some collectors name the receiver by a secret in front of their own name. Words of people are short, or have signs between them. */
function couldBeKey(label: string): boolean {
  return (
    UUID.test(label) || label.split(/[-_]/).some((part) => part.length >= 20 || (part.length >= 12 && MIXED.test(part)))
  );
}

export function withoutSecrets(text: string | undefined): string | undefined {
  return text
    ?.replace(ADDRESS_IN_TEXT, (address) => `${schemeAndHost(address) ?? ''}/…`)
    .replace(NAMED_SECRET, '$1 …')
    .slice(0, 300);
}
