import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tokenise } from "../../src/advisor/tokens.ts";
import { firstOf, missesOf, parseCases, scoresOf } from "../../src/tools/scorecard.ts";
import { run } from "../spawned.ts";
import { advisor, today } from "./real-advisor.ts";

const cases = parseCases(readFileSync(new URL("cases.jsonl", import.meta.url), "utf8"));
const adviser = (text: string) => firstOf(advisor.advise(text, today));
const scores = new Map(scoresOf(cases, adviser).map((score) => [score.kind, score]));

describe("over the cases, the advisor", () => {
  it("puts an accepted mesh first in at least 90 of 100 determined cases, a forbidden one in at most 2", () => {
    const { cases: count = 0, accepted = 0, forbidden = 0 } = scores.get("determined") ?? {};
    expect(count).toBeGreaterThan(80);
    const misses = missesOf(
      cases.filter((it) => it.determined),
      adviser,
    ).map(({ case: { text }, first }) => `${text} → ${first}`);
    expect(accepted / count, misses.join("\n")).toBeGreaterThanOrEqual(0.9);
    expect(forbidden / count, misses.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("answers at least 95 of 100 traps without a confident pick", () => {
    const { cases: count = 0, accepted = 0 } = scores.get("trap") ?? {};
    expect(count).toBeGreaterThan(50);
    expect(accepted / count).toBeGreaterThanOrEqual(0.95);
  });

  it("reads at least 90 of 100 needs", () => {
    const { needsRead = 0, needsStated = 1 } = scores.get("determined") ?? {};
    expect(needsRead / needsStated).toBeGreaterThanOrEqual(0.9);
  });

  it("says of each need the very words of the message", () => {
    for (const { text } of cases)
      for (const { id, words } of advisor.read(text).needs)
        for (const part of words.split(" … ")) {
          expect(part, id).not.toBe("");
          expect(tokenise(text).text, id).toContain(part);
        }
  });

  it("never forbids its own accepted answers", () => {
    for (const { id, top, not } of cases)
      expect(
        top.filter((mesh) => not.includes(mesh)),
        id,
      ).toEqual([]);
  });
});

describe("over cases that nothing was learnt from, the advisor", () => {
  const heldBack = parseCases(readFileSync(new URL("held-back.jsonl", import.meta.url), "utf8"));
  const scored = new Map(scoresOf(heldBack, adviser).map((score) => [score.kind, score]));

  it("does nearly as well", () => {
    const { cases: count = 0, accepted = 0, forbidden = 0 } = scored.get("determined") ?? {};
    expect(count).toBeGreaterThan(100);
    expect(accepted / count).toBeGreaterThanOrEqual(0.9);
    expect(forbidden / count).toBeLessThanOrEqual(0.05);
    const traps = scored.get("trap");
    expect((traps?.accepted ?? 0) / (traps?.cases ?? 1)).toBeGreaterThanOrEqual(0.95);
  });

  it("has never learnt from them", () => {
    const learnt = readFileSync(new URL("../../data/wordings.jsonl", import.meta.url), "utf8");
    const texts = new Set(
      [...learnt.split("\n").filter(Boolean), ...cases.map((it) => JSON.stringify(it))].map(
        (line) => JSON.parse(line).text,
      ),
    );
    // What is no more than a word or two may be said by anybody.
    const long = heldBack.filter(({ text }) => text.length > 20);
    expect(long.filter(({ text }) => texts.has(text))).toEqual([]);
  });
});

describe("npm run eval", () => {
  it("prints the scorecard with its baselines", async () => {
    const { code, stdout } = await run("tools/eval.ts");
    expect(code).toBe(0);
    for (const name of [
      "Mesh Advisor",
      "always Istio",
      "always Linkerd",
      "keyword match",
      "determined",
      "held-back.jsonl",
    ])
      expect(stdout).toContain(name);
  });
});
