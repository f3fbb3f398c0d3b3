/** Where a picture is found: an address that only this installation can write, and that says what is drawn. */
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Chart } from "../card/chart.ts";

/** Below this folder all pictures are served. */
export const folder = "/charts/";

/** The key of a secret, for this use alone; without a secret one that ends with the process, and its addresses too. */
export const keyOf = (secret: string | undefined): Uint8Array =>
  secret === undefined
    ? randomBytes(32)
    : new Uint8Array(hkdfSync("sha256", secret, "", "mesh-advisor charts", 32));

/** What an address says: which chart, and a mark of its content, so that new content has a new address. */
type Named = { readonly id: string; readonly mark: string };

export type Addresses = {
  readonly pathOf: (chart: Chart) => string;
  /** Undefined for every name that was not signed here. */
  readonly read: (name: string) => Named | undefined;
};

const shape = /^([a-z0-9][a-z0-9._-]{0,399})~([\w-]{11})~([\w-]{22})\.png$/u;

export function createAddresses(key: Uint8Array): Addresses {
  const sign = (id: string, mark: string): string =>
    createHmac("sha256", key).update(`${id}~${mark}`).digest("base64url").slice(0, 22);
  return {
    pathOf(chart) {
      const mark = markOf(chart);
      return `${folder}${chart.id}~${mark}~${sign(chart.id, mark)}.png`;
    },
    read(name) {
      const [, id, mark, signature] = shape.exec(name) ?? [];
      if (id === undefined || mark === undefined || signature === undefined) return undefined;
      const isOurs = timingSafeEqual(Buffer.from(sign(id, mark)), Buffer.from(signature));
      return isOurs ? { id, mark } : undefined;
    },
  };
}

/** The same for the same content. */
export const markOf = (chart: Chart): string =>
  createHash("sha256").update(JSON.stringify(chart)).digest("base64url").slice(0, 11);
