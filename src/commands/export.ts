/** `export`: a comparison as a file, in Markdown, CSV or HTML. */
import type { File } from "../bot/ask.ts";
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Card, code, plain } from "../card/card.ts";
import { markdown } from "../card/markdown.ts";
import { page } from "../card/page.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, nameOf } from "../catalog/catalog.ts";
import { type Subject, subjectName } from "../catalog/find.ts";
import { csv } from "../text/csv.ts";
import { listed } from "../text/listed.ts";
import { type Comparison, readComparison } from "./parse/comparison.ts";
import { documentOf, featuresOf, reopens } from "./present/document.ts";
import { footer, typed } from "./present/footer.ts";
import { spreadsheetOf } from "./present/spreadsheet.ts";

type Format = "markdown" | "csv" | "html";
type Query = Comparison & { readonly as: Format };
type Value = {
  readonly meshes: readonly MeshRef[];
  readonly on?: Subject;
  readonly format: Format;
  readonly name: string;
  /** How many features the file tells of. */
  readonly features: number;
};

const formats: Readonly<
  Record<Format, { readonly name: string; readonly ending: string; readonly use: string }>
> = {
  markdown: { name: "Markdown", ending: "md", use: "for a ticket or a wiki" },
  csv: { name: "CSV", ending: "csv", use: "for a spreadsheet" },
  html: { name: "HTML", ending: "html", use: "a page to print or to send; it needs no network" },
};
const all: readonly Format[] = ["markdown", "csv", "html"];

const words: Readonly<Record<string, Format>> = {
  markdown: "markdown",
  md: "markdown",
  csv: "csv",
  spreadsheet: "csv",
  excel: "csv",
  html: "html",
  page: "html",
  "web page": "html",
};
const inFormat = new RegExp(
  `^(.*?)\\s+(?:(?:as|to|in|into)\\s+)?(?:an?\\s+)?(${Object.keys(words).join("|")})(?:\\s+(?:file|table))?$`,
  "iu",
);

const asFile = new RegExp(
  `\\s(?:as|to|in|into)\\s+(?:an?\\s+)?(?:${Object.keys(words).join("|")})(?:\\s+(?:file|table))?$`,
  "iu",
);

export const exportComparison = defineCommand<Query, Value>({
  name: "export",
  aliases: ["download"],
  summary: "Write a comparison as a file, every cell with its source and date",
  usage: "compare <mesh> <mesh> [… up to 5] [on <group or feature>] as markdown|csv|html",
  examples: ["export compare istio linkerd as markdown", "export istio vs linkerd on security as csv"],
  parse: read,
  overhear: (text, context) => {
    // Asked for by name, it is not for those who would overhear “… vs …”.
    const [, named] = /^(?:export|download)\s+(.+)$/iu.exec(text) ?? [];
    if (named !== undefined) return read(named, context);
    if (!asFile.test(text)) return undefined;
    const reading = read(text, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  answer: (query, { catalog }) => ({
    meshes: query.refs,
    ...(query.on && { on: query.on }),
    format: query.as,
    name: nameOfFile(query),
    features: featuresOf(catalog, query).length,
  }),
  present,
  file: ({ meshes, on, format, name }, context): File => {
    const comparison = { refs: meshes, ...(on && { on }), all: true };
    switch (format) {
      case "markdown":
        return { name, text: `${markdown(documentOf(comparison, context))}\n` };
      case "csv":
        return { name, text: csv(spreadsheetOf(comparison, context)) };
      case "html":
        return { name, text: page(documentOf(comparison, context)) };
    }
  },
  again: (query) => exportOf(query, query.as),
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const [, rest = text, word] = inFormat.exec(text) ?? [];
  const as = words[word?.toLowerCase() ?? ""];
  const named = rest.replace(/^(?:the )?(?:compare|comparison(?: of| between)?)\b\s*/iu, "");
  const reading = readComparison(
    named,
    context,
    (names, on) =>
      `export compare ${names}${on === undefined ? "" : ` on ${on}`}${as === undefined ? "" : ` as ${as}`}`,
  );
  if (isProblem(reading)) return reading;
  if (as !== undefined) return parsed({ ...reading.query, as }, reading.assumed);
  return problem(
    "usage",
    "Export it as what?",
    `${all.map((it) => `${formats[it].name} is ${formats[it].use}`).join(". ")}.`,
    all.map((it) => ({ label: formats[it].name, command: exportOf(reading.query, it) })),
  );
}

const exportOf = ({ refs, on }: Comparison, as: Format): string =>
  `export compare ${refs.map(typed).join(" ")}${on === undefined ? "" : ` on ${on.id}`} as ${as}`;

/** Letters, digits and hyphens, whatever the names. */
const nameOfFile = ({ refs, on, as }: Query): string =>
  `${[...refs.map(typed), ...(on ? [on.id] : [])].join("-").replaceAll(" ", "-")}.${formats[as].ending}`;

function present({ meshes, on, format, name, features }: Value, { catalog, today }: Context): Card {
  const comparison = { refs: meshes, ...(on && { on }), all: true };
  const about = on ? `, ${subjectName(catalog, on).toLowerCase()}` : "";
  return {
    title: `${listed(meshes.map((ref) => nameOf(catalog, ref)))}${about} as ${formats[format].name}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      {
        type: "paragraph",
        text: [
          plain("The file "),
          code(name),
          plain(
            ` tells of ${features} ${features === 1 ? "feature" : "features"}, each with its source and date. ${formats[format].name} is ${formats[format].use}.`,
          ),
        ],
      },
      footer(catalog, []),
      {
        type: "buttons",
        buttons: [
          { label: "Side by side", command: reopens(comparison) },
          ...all
            .filter((it) => it !== format)
            .map((it) => ({ label: `As ${formats[it].name}`, command: exportOf(comparison, it) })),
        ],
      },
    ],
  };
}
