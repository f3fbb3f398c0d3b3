/** An SQLite file in a folder of its own, deleted when the test ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { fileIn } from "../../src/store/sqlite.ts";
import type { Ground } from "./ground.ts";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mesh-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function sqliteGround(): Promise<Ground & { readonly config: { readonly folder: string } }> {
  const folder = temporaryFolder();
  return {
    config: { folder },
    async sql(text) {
      const file = new DatabaseSync(fileIn(folder), { timeout: 5_000 });
      try {
        return file.prepare(text).all();
      } finally {
        file.close();
      }
    },
  };
}
