import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  type Card,
  type Cell,
  code,
  command,
  link,
  plain,
  runs,
  strong,
  type Text,
} from "../../../src/card/card.ts";
import type { Chart } from "../../../src/card/chart.ts";
import { exampleOf } from "../../../src/card/form.ts";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { renderPlain, renderSlack, type SlackMessage } from "../../../src/platforms/slack/drawing/render.ts";
import { factsOfChart } from "../any-chart.ts";
import { anyCard } from "./arbitrary-card.ts";
import { decoded, shownBy, textsOf } from "./shown.ts";

const cardOf = (...blocks: Block[]): Card => ({ title: "Istio and Linkerd", banners: [], blocks });
const render = (...blocks: Block[]) => renderSlack(cardOf(...blocks), { prefix: "/mesh " });
const body = (message: SlackMessage) => message.blocks?.slice(1);
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });

describe("a card in Slack", () => {
  it("opens with its title, then its home and its warnings", () => {
    const { blocks } = renderSlack(
      {
        title: "Open Service Mesh",
        url: "https://openservicemesh.io/",
        banners: [{ kind: "archived", text: "Archived on 2023-06-30." }],
        blocks: [{ type: "paragraph", text: "A light mesh." }],
      },
      { prefix: "/mesh " },
    );
    expect(blocks).toEqual([
      { type: "header", text: { type: "plain_text", text: "Open Service Mesh", emoji: false } },
      {
        type: "context",
        elements: [
          { type: "mrkdwn", text: "<https://openservicemesh.io/|openservicemesh.io>", verbatim: true },
        ],
      },
      section("⚠️ *Warning:* Archived on 2023-06-30."),
      section("A light mesh."),
    ]);
  });

  it("says everything in its text, for those who hear it", () => {
    const message = render(
      {
        type: "table",
        caption: "Both",
        header: ["Feature", "Istio"],
        rows: [[{ text: "mTLS" }, { text: [link("yes", "https://istio.io/")] }]],
      },
      { type: "paragraph", text: "R&D <teams>" },
    );
    expect(message.text).toContain("mTLS. Istio: yes.");
    expect(message.text).toContain("R&amp;D &lt;teams&gt;");
  });

  it("marks what is strong, code, a command or a link", () => {
    const text: Text = [
      strong("Suits "),
      plain("teams; "),
      code("istioctl"),
      plain(", "),
      command("show istio"),
      plain(" ("),
      link("docs", "https://istio.io/?a=1&b=2"),
      plain(")"),
    ];
    expect(body(render({ type: "paragraph", text }))).toEqual([
      section("*Suits* teams; `istioctl`, `/mesh show istio` (<https://istio.io/?a=1&amp;b=2|docs>)"),
    ]);
  });

  it("escapes once", () => {
    expect(body(render({ type: "paragraph", text: "a & b < c &amp; d" }))).toEqual([
      section("a &amp; b &lt; c &amp;amp; d"),
    ]);
  });

  it("shows text as it is that Slack would read as formatting", () => {
    const text = "hosts *.a.example and *.b.example";
    expect(body(render({ type: "paragraph", text }))).toEqual([
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
    ]);
  });

  it("keeps names with underscores in plain text", () => {
    expect(body(render({ type: "paragraph", text: "set outlier_detection first" }))).toEqual([
      section("set outlier_detection first"),
    ]);
  });

  it("draws lists, headings, facts, code and notes", () => {
    const blocks = body(
      render(
        { type: "heading", text: "Pros" },
        { type: "list", items: ["fast", [plain("small "), link("source", "https://a.example/")]] },
        { type: "facts", facts: [{ label: "Licence", value: "Apache-2.0" }] },
        { type: "code", code: "helm install a b" },
        { type: "note", text: "Facts as of 2026-08-22" },
      ),
    );
    expect(blocks).toEqual([
      section("*Pros*"),
      section("• fast\n• small <https://a.example/|source>"),
      { type: "section", fields: [{ type: "mrkdwn", text: "*Licence*\nApache-2.0", verbatim: true }] },
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_preformatted", elements: [{ type: "text", text: "helm install a b" }] },
        ],
      },
      { type: "context", elements: [{ type: "plain_text", text: "Facts as of 2026-08-22", emoji: false }] },
    ]);
  });

  it("cuts long code between its lines, and loses nothing", () => {
    const text = Array.from({ length: 100 }, (_, at) => `line ${at}: a b c d e f g h i j k l m n o p\n`).join(
      "",
    );
    const pieces = textsOf(body(render({ type: "code", code: text }))).literal;
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.filter((piece) => !piece.startsWith("line ") || !piece.endsWith("\n"))).toEqual([]);
    expect(pieces.join("")).toBe(text);
  });

  it("gives every control an id of its own and the command it stands for", () => {
    const blocks = body(
      render(
        { type: "select", label: "Add a mesh", options: [{ label: "Kuma", command: "show kuma" }] },
        {
          type: "buttons",
          buttons: [
            { label: "All", command: "compare a b all", primary: true },
            { label: "Docs", url: "https://istio.io" },
          ],
        },
      ),
    );
    expect(blocks).toMatchObject([
      {
        type: "actions",
        elements: [
          {
            type: "static_select",
            action_id: "select:1",
            placeholder: { text: "Add a mesh" },
            options: [{ text: { text: "Kuma" }, value: "show kuma" }],
          },
        ],
      },
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "command:2", value: "compare a b all", style: "primary" },
          { type: "button", action_id: "link:3", url: "https://istio.io/" },
        ],
      },
    ]);
  });

  it("writes out a command no button can carry", () => {
    const long = `compare ${"x".repeat(2_100)}`;
    expect(
      shownBy(body(render({ type: "buttons", buttons: [{ label: "Compare", command: long }] }))),
    ).toContain(`/mesh ${long.slice(0, 200)}`);
  });

  it("names who shared it, first of all", () => {
    const message = renderSlack(cardOf(), { prefix: "/mesh ", sharedBy: "U7" });
    expect(message.text.split("\n")[0]).toBe("Shared by <@U7>");
    expect(message.blocks?.[0]).toMatchObject({
      block_id: "shared-by",
      elements: [{ text: "Shared by <@U7>" }],
    });
  });
});

const rowsOf = (count: number, cells: (row: number) => readonly Cell[]) =>
  Array.from({ length: count }, (_, row) => cells(row));
const comparison = (count: number, value: (row: number) => Text): Block => ({
  type: "table",
  caption: "Istio and Linkerd",
  header: ["Feature", "Istio", "Linkerd"],
  rows: rowsOf(count, (row) => [{ text: `feature ${row}` }, { text: value(row) }, { text: "" }]),
  whole: "compare istio linkerd all",
});
const linked = (words: string) => (row: number) => [link(`${words} ${row}`, `https://istio.io/docs/${row}`)];

describe("a table in Slack", () => {
  it("is Slack's own, with links in its cells and a dash in empty ones", () => {
    expect(body(render(comparison(1, linked("yes"))))).toEqual([
      {
        type: "table",
        rows: [
          [
            { type: "raw_text", text: "Feature" },
            { type: "raw_text", text: "Istio" },
            { type: "raw_text", text: "Linkerd" },
          ],
          [
            { type: "raw_text", text: "feature 0" },
            {
              type: "rich_text",
              elements: [
                {
                  type: "rich_text_section",
                  elements: [{ type: "link", url: "https://istio.io/docs/0", text: "yes 0" }],
                },
              ],
            },
            { type: "raw_text", text: "–" },
          ],
        ],
        column_settings: [{ is_wrapped: true }, { is_wrapped: true }, { is_wrapped: true }],
      },
    ]);
  });

  it("loses its links before anything else", () => {
    const message = render(comparison(60, linked("yes")));
    expect(message.blocks?.map(({ type }) => type)).toEqual(["header", "table"]);
    expect(JSON.stringify(message.blocks)).not.toContain("https://");
    expect(shownBy(message.blocks)).toContain("yes 59");
  });

  it("becomes facts under each row's name where it has too many rows", () => {
    const message = render(comparison(110, () => "yes"));
    expect(message.blocks?.every(({ type }) => type === "header" || type === "section")).toBe(true);
    expect(shownBy(message.blocks)).toContain("*feature 109*\nIstio: yes\nLinkerd: –");
  });

  it("becomes facts where it has too many columns, or is not the first", () => {
    const wide: Block = {
      type: "table",
      caption: "c",
      header: Array.from({ length: 21 }, (_, at) => `h${at}`),
      rows: [Array.from({ length: 21 }, () => ({ text: "x" }))],
    };
    expect(render(wide).blocks?.map(({ type }) => type)).toEqual(["header", "section"]);
    expect(
      render(
        comparison(1, () => "a"),
        comparison(1, () => "b"),
      ).blocks?.map(({ type }) => type),
    ).toEqual(["header", "table", "section"]);
  });

  it("that still does not fit says how many rows are missing and how to see them", () => {
    const message = render(
      comparison(200, linked("a long sentence about what this mesh does and does not do, with its reasons")),
    );
    const shown = message.blocks?.find(({ type }) => type === "table");
    const rows = shown && "rows" in shown && Array.isArray(shown.rows) ? shown.rows.length - 1 : 0;
    expect(rows).toBeGreaterThan(20);
    expect(shownBy(message.blocks)).toContain(`${200 - rows} more rows are not shown. To see them: `);
    expect(JSON.stringify(message.blocks)).toContain('"value":"compare istio linkerd all"');
    expect(problemsOf(message)).toEqual([]);
  });
});

/** Texts without what Slack's form adds to or takes from them. */
const bare = (text: string): string => text.toWellFormed().replace(/[^\p{L}\p{N}]/gu, "");

const saidBy = (block: Block): readonly Text[] => {
  switch (block.type) {
    case "paragraph":
    case "note":
      return [block.text];
    case "heading":
      return [block.text];
    case "list":
      return block.items;
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, value]);
    case "table":
      return block.rows.flat().map(({ text }) => text);
    case "chart":
      return factsOfChart(block);
    case "code":
      return [block.code];
    case "form":
      return [exampleOf(block)];
    case "select":
    case "buttons":
      return [];
  }
};

describe("any card in Slack", () => {
  const charts = { native: true, urlOf: ({ id }: Chart) => `https://mesh.example.com/charts/${id}.png` };
  const options = { prefix: "/mesh ", share: "show istio", charts };

  it("is a message Slack takes", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(problemsOf(renderSlack(card, options))).toEqual([]);
        expect(problemsOf(renderPlain(card, options))).toEqual([]);
      }),
      { numRuns: 200, interruptAfterTimeLimit: 20_000 },
    );
  });

  it("calls nobody: no text holds a control sequence of ours or of others", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { text, blocks } = renderSlack(card, options);
        const { markup, literal } = textsOf(blocks ?? []);
        for (const said of [
          text,
          ...markup.map((it) => it.replace(/<https?:\/\/[^<>|\s]+\|[^<>\n]*>/g, "")),
        ]) {
          expect(said).not.toMatch(/[<>]/);
          expect(said).not.toMatch(/&(?!amp;|lt;|gt;)/);
        }
        for (const said of literal) expect(said).not.toMatch(/<[!@#]/);
      }),
      { numRuns: 200, interruptAfterTimeLimit: 20_000 },
    );
  });

  it("says every fact, or how many rows it leaves out", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { text, blocks } = renderSlack(card, options);
        const shown = blocks === undefined ? decoded(text) : shownBy(blocks);
        if (/more (?:rows?|characters) (?:is|are) not shown/.test(shown)) return;
        const said = bare(shown);
        for (const fact of [card.title, ...card.banners.map((it) => it.text), ...card.blocks.flatMap(saidBy)])
          for (const run of runs(fact)) expect(said).toContain(bare(run.text).trim());
      }),
      { numRuns: 200, interruptAfterTimeLimit: 20_000 },
    );
  });
});
