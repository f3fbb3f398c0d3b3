import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("docs/faults-and-attacks.md names a test that is there for every fault and attack", () => {
  const rows = readFileSync("docs/faults-and-attacks.md", "utf8")
    .split("\n")
    .filter((line) => /^\| (?!fault|attack|---)/u.test(line));
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const named = [...row.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/gu)].map(([, path = ""]) => path);
    expect(named.length, row).toBeGreaterThan(0);
    for (const path of named) expect(existsSync(path), path).toBe(true);
  }
});
