/** `sources`: where every fact about a mesh was read, and when. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Block, type Card, join, link, plain, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, nameOf, sourceOf } from "../catalog/catalog.ts";
import { citationsOf } from "../catalog/citations.ts";
import { statementsIn } from "../catalog/statements.ts";
import { readMeshes } from "./parse/meshes.ts";
import { footer, typed, wrongFact } from "./present/footer.ts";
import { opinionRuns } from "./present/ratings.ts";

type Query = { readonly refs: readonly MeshRef[]; readonly feature?: string };
type Cited = {
  readonly title: string;
  readonly url?: string;
  readonly asOf: string;
  readonly supports: readonly string[];
};
type Value = {
  readonly meshes: readonly MeshRef[];
  readonly feature?: string;
  readonly sources: readonly Cited[];
  /** The article's claims about these meshes, by number. */
  readonly claims: readonly number[];
};

export const sources = defineCommand<Query, Value>({
  name: "sources",
  aliases: ["source", "citations"],
  summary: "List where the facts about a mesh come from",
  usage: "<mesh> [feature]",
  examples: ["sources istio", "sources linkerd mtls"],
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
  present,
  again: ({ refs, feature }) =>
    `sources ${refs.map(typed).join(" ")}${feature === undefined ? "" : ` ${feature}`}`,
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

/** The mesh comes first; what follows it is the feature. */
function read(text: string, context: Context): Parsed<Query> | Problem {
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

function answer({ refs, feature }: Query, { catalog }: Context): Value {
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
    sources: [...cited.values()],
    claims: feature === undefined ? claims : [],
  };
}

function present({ meshes, feature, sources: cited, claims }: Value, { catalog, today }: Context): Card {
  const name = feature === undefined ? "" : `, ${catalog.featureById.get(feature)?.name ?? feature}`;
  const items = cited.map(
    ({ title, url, asOf, supports }): Text => [
      link(title, url),
      plain(feature === undefined ? ` (${asOf}): ${supports.join(", ")}` : ` (${asOf})`),
    ],
  );
  return {
    title: `Sources: ${join(
      meshes.map((ref) => nameOf(catalog, ref)),
      ", ",
    )
      .map(({ text }) => text)
      .join("")}${name}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      { type: "list", items },
      ...(feature === undefined && claims.length > 0 ? disputes(meshes, claims, catalog) : []),
      footer(catalog, []),
      {
        type: "buttons",
        buttons: meshes.flatMap((ref) => [
          { label: `Show ${typed(ref)}`, command: `show ${typed(ref)}` },
          wrongFact(ref, feature),
        ]),
      },
    ],
  };
}

/** What the article claims and a better source denies. */
function disputes(
  meshes: readonly MeshRef[],
  claims: readonly number[],
  catalog: Context["catalog"],
): readonly Block[] {
  const disputed = meshes.flatMap((ref) => {
    const mesh = meshOf(catalog, ref.mesh);
    return statementsIn(mesh)
      .map(({ statement }) => statement)
      .filter(({ by, dispute }) => by === "article" && dispute !== undefined)
      .map((statement) => opinionRuns(catalog, mesh, statement));
  });
  return [
    {
      type: "heading",
      text: `The article: ${claims.length} claims carried, ${disputed.length} statements disputed`,
    },
    { type: "list", items: disputed },
  ];
}
