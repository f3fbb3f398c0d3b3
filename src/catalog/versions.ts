/** Where the data of a catalog version is kept, so that an old answer can be given again. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Catalog } from "./catalog.ts";
import { diffCatalogs } from "./diff.ts";
import { loadCatalog } from "./load.ts";
import { CatalogError } from "./mistake.ts";
import { readYaml } from "./yaml.ts";

const isVersion = (text: string) => /^\d{4}\.\d{1,2}\.\d+$/u.test(text);

/** Older before newer: 2026.9.0, 2026.11.0, 2026.11.1. */
function byAge(a: string, b: string): number {
  const [one, other] = [a.split(".").map(Number), b.split(".").map(Number)];
  return one.map((part, at) => part - (other[at] ?? 0)).find((apart) => apart !== 0) ?? 0;
}

/** The folder of archived versions: beside a catalog's data, or around it where it is archived itself. */
const archiveOf = (folder: string): string =>
  basename(dirname(resolve(folder))) === "archive" ? dirname(resolve(folder)) : join(folder, "archive");

/** The versions kept for a catalog folder, oldest first. */
export function keptVersions(folder: string): readonly string[] {
  try {
    return readdirSync(archiveOf(folder)).filter(isVersion).sort(byAge);
  } catch {
    return [];
  }
}

/**
 * The folder of a version such as 2026.11.0, or the folder named itself.
 * @throws {CatalogError} naming the versions there are, when it is none of them.
 */
export function folderOf(asked: string, current: string): string {
  if (!isVersion(asked)) return asked;
  const version = versionIn(current);
  if (version === asked) return current;
  const kept = keptVersions(current);
  if (kept.includes(asked)) return join(archiveOf(current), asked);
  const message = `is not kept; there are ${[...new Set([...kept, version])].join(", ")}`;
  throw new CatalogError(current, [{ file: "archive", path: asked, message }]);
}

/** As the head of the folder says; what is wrong with it is for whoever loads it to tell. */
function versionIn(folder: string): unknown {
  const read = readYaml(readFileSync(join(folder, "catalog.yaml"), "utf8"), "catalog.yaml");
  return "data" in read && read.data instanceof Object && "version" in read.data
    ? read.data.version
    : undefined;
}

/**
 * The versions before this one that are kept for its folder, oldest first.
 * @throws {CatalogError} naming every mistake, when one of them has any.
 */
export function historyOf(folder: string, { version }: Catalog): readonly Catalog[] {
  const older = keptVersions(folder).filter((it) => byAge(it, version) < 0);
  return older.map((it) => loadCatalog(join(archiveOf(folder), it)));
}

/** Whether facts changed after their version was kept, so that its number no longer tells what was answered. */
export function changedSinceKept(folder: string, catalog: Catalog): boolean {
  const kept = join(archiveOf(folder), catalog.version);
  if (resolve(kept) === resolve(folder) || !keptVersions(folder).includes(catalog.version)) return false;
  return diffCatalogs(loadCatalog(kept), catalog).length > 0;
}
