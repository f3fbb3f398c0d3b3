/** A catalog as text, so that it can be kept and compared with a later one. */
import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Catalog } from "./catalog.ts";

export type Snapshot = {
  /** The same for the same facts, whoever takes it. */
  readonly id: string;
  /** Compressed and in base64. */
  readonly text: string;
};

const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export function snapshotOf(catalog: Catalog): Snapshot {
  const { meshById: _, featureById: __, own, ...facts } = catalog;
  const json = JSON.stringify({ ...facts, own: [...own] });
  return {
    id: `${catalog.version}-${createHash("sha256").update(json).digest("base64url").slice(0, 12)}`,
    text: brotliCompressSync(json, quality).toString("base64"),
  };
}

/** The catalog of a snapshot that this program took. */
export function catalogFrom(text: string): Catalog {
  const facts: Omit<Catalog, "meshById" | "featureById" | "own"> & { readonly own: readonly string[] } =
    JSON.parse(brotliDecompressSync(Buffer.from(text, "base64")).toString());
  return {
    ...facts,
    own: new Set(facts.own),
    meshById: new Map(facts.meshes.map((mesh) => [mesh.id, mesh])),
    featureById: new Map(facts.features.map((feature) => [feature.id, feature])),
  };
}
