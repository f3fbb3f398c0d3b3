import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/scaling.md", "utf8");

/** The numbers of a row, as they stand. */
function rowOf(label: string): readonly string[] {
  const line = page.split("\n").find((it) => it.startsWith(`| ${label}`));
  if (line === undefined) throw new Error(`docs/scaling.md has no row ${label}`);
  return line
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}
const numberIn = (text: string): number => Number(text.replaceAll(",", ""));

describe("docs/scaling.md", () => {
  const workspaces = rowOf("workspaces").map(numberIn);
  const [, rate = 0] = rowOf("digests a second, Slack taking").map(numberIn);
  const [, follow = 0] = rowOf("bytes a follow").map(numberIn);
  const [, digest = 0] = rowOf("bytes more").map(numberIn);

  it("works out its table from what was measured", () => {
    const [few = 0, some = 0, many = 0] = workspaces;
    const questions = workspaces.map((it) => (it * 20 * 0.2) / 3_600);
    expect(questions.map((it) => Number(it.toPrecision(it < 1 ? 1 : it < 10 ? 2 : 3)))).toEqual(
      rowOf("questions a second").map(numberIn),
    );
    expect(rowOf("digests due at once").map(numberIn)).toEqual(workspaces.map((it) => it / 2));
    const times = (processes: number) => [
      `${Math.ceil(some / 2 / (rate * processes))} s`,
      `${Math.round(many / 2 / (rate * processes) / 60)} min`,
    ];
    expect(rowOf("the last of them is out").slice(1)).toEqual([
      `${Math.round(some / 2 / rate)} s`,
      times(1)[1],
    ]);
    expect(rowOf("… with 2 processes")[2]).toBe(times(2)[1]);
    expect(rowOf("… with 6 processes").slice(1)).toEqual(times(6));
    const bytes = (count: number) => count * (follow + 13 * digest);
    expect(rowOf("PostgreSQL, follows and digests")).toEqual([
      `${Math.round(bytes(few) / 1e3)} kB`,
      `${(bytes(some) / 1e6).toFixed(1)} MB`,
      `${(bytes(many) / 1e9).toFixed(2)} GB`,
    ]);
  });

  it("takes connections from the pool there is", () => {
    expect(readFileSync("src/store/postgres.ts", "utf8")).toContain("max: 10,");
    expect(rowOf("connections to it")).toEqual(["10", "20", "60"]);
  });
});
