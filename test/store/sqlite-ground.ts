/** An SQLite file in a folder of its own, deleted when the test ends. */
import { DatabaseSync } from "node:sqlite";
import { fileIn } from "../../src/store/sqlite.ts";
import type { Ground } from "./ground.ts";
import { temporaryFolder } from "./temporary-store.ts";

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
