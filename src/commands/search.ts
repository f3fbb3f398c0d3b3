/** `search`: finds meshes, features and notes by words, and says why each was found. */
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import { type Card, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Catalog, isGraded, isRated, type Mesh, type Statement } from "../catalog/catalog.ts";
import { statementsIn } from "../catalog/statements.ts";
import { createSearch, type Text } from "../text/search.ts";
import { footer } from "./present/footer.ts";

type Thing = {
  readonly kind: "mesh" | "feature" | "note";
  readonly name: string;
  readonly command: string;
  readonly mesh?: string;
};
type Value = {
  readonly words: string;
  readonly found: readonly (Thing & { readonly because: string })[];
};

const mostFound = 8;
const searches = new WeakMap<Catalog, ReturnType<typeof createSearch<Thing>>>();

export const search = defineCommand<string, Value>({
  name: "search",
  aliases: [],
  summary: "Find meshes, features and notes by words",
  usage: "<words>",
  examples: ["search spiffe", "search post-quantum"],
  parse: (text) =>
    text === ""
      ? problem("usage", "Search for what?", "Name one or more words, such as search spiffe.", [
          { label: "search spiffe", command: "search spiffe" },
        ])
      : parsed(text.replace(/^(?:for|up) /iu, "")),
  overhear: (text) => {
    const said = /^(?:find|look (?:up|for)|search for|where is)(?: me)? (.+)$/iu.exec(text)?.[1];
    return said === undefined ? undefined : parsed(said);
  },
  answer: (words, { catalog }) => {
    const found = searchOf(catalog)(words, mostFound * 3).map(({ item, text }) => ({
      ...item,
      because: text,
    }));
    const first = found
      .filter((it, at) => found.findIndex(({ command }) => command === it.command) === at)
      .slice(0, mostFound);
    if (first.length === 0)
      return problem(
        "unknown",
        `Nothing found for “${words.slice(0, 40)}”`,
        "Try one word, or ask for a feature or a mesh.",
        [
          { label: "All meshes", command: "list" },
          { label: "Help", command: "help" },
        ],
      );
    return { words, found: first };
  },
  present,
});

function searchOf(catalog: Catalog): ReturnType<typeof createSearch<Thing>> {
  const known = searches.get(catalog);
  if (known) return known;
  const built = createSearch([...featureTexts(catalog), ...meshTexts(catalog)]);
  searches.set(catalog, built);
  return built;
}

const featureTexts = ({ features }: Catalog): readonly Text<Thing>[] =>
  features.flatMap(({ id, name, aliases, meaning, why }) => {
    const item: Thing = { kind: "feature", name, command: `feature ${id}` };
    return [
      { item, text: [name, id, ...aliases].join(", "), weight: 4 },
      { item, text: `${meaning} ${why}`, weight: 2 },
    ];
  });

const meshTexts = ({ meshes, featureById }: Catalog): readonly Text<Thing>[] =>
  meshes.flatMap((mesh) => {
    const { id, name, aliases, tagline, suits, cells } = mesh;
    const item: Thing = { kind: "mesh", name, command: `show ${id}`, mesh: id };
    const notes = Object.entries(cells).flatMap(([feature, cell]): Text<Thing>[] => {
      if (isRated(cell)) return [];
      const said = [isGraded(cell) ? cell.how : cell.value, cell.note]
        .filter((it) => it !== undefined)
        .join(". ");
      const about = featureById.get(feature)?.name ?? feature;
      const note: Thing = {
        kind: "note",
        name: `${name}: ${about}`,
        command: `feature ${feature} of ${id}`,
        mesh: id,
      };
      return said === "" ? [] : [{ item: note, text: said, weight: 1 }];
    });
    return [
      { item, text: [name, id, ...aliases].join(", "), weight: 5 },
      { item, text: `${tagline} ${suits}`, weight: 2 },
      ...notes,
      ...statementsIn(mesh).flatMap(({ statement }) => statementTexts(mesh, statement)),
    ];
  });

/** What somebody said of a mesh, and what a better source holds against it. */
const statementTexts = ({ id, name }: Mesh, { says, dispute }: Statement): readonly Text<Thing>[] =>
  [says, ...(dispute ? [dispute.says] : [])].map((text) => ({
    item: { kind: "note", name: `${name}: what is said of it`, command: `show ${id} all`, mesh: id },
    text,
    weight: 1,
  }));

function present({ words, found }: Value, { catalog, today }: Context): Card {
  const meshes = found.flatMap(({ mesh }) => (mesh === undefined ? [] : [{ mesh }]));
  return {
    title: `Found for “${words.length > 60 ? `${words.slice(0, 59)}…` : words}”`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      {
        type: "list",
        items: found.map(({ kind, name, because }) => [strong(name), plain(` (${kind}): ${because}`)]),
      },
      footer(catalog, []),
      {
        type: "select",
        label: "Open…",
        options: found.map(({ name, command }) => ({ label: name, command })),
      },
    ],
  };
}
