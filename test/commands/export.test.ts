import { describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import type { Card } from "../../src/card/card.ts";
import { page } from "../../src/card/page.ts";
import { cellOf, isGraded, sourceOf } from "../../src/catalog/catalog.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { csv } from "../../src/text/csv.ts";
import { ask } from "../mesh-bot.ts";

const catalog = loadCatalog(ownCatalog);

const fileOf = async (message: string) => {
  const { file, outcome, command } = await ask(message);
  expect({ outcome, command }).toEqual({ outcome: "answered", command: "export" });
  if (!file) throw new Error("the answer has no file");
  return file;
};

/** A reader of RFC 4180, as small as its grammar. */
function rowsIn(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of text
    .replace(/^\ufeff/u, "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("an export", () => {
  it.each([
    ["export compare istio linkerd as markdown", "istio-linkerd.md"],
    ["export istio linkerd as md", "istio-linkerd.md"],
    ["download istio vs linkerd as csv", "istio-linkerd.csv"],
    ["compare istio linkerd on security as csv", "istio-linkerd-security.csv"],
    ["istio ambient vs linkerd as a spreadsheet", "istio-ambient-linkerd.csv"],
    ["export the comparison of istio and linkerd as a web page", "istio-linkerd.html"],
    ["export compare istio linkerd on mtls as html", "istio-linkerd-mtls.html"],
  ])("“%s” is the file %s", async (message, name) => {
    expect((await fileOf(message)).name).toBe(name);
  });

  it("asks for the format where none was said, and offers the others where one was", async () => {
    const { outcome, card, file } = await ask("export istio vs linkerd on security");
    expect({ outcome, file }).toEqual({ outcome: "usage", file: undefined });
    const commands = ["markdown", "csv", "html"].map(
      (format) => `export compare istio linkerd on security as ${format}`,
    );
    for (const command of commands) expect(JSON.stringify(card)).toContain(command);
    expect(JSON.stringify((await ask(commands[0] ?? "")).card)).toContain(commands[1]);
  });

  it("is offered by a whole comparison and by a chart", async () => {
    for (const message of ["compare istio linkerd all", "chart istio linkerd"])
      expect(JSON.stringify((await ask(message)).card)).toContain('"export compare istio linkerd"');
  });

  it.each(["export", "export istio", "export istio istio as csv", "export everything"])(
    "“%s” says what to do instead",
    async (message) => {
      const { outcome, card } = await ask(message);
      expect(["usage", "unknown", "ambiguous"]).toContain(outcome);
      expect(card.blocks.some(({ type }) => type === "buttons")).toBe(true);
    },
  );

  it.each(["markdown", "csv", "html"])("as %s says how to see it again, and that works", async (format) => {
    const { text } = await fileOf(`export istio linkerd on security as ${format}`);
    expect(text).toContain("compare istio linkerd on security");
    expect(text).toContain(catalog.version);
    expect((await ask("compare istio linkerd on security")).outcome).toBe("answered");
  });

  it.each(["markdown", "csv", "html"])("as %s bears every warning above the facts", async (format) => {
    const { text } = await fileOf(`export istio osm as ${format}`);
    const warning = text.indexOf("Open Service Mesh is archived");
    expect(warning).toBeGreaterThan(0);
    expect(warning).toBeLessThan(text.indexOf("Governance"));
  });

  it.each(["markdown", "csv", "html"])("as %s tells every grade with its source and date", async (format) => {
    const { text } = await fileOf(`export istio linkerd as ${format}`);
    const linkerd = catalog.meshById.get("linkerd");
    for (const { id, name } of catalog.features) {
      const cell = cellOf(catalog, { mesh: "linkerd" }, id);
      expect(text).toContain(name.replaceAll("&", "&amp;"));
      if (!isGraded(cell)) continue;
      expect(text).toContain(cell.asOf);
      for (const key of cell.sources) {
        const { url } = sourceOf(catalog, linkerd, key);
        if (url !== undefined) expect(text).toContain(format === "html" ? url.replaceAll("&", "&amp;") : url);
      }
    }
  });
});

describe("CSV", () => {
  it("has a row a feature, all as long as the header, and ends lines as RFC 4180 says", async () => {
    const { text } = await fileOf("export istio linkerd osm as csv");
    const [header = [], ...rows] = rowsIn(text);
    expect(header.slice(0, 4)).toEqual(["Group", "Feature", "Differs", "Istio"]);
    expect(header).toHaveLength(3 + 3 * 4);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([header.length]));
    expect(rows.filter(([group]) => group !== "Warning" && group !== "About")).toHaveLength(
      catalog.features.length,
    );
    expect(text.endsWith("\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toContain("\r");
  });

  it("says grades in words, without signs", async () => {
    const rows = rowsIn((await fileOf("export istio linkerd on mtls as csv")).text);
    expect(rows.find(([, feature]) => feature === "Mutual TLS")?.slice(2, 4)).toEqual([
      "no",
      "Yes, by default",
    ]);
  });

  it("quotes what it must, and disarms formulas", () => {
    expect(
      csv([
        ["a,b", 'say "hi"', "two\nlines"],
        ["=1+1", "+1", "@SUM(A1)"],
        ["-1", "\t=1", "plain"],
      ]),
    ).toBe('\ufeff"a,b","say ""hi""","two\nlines"\r\n\'=1+1,\'+1,\'@SUM(A1)\r\n\'-1,\'\t=1,plain\r\n');
  });
});

describe("a page", () => {
  it("runs no script, loads nothing, and has light, dark and print", async () => {
    const { text } = await fileOf("export istio linkerd as html");
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script|\son\w+=|<img|<link|<iframe|url\(|@import|\ssrc=/iu);
    expect(text).toContain("prefers-color-scheme:dark");
    expect(text).toContain("@media print");
    expect(text).toContain('<th scope="row">');
  });

  it("shows hostile text as it is, and follows no address but the web's", () => {
    const hostile = `</title><script>alert("1")</script> & 'x'`;
    const card: Card = {
      title: hostile,
      url: "javascript:alert(1)",
      banners: [{ kind: "archived", text: hostile }],
      blocks: [
        {
          type: "table",
          caption: `"><b>`,
          header: [hostile],
          rows: [[{ text: [{ kind: "link", text: hostile, url: `https://a.example/"onmouseover="x` }] }]],
        },
        { type: "paragraph", text: [{ kind: "link", text: "here", url: "data:text/html,x" }] },
      ],
    };
    const text = page(card);
    expect(text).not.toContain("<script>");
    expect(text).not.toMatch(/href="(?!https:\/\/a\.example)/u);
    expect(text).toContain("here (data:text/html,x)");
    expect(text).toContain("&lt;/title&gt;&lt;script&gt;");
    expect(text).toContain('aria-label="&quot;&gt;&lt;b&gt;"');
  });
});
