/** A real store on SQLite in a folder of its own, gone after the test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type OpenStore, openStore } from "../../src/store/open.ts";

const quiet = { info: () => {}, warn: () => {} };

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mesh-advisor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryStore(folder: string = temporaryFolder()): Promise<OpenStore> {
  const store = openStore({ folder }, quiet);
  await store.start();
  onTestFinished(store.close);
  return store;
}
