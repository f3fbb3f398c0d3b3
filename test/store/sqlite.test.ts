import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { fileIn } from "../../src/store/sqlite.ts";
import { storeContract } from "./contract.ts";
import type { Ground } from "./ground.ts";

async function sqlite(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
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

storeContract("SQLite", sqlite);
