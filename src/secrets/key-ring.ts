/** Stored secrets: JWE under the newest key of the ring, each bound to its workspace and its purpose. */
import { CompactEncrypt, compactDecrypt } from 'jose';

interface Binding {
  workspaceId: string;
  purpose: 'cloudflare-token' | 'response-url' | 'form-field' | 'kept-answer';
}

export interface KeyRing {
  seal(secret: string, binding: Binding): Promise<string>;
  /** Throws when the key is not on the ring, or when the secret was sealed for something else. */
  open(sealed: string, binding: Binding): Promise<string>;
  /** The same secret for the same purpose, under the newest key; the very same text when it is under that already. */
  renew(sealed: string): Promise<string>;
  /** The id of the key that seals. */
  newest: string;
}

/** `id:base64(32 bytes)[,id:…]`, newest first. */
export function keyRing(text: string): KeyRing {
  const keys = text.split(',').map((entry) => {
    const at = entry.indexOf(':');
    return { id: entry.slice(0, at), key: Buffer.from(entry.slice(at + 1), 'base64') };
  });
  const [newest] = keys;
  if (!newest) throw new Error('the key ring is empty');

  const sealText = (text: Uint8Array, workspace: unknown, purpose: unknown) =>
    new CompactEncrypt(text)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id, workspace, purpose })
      .encrypt(newest.key);
  const decrypt = (sealed: string) =>
    compactDecrypt(sealed, (header) => {
      const found = keys.find((key) => key.id === header.kid);
      if (!found) throw new Error(`key ${header.kid} is not on the ring`);
      return found.key;
    });

  return {
    newest: newest.id,
    seal: (secret, { workspaceId, purpose }) => sealText(new TextEncoder().encode(secret), workspaceId, purpose),

    async open(sealed, { workspaceId, purpose }) {
      const { plaintext, protectedHeader } = await decrypt(sealed);
      if (protectedHeader.workspace !== workspaceId || protectedHeader.purpose !== purpose) {
        throw new Error('a stored secret was opened for something it was not sealed for');
      }
      return new TextDecoder().decode(plaintext);
    },

    async renew(sealed) {
      const { plaintext, protectedHeader } = await decrypt(sealed);
      if (protectedHeader.kid === newest.id) return sealed;
      return sealText(plaintext, protectedHeader.workspace, protectedHeader.purpose);
    },
  };
}
