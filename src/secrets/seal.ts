/** Seals text for one tenant with AES-256-GCM, so that whoever reads the database reads no secret. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** Keys in base64, 32 bytes each; what `previous` sealed can still be opened. */
export type Keys = { readonly current: string; readonly previous?: string };

type Opened = {
  readonly text: string;
  /** Sealed with the previous key: to be sealed anew. */
  readonly stale: boolean;
};

export type Sealer = {
  readonly seal: (text: string, tenant: string) => string;
  /** @throws {SealError} */
  readonly open: (sealed: string, tenant: string) => Opened;
};

/** Something sealed cannot be opened. Its message names what to set, and nothing of what is sealed. */
export class SealError extends Error {
  override readonly name = "SealError";
}

const version = "v1";
const cipher = "aes-256-gcm";
const sizes = { key: 32, iv: 12, tag: 16 } as const;

type Key = { readonly id: string; readonly secret: KeyObject };

export function createSealer({ current, previous }: Keys): Sealer {
  const newest = keyOf(current);
  const known = [newest, ...(previous === undefined ? [] : [keyOf(previous)])];

  return {
    seal(text, tenant) {
      const iv = randomBytes(sizes.iv);
      const it = createCipheriv(cipher, newest.secret, iv).setAAD(Buffer.from(tenant));
      const body = Buffer.concat([it.update(text, "utf8"), it.final()]);
      return [version, newest.id, Buffer.concat([iv, it.getAuthTag(), body]).toString("base64url")].join(".");
    },

    open(sealed, tenant) {
      const [form, id, packed] = sealed.split(".");
      const bytes = Buffer.from(packed ?? "", "base64url");
      if (form !== version || bytes.length < sizes.iv + sizes.tag)
        throw new SealError("what is kept was not sealed by this program, or was cut short");
      const key = known.find((it) => it.id === id);
      if (!key)
        throw new SealError(
          "what is kept was sealed with another key: set ENCRYPTION_KEY, or ENCRYPTION_KEY_PREVIOUS, to that key",
        );
      const iv = bytes.subarray(0, sizes.iv);
      const tag = bytes.subarray(sizes.iv, sizes.iv + sizes.tag);
      const it = createDecipheriv(cipher, key.secret, iv, { authTagLength: sizes.tag })
        .setAAD(Buffer.from(tenant))
        .setAuthTag(tag);
      try {
        const body = bytes.subarray(sizes.iv + sizes.tag);
        const text = Buffer.concat([it.update(body), it.final()]).toString("utf8");
        return { text, stale: key !== newest };
      } catch {
        throw new SealError("what is kept was changed since it was sealed with ENCRYPTION_KEY, or moved");
      }
    },
  };
}

function keyOf(base64: string): Key {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== sizes.key) throw new SealError("ENCRYPTION_KEY must be 32 bytes in base64");
  // Names the key beside what it sealed; nobody gets from the name to the key.
  const id = createHash("sha256")
    .update("mesh-advisor key id")
    .update(bytes)
    .digest("base64url")
    .slice(0, 11);
  return { id, secret: createSecretKey(bytes) };
}
