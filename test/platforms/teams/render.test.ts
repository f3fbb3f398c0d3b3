import { describe, expect, it } from "vitest";
import { type Block, type Card, code, command, link, plain, strong } from "../../../src/card/card.ts";
import { plainText } from "../../../src/card/plain.ts";
import { renderTeams } from "../../../src/platforms/teams/render.ts";
import { complaintsAbout, textsIn, valuesOf } from "./adaptive-card-check.ts";

const card = (...blocks: readonly Block[]): Card => ({ title: "Istio", banners: [], blocks });
const body = (...blocks: readonly Block[]) =>
  renderTeams(card(...blocks), { prefix: "@Mesh " }).body.slice(1);

const table: Block = {
  type: "table",
  caption: "Istio and Linkerd",
  header: ["", "Istio", "Linkerd"],
  rows: [
    [
      { text: "mTLS" },
      { text: [strong("yes"), plain(", "), link("docs", "https://istio.io")], tone: "good" },
      { text: "unknown", tone: "unknown" },
    ],
    [{ text: "Wasm" }, { text: "alpha", tone: "fair" }, { text: "", tone: "bad" }],
  ],
};

const everything: Card = {
  title: "Istio and Linkerd",
  url: "https://istio.io/",
  banners: [{ kind: "archived", text: "Archived since 2023." }],
  blocks: [
    { type: "heading", text: "Security" },
    { type: "paragraph", text: [plain("Try "), command("show istio"), plain(" or "), code("istioctl")] },
    { type: "list", items: ["one", "two"] },
    { type: "facts", facts: [{ label: "Licence", value: "Apache-2.0" }] },
    table,
    { type: "code", code: "helm install \\\n  istio" },
    { type: "note", text: [link("Source", "https://istio.io"), plain(" as of 2026-08")] },
    {
      type: "select",
      label: "Mesh",
      options: [
        { label: "Istio", command: "show istio" },
        { label: "Kuma", command: "show kuma" },
      ],
    },
    {
      type: "buttons",
      buttons: [
        { label: "All", command: "all", primary: true },
        { label: "Site", url: "https://istio.io" },
      ],
    },
  ],
};

it("uses nothing that Microsoft's renderer does not know", () => {
  expect(complaintsAbout(renderTeams(everything, { prefix: "" }))).toEqual([]);
  expect(complaintsAbout(renderTeams(everything, { prefix: "", tables: "stacked" }))).toEqual([]);
});

it("says the whole card in words for those who cannot see it", () => {
  const words = plainText(everything, { prefix: "@Mesh " });
  expect(renderTeams(everything, { prefix: "@Mesh " })).toMatchObject({ fallbackText: words, speak: words });
});

it("puts warnings above the answer, in words and in red", () => {
  expect(renderTeams(everything, { prefix: "" }).body[2]).toMatchObject({
    type: "Container",
    style: "attention",
    items: [{ inlines: [{ text: "Warning: ", weight: "Bolder" }, "Archived since 2023."] }],
  });
});

describe("text", () => {
  it("that looks like Markdown or a date shows as it is", () => {
    const hostile = "[x](y) **b** _i_ `c` &amp; # {{DATE(2026-11-23T00:00:00Z)}}";
    const rendered = renderTeams(
      { ...card({ type: "paragraph", text: hostile }), title: hostile },
      { prefix: "" },
    );
    const split = hostile.indexOf("{{") + 1;
    expect(rendered.body).toMatchObject([
      {
        text: "\\[x\\]\\(y\\) \\*\\*b\\*\\* \\_i\\_ \\`c\\` \\&amp; \\# \\{\\{DATE\\(2026\\-11\\-23T00:00:00Z\\)\\}\\}",
      },
      { type: "RichTextBlock", inlines: [hostile.slice(0, split), hostile.slice(split)] },
    ]);
  });

  it("that looks like a mention shows as it is, and is none", () => {
    const [paragraph] = body({ type: "paragraph", text: "<at>all</at> <AT id=1>" });
    expect(textsIn(paragraph)).toEqual(["<\u2060at>all<\u2060/at> <\u2060AT id=1>"]);
  });

  it("shows commands as they are typed in this place", () => {
    expect(body({ type: "paragraph", text: [command("show istio")] })).toEqual([
      {
        type: "RichTextBlock",
        inlines: [{ type: "TextRun", text: "@Mesh show istio", fontType: "Monospace" }],
      },
    ]);
  });

  it("links to https, and shows every other address without a link", () => {
    const blocks = body(
      {
        type: "paragraph",
        text: [
          link("safe", "https://istio.io"),
          link("plain", "http://istio.io"),
          link("script", "javascript:alert(1)"),
        ],
      },
      { type: "buttons", buttons: [{ label: "Run", url: "javascript:alert(1)" }] },
    );
    expect(valuesOf(blocks, "url")).toEqual(["https://istio.io"]);
    expect(textsIn(blocks)).toEqual([
      "safe",
      "plain (http://istio.io)",
      "script (javascript:alert(1))",
      "Run: javascript:alert(1)",
    ]);
  });

  it("keeps the lines of code apart, in one width", () => {
    expect(body({ type: "code", code: "helm repo add\n  helm install" })).toEqual([
      {
        type: "Container",
        style: "emphasis",
        items: [
          {
            type: "RichTextBlock",
            inlines: [{ type: "TextRun", text: "helm repo add\n  helm install", fontType: "Monospace" }],
          },
        ],
      },
    ]);
  });
});

describe("a table", () => {
  it("has a header row, a cell for each text, and colours that repeat the words", () => {
    expect(body(table)).toMatchObject([
      {
        type: "Table",
        firstRowAsHeaders: true,
        columns: [{ width: 2 }, { width: 3 }, { width: 3 }],
        rows: [
          {
            cells: [
              {},
              { items: [{ inlines: [{ text: "Istio" }] }] },
              { items: [{ inlines: [{ text: "Linkerd" }] }] },
            ],
          },
          { cells: [{ items: [{ inlines: [{ text: "mTLS", weight: "Bolder" }] }] }, { style: "good" }, {}] },
          { cells: [{}, { style: "warning" }, { style: "attention", items: [{ inlines: ["–"] }] }] },
        ],
      },
    ]);
    expect(valuesOf(body(table), "style")).not.toContain("unknown");
  });

  it("gives long texts more room, and leaves enough to short ones", () => {
    const [drawn] = body({
      type: "table",
      caption: "Versions",
      header: ["Line", "Supported until", "Kubernetes"],
      rows: [
        [
          { text: "1.31" },
          { text: "six weeks after the release after the next one ".repeat(9) },
          { text: "1.32–1.36" },
        ],
      ],
    });
    expect(drawn).toMatchObject({ columns: [{ width: 2 }, { width: 8 }, { width: 4 }] });
  });

  it("puts several warnings into one box", () => {
    const two = ["Archived since 2023.", "Sold by a vendor."].map((text) => ({
      kind: "archived" as const,
      text,
    }));
    const boxes = renderTeams({ ...everything, banners: two }, { prefix: "" }).body.filter(
      (it) => it.type === "Container" && it.style === "attention",
    );
    expect(boxes).toHaveLength(1);
    expect(textsIn(boxes).join("")).toContain("Archived since 2023.Warning: Sold by a vendor.");
  });

  it("says the same, one row below the other, to clients that know no tables", () => {
    const stacked = renderTeams(card(table), { prefix: "", tables: "stacked" }).body.slice(1);
    expect(textsIn(stacked).join("")).toBe(
      "mTLS\nIstio: yes, docs · Linkerd: unknownWasm\nIstio: alpha · Linkerd: ",
    );
    expect(body(table)).toMatchObject([{ fallback: stacked[0] }]);
  });
});

describe("what can be clicked", () => {
  it("is a command, for old and new clients alike", () => {
    const data = { command: "show istio" };
    expect(body({ type: "buttons", buttons: [{ label: "Istio", ...data, primary: true }] })).toEqual([
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Execute",
            title: "Istio",
            verb: "mesh",
            data,
            style: "positive",
            fallback: { type: "Action.Submit", title: "Istio", data },
          },
        ],
      },
    ]);
  });

  it("stands in rows of six at most", () => {
    const buttons = Array.from({ length: 14 }, (_, at) => ({ label: `${at}`, command: `show ${at}` }));
    const rows = body({ type: "buttons", buttons });
    expect(rows.map((row) => valuesOf(row, "verb").length)).toEqual([6, 6, 2]);
  });

  it("may be a list, with a button of its own and a name no other list has", () => {
    const select: Block = {
      type: "select",
      label: "Mesh",
      options: [{ label: "Istio", command: "show istio" }],
    };
    const rendered = body(select, select);
    expect(valuesOf(rendered, "id")).toEqual(["choice-0", "choice-1"]);
    expect(new Set(valuesOf(rendered, "choice"))).toEqual(new Set(["choice-0", "choice-1"]));
    expect(body({ type: "select", label: "Mesh", options: [] })).toEqual([]);
  });
});
