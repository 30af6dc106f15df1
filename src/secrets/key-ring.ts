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
}

/** `id:base64(32 bytes)[,id:…]`, newest first. */
export function keyRing(text: string): KeyRing {
  const keys = text.split(',').map((entry) => {
    const at = entry.indexOf(':');
    return { id: entry.slice(0, at), key: Buffer.from(entry.slice(at + 1), 'base64') };
  });
  const [newest] = keys;
  if (!newest) throw new Error('the key ring is empty');

  return {
    seal: (secret, { workspaceId, purpose }) =>
      new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id, workspace: workspaceId, purpose })
        .encrypt(newest.key),

    async open(sealed, { workspaceId, purpose }) {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, (header) => {
        const found = keys.find((key) => key.id === header.kid);
        if (!found) throw new Error(`key ${header.kid} is not on the ring`);
        return found.key;
      });
      if (protectedHeader.workspace !== workspaceId || protectedHeader.purpose !== purpose) {
        throw new Error('a stored secret was opened for something it was not sealed for');
      }
      return new TextDecoder().decode(plaintext);
    },
  };
}
