/** `report`: a ready-filled report of a wrong fact, for the tracker or to be copied. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Card, wordsOf } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Catalog, cellOf, isRated, type MeshRef, meshOf, nameOf, sourceOf } from "../catalog/catalog.ts";
import { readOne } from "./parse/one.ts";
import { tableCell } from "./present/cells.ts";
import { shortName, typed } from "./present/footer.ts";

type Query = { readonly ref: MeshRef; readonly feature?: string };
type Value = { readonly title: string; readonly body: string; readonly mesh: string; readonly url?: string };

export const report = defineCommand<Query, Value>({
  name: "report",
  aliases: ["wrong"],
  summary: "Fill in a report of a wrong fact",
  usage: "<mesh> [feature]",
  examples: ["report linkerd mtls", "report istio"],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^(?:the )?(.+?) (?:is|are|looks?|seems?) (?:wrong|incorrect|outdated|out of date|false)$/iu.exec(
        text,
      )?.[1];
    if (said === undefined) return undefined;
    const reading = read(said, context);
    return isProblem(reading) ? undefined : reading;
  },
  answer: ({ ref, feature }, { catalog, tracker }) => {
    const subject = feature === undefined ? "the card" : (catalog.featureById.get(feature)?.name ?? feature);
    const title = `Wrong fact: ${nameOf(catalog, ref)}, ${subject}`;
    const lines = [
      `Mesh: ${typed(ref)}`,
      ...(feature === undefined
        ? []
        : [
            `Feature: ${feature}`,
            `Value shown: ${wordsOf(tableCell(catalog, ref, feature).text)}`,
            ...sourceLines(ref, feature, catalog),
          ]),
      `Catalog: ${catalog.version} of ${catalog.date}`,
      "What is right: ",
      "Source that says so: ",
    ];
    const body = lines.join("\n");
    return {
      title,
      body,
      mesh: ref.mesh,
      ...(tracker !== undefined && { url: filled(tracker, title, body) }),
    };
  },
  present,
  notice: ({ title, body }) => ({ title, banners: [], blocks: [{ type: "code", code: body }] }),
  again: ({ ref, feature }) => `report ${typed(ref)}${feature === undefined ? "" : ` ${feature}`}`,
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const [, subject = "", mesh = ""] = /^(?:the )?(.+?) (?:of|in|for) (.+)$/iu.exec(text) ?? [];
  const [ref, about] = [context.find.exactMesh(mesh), context.find.exactSubject(subject)];
  if (ref && about?.kind === "feature") return parsed({ ref, feature: about.id });
  const words = text.split(/\s+/u).filter((word) => word !== "");
  for (let at = words.length - 1; at > 0; at--) {
    const ref = context.find.exactMesh(words.slice(0, at).join(" "));
    const subject = context.find.exactSubject(words.slice(at).join(" "));
    if (ref && subject?.kind === "feature") return parsed({ ref, feature: subject.id });
  }
  const whole = context.find.exactSubject(text);
  if (whole?.kind === "feature") return ofWhich(whole.id, context);
  const one = readOne(text, "report", context);
  return isProblem(one) ? one : parsed({ ref: one.query }, one.assumed);
}

const mostOffered = 5;

/** A feature without a mesh: the meshes most asked about are offered. */
function ofWhich(feature: string, { catalog }: Context): Problem {
  const name = catalog.featureById.get(feature)?.name ?? feature;
  return problem(
    "usage",
    `${name} of which mesh?`,
    `Name the mesh as well, such as report linkerd ${feature}.`,
    catalog.meshes.slice(0, mostOffered).map(({ id }) => ({
      label: shortName(catalog, { mesh: id }),
      command: `report ${id} ${feature}`,
    })),
  );
}

/** Each source of a cell by who published it, with its address. */
function sourceLines(ref: MeshRef, feature: string, catalog: Catalog): readonly string[] {
  const cell = cellOf(catalog, ref, feature);
  const cited = isRated(cell)
    ? cell.opinions.flatMap(({ by, asOf, dispute }) => [{ by, asOf }, ...(dispute ? [dispute] : [])])
    : cell.sources.map((by) => ({ by, asOf: cell.asOf }));
  return cited.map(({ by, asOf }) => {
    const { publisher, url } = sourceOf(catalog, meshOf(catalog, ref.mesh), by);
    return `Source: ${publisher}, ${asOf}${url === undefined ? "" : `, ${url}`}`;
  });
}

/** The tracker's address with title and body, as GitHub and GitLab take them. */
function filled(tracker: string, title: string, body: string): string {
  const url = new URL(tracker);
  url.searchParams.set("title", title);
  url.searchParams.set("body", body);
  return url.href;
}

function present({ title, body, mesh, url }: Value, { catalog, today, reportsToChannel }: Context): Card {
  const ref = { mesh };
  const back = { label: `Show ${shortName(catalog, ref)}`, command: `show ${mesh}` };
  const sent =
    "This was sent to the channel of those who look after the catalog; tell them there what is right.";
  const opens =
    "The button opens the tracker with the report filled in; add what is right and where it says so.";
  const copy = "Copy this to whoever looks after the catalog, with what is right and where it says so.";
  return {
    title,
    banners: bannersFor(catalog, [ref], today),
    blocks: [
      {
        type: "paragraph",
        text: [
          "Thank you.",
          ...(reportsToChannel ? [sent] : []),
          ...(url === undefined ? (reportsToChannel ? [] : [copy]) : [opens]),
        ].join(" "),
      },
      { type: "code", code: body },
      { type: "buttons", buttons: url === undefined ? [back] : [{ label: "Open the tracker", url }, back] },
    ],
  };
}
