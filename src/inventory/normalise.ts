/** What most hosts and paths look like, and what needs no work. */
const NORMAL_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
const NORMAL_PATH = /^(?:\/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*|\{[^{}/]*\}))+$/;
const VARIABLE = /\{[^{}/]*\}/;
/** What may stand in a path as it is: unreserved characters, sub-delimiters, colon and at sign. */
const PLAIN = /[A-Za-z0-9._~!$&'()*+,;=:@-]/;
const UNRESERVED = /[A-Za-z0-9._~-]/;

/** Lower case, no port, no trailing dot; variables, each one whole label, are numbered from left to right. */
export function normaliseHost(host: string): string {
  if (NORMAL_HOST.test(host)) return host;
  let variables = 0;
  const labels = host.trim().replace(/:\d*$/, '').replace(/\.$/, '').split('.');
  const named = labels.map((label) => {
    if (!VARIABLE.test(label)) return label.toLowerCase();
    variables += 1;
    return `{hostVar${variables}}`;
  });
  return variables > 0 ? named.join('.') : asciiHost(named.join('.'));
}

function asciiHost(host: string): string {
  if (/^[a-z0-9.-]*$/.test(host)) return host;
  try {
    return new URL(`https://${host}`).hostname;
  } catch {
    return Array.from(host, escapeStray).join(''); // not the name of any host, but safe to show
  }
}

/**
 * A path as Cloudflare normalises it: unreserved characters decoded, other triplets in upper case, stray bytes encoded,
 * slashes merged, dot segments removed; no query. Case and a trailing slash stay. A variable is a whole segment, and its
 * name is not kept.
 */
export function normalisePath(path: string): string {
  if (NORMAL_PATH.test(path)) return numbered(path);
  const [bare = ''] = path.split(/[?#]/, 1);
  const kept: string[] = [];
  const segments = bare.replaceAll('\\', '/').split('/').map(normaliseSegment);
  const last = segments.at(-1) ?? '';
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const endsInSlash = kept.length > 0 && ['', '.', '..'].includes(last);
  return numbered(`/${kept.join('/')}${endsInSlash ? '/' : ''}`);
}

function numbered(path: string): string {
  let variables = 0;
  return path.includes('{') ? path.replace(/\{[^{}/]*\}/g, () => `{var${++variables}}`) : path;
}

function normaliseSegment(segment: string): string {
  if (VARIABLE.test(segment)) return '{}';
  if (/^[A-Za-z0-9._~-]*$/.test(segment)) return segment;
  return segment.replace(/%[0-9a-fA-F]{2}|[\s\S]/gu, (part) =>
    part.length === 3 ? normaliseTriplet(part) : escapeStray(part),
  );
}

function normaliseTriplet(triplet: string): string {
  const char = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
  return UNRESERVED.test(char) ? char : triplet.toUpperCase();
}

function escapeStray(char: string): string {
  if (PLAIN.test(char)) return char;
  return Array.from(Buffer.from(char, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
    '',
  );
}
