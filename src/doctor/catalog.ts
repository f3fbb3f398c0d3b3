/** Loads the catalog and the company's overlay as a start does. */
import { loadAdvisor } from "../advisor/load.ts";
import { loadCatalog } from "../catalog/load.ts";
import { CatalogError } from "../catalog/mistake.ts";
import { about, type Finding } from "./finding.ts";

const subject = about("Catalog");
const old = 90;

export async function examineCatalog(
  folder: string,
  overlay: string | undefined,
  now: number,
): Promise<readonly Finding[]> {
  try {
    const catalog = loadCatalog(folder, overlay);
    loadAdvisor(folder, catalog);
    const age = Math.floor((now - Date.parse(catalog.date)) / (24 * 60 * 60 * 1_000));
    const what = `${catalog.version} of ${catalog.date}, ${catalog.meshes.length} meshes${overlay === undefined ? "" : ", with your overlay"}`;
    return age > old
      ? [
          subject.warning(
            `${what}: ${age} days old`,
            "Install a newer version; every answer carries its date.",
          ),
        ]
      : [subject.well(what)];
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return [subject.mistake(error.message, "Correct the file; docs/overlay.md has the form of yours.")];
  }
}
