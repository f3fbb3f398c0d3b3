import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { longestPutOff, retryAfter, tries } from "../src/digests/patience.ts";
import { keptFor } from "../src/store/keeping.ts";

const text = readFileSync(new URL("../docs/state.md", import.meta.url), "utf8");
const days = (milliseconds: number) => `${milliseconds / 86_400_000} days`;

describe("docs/state.md", () => {
  it("tells how long things are kept as they are", () => {
    expect(text).toMatch(new RegExp(`^\\| digests [^|]*\\| ${days(keptFor.deliveries)} \\|$`, "mu"));
    expect(text).toMatch(
      new RegExp(`^\\| decisions[^|]*\\| [^|]*${days(keptFor.orphanedDecisions)} after`, "mu"),
    );
    expect(text).toMatch(new RegExp(`^\\| catalogs [^|]*\\| ${days(keptFor.snapshots)} once`, "mu"));
  });

  it("tells how often a digest is tried, and for how long", () => {
    expect(tries).toBe(9);
    expect(text).toContain("tried nine times over about two hours");
    const failure = { kind: "later", reason: "", doubtful: false } as const;
    const waits = Array.from({ length: tries - 1 }, (_, attempts) =>
      retryAfter(failure, { attempts, late: 0 }, () => 0.5),
    );
    expect(Math.round(waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000)).toBe(2);
    expect(text).toContain("until the digest is a day late");
    expect(longestPutOff).toBe(24 * 3_600_000);
  });

  it("names npm scripts that are there", () => {
    const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    for (const [, name = ""] of text.matchAll(/npm run ([\w:]+)/gu)) expect(scripts).toHaveProperty([name]);
  });
});
