/** Seals anew, under the newest key, whatever is sealed within a text. */
import type { KeyRing } from './key-ring.ts';

/** Compact JWE of our kind: a header, no wrapped key, an initialisation vector, a text and a tag. */
const SEALED = /(eyJ[\w-]+)\.\.[\w-]+\.[\w-]*\.[\w-]+/g;

/** The same text when nothing in it is older than the newest key. Throws when a key is not on the ring. */
export async function renewedText(text: string, keys: Pick<KeyRing, 'renew'>): Promise<string> {
  let renewed = text;
  for (const [sealed, header = ''] of text.matchAll(SEALED))
    if (isOurs(header)) renewed = renewed.replaceAll(sealed, await keys.renew(sealed));
  return renewed;
}

/** People may paste what looks like one. */
function isOurs(header: string): boolean {
  try {
    const { kid, workspace, purpose } = JSON.parse(Buffer.from(header, 'base64url').toString()) ?? {};
    return [kid, workspace, purpose].every((each) => typeof each === 'string');
  } catch {
    return false;
  }
}
