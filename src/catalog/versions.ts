/** Where the data of a catalog version is kept, so that an old answer can be given again. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { CatalogError } from "./mistake.ts";

const isVersion = (text: string) => /^\d{4}\.\d{1,2}\.\d+$/u.test(text);

/**
 * The folder of a version such as 2026.11.0, or the folder named itself.
 * @throws {CatalogError} naming the versions there are, when it is none of them.
 */
export async function folderOf(asked: string, current: string): Promise<string> {
  if (!isVersion(asked)) return asked;
  const head: { version?: string } = parse(await readFile(join(current, "catalog.yaml"), "utf8"));
  if (head.version === asked) return current;
  const archive = join(current, "archive");
  const kept = (await readdir(archive).catch(() => [])).filter(isVersion);
  if (kept.includes(asked)) return join(archive, asked);
  const message = `is not kept; there are ${[head.version, ...kept].join(", ")}`;
  throw new CatalogError(current, [{ file: "archive", path: asked, message }]);
}
