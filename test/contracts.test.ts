import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Card, runs, type Text } from "../src/card/card.ts";
import { exampleOf, optionsOf, questionOf } from "../src/card/form.ts";
import { markdown } from "../src/card/markdown.ts";
import { page } from "../src/card/page.ts";
import { plainText } from "../src/card/plain.ts";
import { renderTerminal } from "../src/platforms/console/render.ts";
import { problemsOf } from "../src/platforms/slack/drawing/check.ts";
import { renderSlack } from "../src/platforms/slack/drawing/render.ts";
import { renderView } from "../src/platforms/slack/drawing/view.ts";
import { fitTeams } from "../src/platforms/teams/fit.ts";
import { bytesOf, limits } from "../src/platforms/teams/limits.ts";
import { ask } from "./mesh-bot.ts";
import { messages } from "./messages.ts";
import { factsOfChart } from "./platforms/any-chart.ts";
import { shownBy, textsOf } from "./platforms/slack/shown.ts";
import { complaintsAbout, textsIn } from "./platforms/teams/adaptive-card-check.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

const squeezed = (text: string) => text.replace(/\s+/gu, "");

const surfaces: readonly (readonly [name: string, show: (card: Card) => string])[] = [
  ["plain text", (card) => plainText(card, { prefix: "" })],
  ["the terminal", (card) => renderTerminal(card, { width: 200, colour: false, prefix: "" })],
  ["Markdown", (card) => markdown(card).replace(/\\(?=[\\`*_[\]<>#~|])/gu, "")],
  [
    "a page",
    (card) =>
      page(card)
        .replace(/<style>.*<\/style>/su, "")
        .replace(/<[^<>]*>/gu, "")
        .replace(/&(lt|gt|quot|#39|amp);/gu, (all, name: string) => entities[name] ?? all),
  ],
  [
    "Slack",
    (card) => {
      const { text, blocks } = renderSlack(card, { prefix: "" });
      return blocks ? shownBy(blocks) : text;
    },
  ],
  [
    "Teams",
    (card) => {
      const message = fitTeams(card, { prefix: "" });
      return message.kind === "card" ? textsIn(message.card).join("\n") : message.text;
    },
  ],
];

/** The words of a card that carry facts, run by run. */
const factsOf = ({ title, banners, blocks }: Card): readonly string[] =>
  [title, ...banners.map(({ text }) => text), ...blocks.flatMap(wordsOf)].filter(
    (words) => words.trim() !== "",
  );

const words = (text: Text) => runs(text).map((run) => run.text);

function wordsOf(block: Block): readonly string[] {
  switch (block.type) {
    case "paragraph":
    case "note":
      return words(block.text);
    case "heading":
      return [block.text];
    case "list":
      return block.items.flatMap(words);
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, ...words(value)]);
    case "table":
      return block.rows.flat().flatMap((cell) => words(cell.text));
    case "chart":
      return factsOfChart(block);
    case "code":
      return [block.code];
    case "form":
    case "select":
    case "buttons":
      return [];
  }
}

const formsIn = ({ blocks }: Card) => blocks.filter((block) => block.type === "form");

const questionsIn = (card: Card): readonly string[] =>
  formsIn(card).flatMap(({ fields }) => fields.flatMap((field) => [questionOf(field), ...optionsOf(field)]));

const cutMark = /not shown|left out/u;

describe.each(surfaces)("%s", (name, show) => {
  it.each(messages)("says every fact of the answer to “%s”, or how much it left out", async (message) => {
    const { card } = await ask(message);
    const shown = show(card);
    const missing = factsOf(card).filter((fact) => !factShown(fact, shown));
    // In Slack a dialog asks the questions.
    if (name !== "Slack") missing.push(...questionsIn(card).filter((it) => !factShown(it, shown)));
    if (name === "Slack" || name === "Teams")
      expect(missing.length === 0 || cutMark.test(shown), missing.join(" | ")).toBe(true);
    else expect(missing).toEqual([]);
  });
});

/** In a narrow table a fact's words stand on several lines, beside other columns' words. */
const factShown = (fact: string, shown: string): boolean =>
  squeezed(shown).includes(squeezed(fact)) ||
  fact.split(/\s+/u).every((word) => word === "" || shown.includes(word) || squeezed(shown).includes(word));

describe("a form in Slack", () => {
  it.each(messages)("that answers “%s” opens as a dialog, and can be done without", async (message) => {
    const { card } = await ask(message);
    const shown = shownBy(renderSlack(card, { prefix: "/mesh " }).blocks ?? []);
    for (const form of formsIn(card)) {
      expect(renderView(form, { metadata: "{}" })).toBeDefined();
      expect(shown).toContain(`/mesh ${exampleOf(form)}`);
      expect((await ask(exampleOf(form))).outcome).toBe("answered");
      expect((await ask(form.shownBy)).card.blocks).toContainEqual(form);
    }
  });
});

describe("any text at all", () => {
  const hostile = fc.constantFrom(
    "<!channel>",
    "<!here|here>",
    "<@U1>",
    "<at>All</at>",
    "&amp;",
    "&lt;!channel&gt;",
    "[x](javascript:1)",
    "*b* _i_ ~s~",
    "`c`",
    "\u202e",
    "\u0000",
    "@everyone",
    "istio",
    "compare",
    "linkerd",
    "on",
    "vs",
    "recommend",
    "no",
    "must",
    "all",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(fc.oneof(hostile, fc.string({ maxLength: 12 })), { maxLength: 30 })
      .map((parts) => parts.join(" ")),
  );

  it("gives a valid, in-limits, mention-safe reply on every platform", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (message) => {
        const { card, outcome } = await ask(message);
        expect(outcome).not.toBe("fault");
        const slack = renderSlack(card, { prefix: "/mesh ", share: message });
        expect(problemsOf(slack)).toEqual([]);
        const spoken = [slack.text, ...textsOf(slack.blocks ?? []).markup];
        expect(spoken.join("\n")).not.toMatch(/<!|<@|<#/u);
        const teams = fitTeams(card, { prefix: "@Mesh " });
        expect(bytesOf(teams.kind === "card" ? JSON.stringify(teams.card) : teams.text)).toBeLessThanOrEqual(
          limits.cardBytes,
        );
        if (teams.kind === "card") expect(complaintsAbout(teams.card)).toEqual([]);
        // A mention needs an entity beside the text, which no reply carries; a bare text must not even look like one.
        if (teams.kind === "text") expect(teams.text).not.toMatch(/<\/?at>/iu);
      }),
      { numRuns: 400 },
    );
  });
});
