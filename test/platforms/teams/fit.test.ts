import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Card, link, plain, runs, type Table, type Text } from "../../../src/card/card.ts";
import { optionsOf, questionOf } from "../../../src/card/form.ts";
import { fitTeams, wordsOf } from "../../../src/platforms/teams/fit.ts";
import { bytesOf, limits } from "../../../src/platforms/teams/limits.ts";
import { factsOfChart } from "../any-chart.ts";
import { complaintsAbout, textsIn, valuesOf } from "./adaptive-card-check.ts";
import { anyCard } from "./any-card.ts";

const tableOf = (rows: number, says = "supported since version 1.0"): Table => ({
  type: "table",
  caption: "Istio and Linkerd",
  header: ["", "Istio", "Linkerd"],
  rows: Array.from({ length: rows }, (_, at) => [
    { text: `Feature ${at}` },
    { text: [plain(`${says} `), link("docs", "https://istio.io/latest/docs/concepts/")], tone: "good" },
    { text: [plain(`${says} `), link("docs", "https://linkerd.io/2/features/")], tone: "bad" },
  ]),
  whole: "compare istio linkerd all",
});

function fitted(...blocks: readonly Block[]) {
  const message = fitTeams({ title: "Istio and Linkerd", banners: [], blocks }, { prefix: "" });
  if (message.kind === "text") return { form: "text", texts: [message.text] };
  const texts = textsIn(message.card);
  const has = (key: string, value: unknown): boolean => valuesOf(message.card, key).includes(value);
  const traits = {
    grid: has("type", "Table"),
    linked: has("type", "Action.OpenUrl"),
    spoken: "speak" in message.card,
    stacked: has("type", "Container"),
    worded: !message.card.fallbackText.includes("newer version of Teams"),
    cut: texts.some((text) => text.includes("not shown")),
  };
  const form = Object.entries(traits).flatMap(([name, holds]) => (holds ? [name] : []));
  return { form: form.join(" "), texts };
}

describe("a table that grows", () => {
  it("gives up speech, links, its second form and the words before it is no grid, and rows last", () => {
    const forms = Array.from({ length: 120 }, (_, rows) => fitted(tableOf(rows + 1)).form);
    expect([...new Set(forms)]).toEqual([
      "grid linked spoken stacked worded",
      "grid linked stacked worded",
      "grid stacked worded",
      "grid worded",
      "grid",
      "stacked",
      "stacked cut",
    ]);
  });

  it("says how many rows were left out, and how to see them", () => {
    const { texts } = fitted(tableOf(200));
    const shown = texts.filter((text) => /^Feature \d+$/u.test(text)).length;
    expect(shown).toBeGreaterThan(20);
    expect(texts).toContain(`${200 - shown} more rows are not shown, for want of room. To see them: `);
    expect(texts.at(-1)).toBe("compare istio linkerd all");
  });

  it("gives way to words when not even one row fits", () => {
    const { form, texts } = fitted(tableOf(3, "word ".repeat(3_000)));
    expect(form).toBe("text");
    expect(texts[0]).toMatch(
      /\d+ more characters are not shown\. Ask “compare istio linkerd all” for a part of it\.$/u,
    );
  });
});

it("shortens long lists too, and counts what was left out", () => {
  const items = Array.from({ length: 500 }, (_, at) => `Source ${at}: https://istio.io/latest/docs/`);
  const { form, texts } = fitted({ type: "list", items });
  const shown = texts.filter((text) => text.startsWith("Source")).length;
  expect(form).toBe("cut");
  expect(texts.at(-1)).toBe(`${500 - shown} more entries are not shown, for want of room.`);
});

it("measures what Teams counts and what the wire carries, whichever is more", () => {
  expect(bytesOf("mesh")).toBe(8);
  expect(bytesOf("網格")).toBe(6);
});

describe("any card", () => {
  it("fits, is valid, mentions nobody and leads to https only", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const message = fitTeams(card, { prefix: "@Mesh " });
        if (message.kind === "text") {
          expect(bytesOf(message.text)).toBeLessThanOrEqual(limits.textBytes);
          return;
        }
        expect(bytesOf(JSON.stringify(message.card))).toBeLessThanOrEqual(limits.cardBytes);
        expect(complaintsAbout(message.card)).toEqual([]);
        expect(valuesOf(message.card, "entities")).toEqual([]);
        expect(JSON.stringify(message.card)).not.toMatch(/<\/?at>/iu);
        for (const url of valuesOf(message.card, "url")) expect(url).toMatch(/^https:\/\//u);
        for (const row of valuesOf(message.card, "actions"))
          expect(row).toHaveProperty(
            "length",
            expect.toSatisfy((length) => length <= limits.actionsPerSet),
          );
        expect(new Set(valuesOf(message.card, "id")).size).toBe(valuesOf(message.card, "id").length);
      }),
      { numRuns: 200 },
    );
  });

  it("says every fact, or how much was left out", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const message = fitTeams(card, { prefix: "" });
        const said = message.kind === "text" ? message.text : textsIn(message.card).join("");
        if (/not shown/u.test(said)) return;
        for (const fact of factsOf(card)) expect(plainly(said)).toContain(plainly(fact));
      }),
      { numRuns: 200 },
    );
  });

  it("is said in words that fit", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const words = wordsOf(card, { prefix: "" });
        expect(bytesOf(words)).toBeLessThanOrEqual(limits.textBytes);
        expect(words).not.toMatch(/<\/?at>/iu);
      }),
      { numRuns: 50 },
    );
  });
});

/** Without what is not drawn, and with one space for many. */
const plainly = (text: string): string => text.replaceAll("\u2060", "").replace(/\s+/gu, " ");

const factsOf = (card: Card): readonly string[] => [
  card.title,
  ...card.banners.map(({ text }) => text),
  ...card.blocks.flatMap(factsIn),
];

function factsIn(block: Block): readonly string[] {
  switch (block.type) {
    case "paragraph":
    case "note":
      return wordsIn(block.text);
    case "heading":
      return [block.text];
    case "list":
      return block.items.flatMap(wordsIn);
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, ...wordsIn(value)]);
    case "table":
      return block.rows.flatMap((row) => row.flatMap(({ text }) => wordsIn(text)));
    case "chart":
      return factsOfChart(block);
    case "code":
      return [block.code];
    case "select":
      return block.options.flatMap(({ label }) => [block.label, label]);
    case "form":
      return block.fields
        .filter((field) => field.kind === "text" || field.options.length > 0)
        .flatMap((field) => [questionOf(field), ...optionsOf(field)]);
    case "buttons":
      return block.buttons.map(({ label }) => label);
  }
}

const wordsIn = (text: Text): readonly string[] => runs(text).map((run) => run.text);
