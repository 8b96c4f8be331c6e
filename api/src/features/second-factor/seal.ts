import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export interface Sealed {
  readonly text: string;
  /** Names the key; tells nothing of it. */
  readonly by: string;
}

const [ivBytes, tagBytes] = [12, 16];

/** Encrypts small things for the database by the first of some keys (AES-256-GCM), and opens those of all of them. */
export class Seal {
  readonly #keys: readonly { readonly name: string; readonly key: Buffer }[];

  constructor(keys: readonly string[], purpose: string) {
    this.#keys = keys.map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
      return { name: createHash('sha256').update(key).digest('base64url').slice(0, 12), key };
    });
  }

  /** The name of the key by which things are sealed now. */
  get current(): string {
    return this.#keys[0]?.name ?? '';
  }

  /** What is sealed opens only with the same `context`: it cannot be moved to another row. */
  seal(bytes: Buffer, context: string): Sealed {
    const [first] = this.#keys;
    if (!first) throw new TypeError('There is no key to seal by');
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', first.key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return { text: Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url'), by: first.name };
  }

  /** Null when the key is gone or something was changed. */
  open({ text, by }: Sealed, context: string): Buffer | null {
    const known = this.#keys.find(({ name }) => name === by);
    const bytes = Buffer.from(text, 'base64url');
    if (!known || bytes.length < ivBytes + tagBytes) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    } catch {
      return null;
    }
  }
}
