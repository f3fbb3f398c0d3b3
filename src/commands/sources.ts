/** `sources`: where every fact about a mesh was read, and when; and where the sources disagree. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Button, type Card, link, plain, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, nameOf, sourceOf } from "../catalog/catalog.ts";
import { citationsOf } from "../catalog/citations.ts";
import { statementsIn } from "../catalog/statements.ts";
import { listed } from "../text/listed.ts";
import { readMeshes } from "./parse/meshes.ts";
import { footer, shortName, typed, wrongFact } from "./present/footer.ts";
import { disputedIn, disputedLines, disputesOf } from "./present/ratings.ts";

type Query = {
  readonly refs: readonly MeshRef[];
  readonly feature?: string;
  /** Pages count from 1. */
  readonly page: number;
  readonly disputes: boolean;
};
type Cited = {
  readonly title: string;
  readonly url?: string;
  readonly asOf: string;
  readonly supports: readonly string[];
};
type Value = {
  readonly meshes: readonly MeshRef[];
  readonly feature?: string;
  /** All of them, those that support most first; the card shows a page. */
  readonly sources: readonly Cited[];
  /** The article's claims about these meshes, by number. */
  readonly claims: readonly number[];
  readonly page: number;
  /** Whether the card shows what sources disagree on. */
  readonly disputes: boolean;
};

/** With so many every platform keeps the links. */
const perPage = 15;
/** So many of the facts a source supports are named. */
const mostNamed = 4;

export const sources = defineCommand<Query, Value>({
  name: "sources",
  aliases: ["source", "citations"],
  summary: "List where the facts about a mesh come from",
  usage: "<mesh> [feature|disputes|page 2]",
  examples: ["sources istio", "sources linkerd mtls", "sources istio disputes"],
  parse: read,
  overhear: (text, context) => {
    const asked =
      /^(?:what are the |where are the |show (?:me )?the )?(?:sources?|citations?|evidence|proof)(?: (?:for|of|about|on))? (.+)$|^where does (?:the )?(.+?) (?:data |information )?come from$/iu.exec(
        text,
      );
    const said = asked?.[1] ?? asked?.[2];
    return said === undefined ? undefined : read(said, context);
  },
  answer,
  present: (value, context) => (value.disputes ? disputesCard(value, context) : sourcesCard(value, context)),
  again: ({ refs, feature, page, disputes }) => (disputes ? disputesOf(refs) : pageOf(refs, feature, page)),
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

const pageOf = (refs: readonly MeshRef[], feature: string | undefined, page: number): string =>
  [
    `sources ${refs.map(typed).join(" ")}`,
    ...(feature === undefined ? [] : [feature]),
    ...(page > 1 ? [`page ${page}`] : []),
  ].join(" ");

/** Takes “disputes” or “page 2” off the end. */
function read(text: string, context: Context): Parsed<Query> | Problem {
  const [, names = text, page] =
    /^(.+?)[\s,]+(?:(?:disputes|disputed|disagreements)|page (\d{1,2}))$/iu.exec(text) ?? [];
  const named = readNames(names, context);
  if (isProblem(named)) return named;
  const asked = { page: Math.max(1, Number(page ?? 1)), disputes: names !== text && page === undefined };
  return parsed({ ...named.query, ...asked }, named.assumed);
}

/** The mesh comes first; what follows it is the feature. */
function readNames(text: string, context: Context): Parsed<Pick<Query, "refs" | "feature">> | Problem {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  for (let at = words.length - 1; at > 0; at--) {
    const ref = context.find.exactMesh(words.slice(0, at).join(" "));
    const rest = words
      .slice(at)
      .join(" ")
      .replace(/^(?:on|for|about) /iu, "");
    if (!ref || context.find.exactMesh(words.join(" ")) || context.find.mesh(rest).kind === "exact") continue;
    const found = context.find.subject(rest);
    if (found.kind !== "unknown" && found.kind !== "ambiguous" && found.item.kind === "feature")
      return parsed({ refs: [ref], feature: found.item.id }, found.kind === "assumed" ? [found.because] : []);
  }
  const named = readMeshes(text, context, (better) => `sources ${better}`);
  if (isProblem(named)) return named;
  if (named.refs.length === 0)
    return problem(
      "usage",
      "Sources for which mesh?",
      "Name one, such as sources istio, and a feature if you like.",
      [
        { label: "Istio", command: "sources istio" },
        { label: "List all meshes", command: "list" },
      ],
    );
  return parsed({ refs: named.refs }, named.assumed);
}

function answer({ refs, feature, page, disputes }: Query, { catalog }: Context): Value {
  const cited = new Map<string, { title: string; url?: string; asOf: string; supports: string[] }>();
  for (const ref of refs) {
    const mesh = meshOf(catalog, ref.mesh);
    for (const { about, key, asOf } of citationsOf(catalog, ref, feature)) {
      const { title, url } = sourceOf(catalog, mesh, key);
      const entry = cited.get(`${title} ${url ?? ""}`) ?? { title, ...(url && { url }), asOf, supports: [] };
      if (!entry.supports.includes(about)) entry.supports.push(about);
      cited.set(`${title} ${url ?? ""}`, entry);
    }
  }
  const claims = [
    ...new Set(
      refs.flatMap((ref) =>
        statementsIn(meshOf(catalog, ref.mesh)).flatMap(({ statement: { claim } }) => claim ?? []),
      ),
    ),
  ].sort((a, b) => a - b);
  return {
    meshes: refs,
    ...(feature && { feature }),
    sources: [...cited.values()].toSorted((a, b) => b.supports.length - a.supports.length),
    claims: feature === undefined ? claims : [],
    page: Math.min(page, Math.max(1, Math.ceil(cited.size / perPage))),
    disputes,
  };
}

function sourcesCard(value: Value, { catalog, today }: Context): Card {
  const { meshes, feature, sources: cited, page } = value;
  const name = feature === undefined ? "" : `, ${catalog.featureById.get(feature)?.name ?? feature}`;
  const from = (page - 1) * perPage;
  const shown = cited.slice(from, from + perPage);
  const items = shown.map(
    ({ title, url, asOf, supports }): Text => [
      link(title, url),
      plain(feature === undefined ? ` (${asOf}): ${someOf(supports)}` : ` (${asOf})`),
    ],
  );
  return {
    title: `Sources: ${meshes.map((ref) => nameOf(catalog, ref)).join(", ")}${name}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      ...(cited.length > shown.length
        ? [
            {
              type: "paragraph" as const,
              text: `${from + 1} to ${from + shown.length} of ${cited.length}, those that support most first.`,
            },
          ]
        : []),
      { type: "list", items },
      footer(catalog, [], articleNote(value, catalog)),
      { type: "buttons", buttons: sourceButtons(value, catalog) },
    ],
  };
}

/** “Metrics, Tracing, Kiali, status and 20 more”. */
function someOf(supported: readonly string[]): string {
  const supports = supported.map((it) => it.replace(/, rated$/u, " rating"));
  const more = supports.length - mostNamed;
  return more > 1 ? `${supports.slice(0, mostNamed).join(", ")} and ${more} more` : supports.join(", ");
}

/** How much of the article is carried, and how much of that a better source denies. */
function articleNote({ meshes, claims, page }: Value, catalog: Context["catalog"]): string {
  if (claims.length === 0 || page > 1) return "";
  const denied = meshes
    .flatMap(({ mesh }) => disputedIn(meshOf(catalog, mesh)))
    .filter(({ statement }) => statement.by === "article").length;
  return `Of the article, ${claims.length} claims are carried; other sources dispute ${denied} statements.`;
}

function sourceButtons(
  { meshes, feature, sources: cited, page }: Value,
  catalog: Context["catalog"],
): readonly Button[] {
  const left = Math.min(perPage, cited.length - page * perPage);
  const disputed = meshes.some(({ mesh }) => disputedIn(meshOf(catalog, mesh)).length > 0);
  return [
    ...(left > 0 ? [{ label: `Next ${left}`, command: pageOf(meshes, feature, page + 1) }] : []),
    ...(disputed && feature === undefined
      ? [{ label: "What is disputed", command: disputesOf(meshes) }]
      : []),
    ...meshes.flatMap((ref) => [
      { label: `Show ${shortName(catalog, ref)}`, command: `show ${typed(ref)}` },
      ...(meshes.length > 1 ? [] : [wrongFact(ref, feature)]),
    ]),
  ];
}

/** What one source says and another denies, both by name. */
function disputesCard({ meshes }: Value, { catalog, today }: Context): Card {
  const named = [...new Set(meshes.map(({ mesh }) => mesh))].map((mesh): MeshRef => ({ mesh }));
  const lines = named.flatMap((ref) => disputedLines(catalog, ref, named.length > 1));
  const statements = named.flatMap(({ mesh }) => disputedIn(meshOf(catalog, mesh)));
  const names = listed(named.map((ref) => shortName(catalog, ref)));
  return {
    title: lines.length > 0 ? `Where sources disagree on ${names}` : `No source disagrees on ${names}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      ...(lines.length > 0 ? [{ type: "list" as const, items: lines }] : []),
      footer(catalog, [{ opinions: statements.map(({ statement }) => statement) }]),
      {
        type: "buttons",
        buttons: [
          { label: "All sources", command: pageOf(meshes, undefined, 1) },
          ...named.slice(0, 1).map((ref) => wrongFact(ref)),
        ],
      },
    ],
  };
}
