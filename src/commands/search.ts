/** `search`: finds meshes, features and notes by words, and says why each was found. */
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import { type Card, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Catalog, featureOf, isGraded, isRated, type Mesh, type Statement } from "../catalog/catalog.ts";
import { statementsIn } from "../catalog/statements.ts";
import { createSearch, type Text } from "../text/search.ts";
import { footer } from "./present/footer.ts";

type Thing = {
  readonly kind: "mesh" | "feature" | "note";
  readonly name: string;
  readonly command: string;
  readonly mesh?: string;
};
/** A thing as it is looked for, with the names it goes by. */
type Indexed = Thing & { readonly names: readonly string[] };
/** A thing, and why it was found. */
type Found = Thing & { readonly because: string };
type Value = {
  readonly words: string;
  /** Whether every word was found, or only the most. */
  readonly partial: boolean;
  readonly found: readonly Found[];
};

const mostFound = 8;
const searches = new WeakMap<Catalog, ReturnType<typeof createSearch<Indexed>>>();

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
  answer: (words, context) => {
    const hits = searchOf(context.catalog)(words, mostFound * 3);
    const byWords = hits.map(({ item, text }): Found => ({ ...item, because: becauseOf(item, text) }));
    const [things, notes] = [byWords.filter(isThing), byWords.filter((it) => !isThing(it))];
    const partial = hits.some((it) => it.partial);
    const all = partial
      ? [...byMeaning(words, context), ...things, ...notes]
      : [...things, ...byMeaning(words, context), ...notes];
    const found = all
      .filter((it, at) => all.findIndex(({ command }) => command === it.command) === at)
      .slice(0, mostFound);
    if (found.length === 0)
      return problem(
        "unknown",
        `Nothing found for “${words.slice(0, 40)}”`,
        "Try one word, or ask for a feature or a mesh.",
        [
          { label: "All meshes", command: "list" },
          { label: "Help", command: "help" },
        ],
      );
    return { words, partial, found };
  },
  present,
});

const isThing = ({ kind }: Thing) => kind !== "note";

/** A name is said to be one; other texts speak for themselves. */
const becauseOf = ({ kind, name, names }: Indexed, text: string): string =>
  kind === "note" || !names.includes(text)
    ? text
    : text === name
      ? `named “${name}”`
      : `also called “${text}”`;

const mostMeant = 2;

/** The features that the words ask for in the advisor's reading, whatever they are called. */
function byMeaning(words: string, { advisor, catalog }: Context): readonly Found[] {
  return advisor.read(words).needs.flatMap(({ id, words: said }) =>
    featuresIn(advisor.requirementById.get(id)?.satisfied)
      .slice(0, mostMeant)
      .map((feature): Found => {
        const { name, meaning } = featureOf(catalog, feature);
        return {
          kind: "feature",
          name,
          command: `feature ${feature}`,
          because: `what “${said}” asks for. ${meaning}`,
        };
      }),
  );
}

/** Every feature that an expression of a requirement names, in order. */
function featuresIn(expression: unknown): readonly string[] {
  if (typeof expression !== "object" || expression === null) return [];
  return Object.entries(expression).flatMap(([key, inner]) =>
    (key === "feature" || key === "rated") && typeof inner === "string" ? [inner] : featuresIn(inner),
  );
}

function searchOf(catalog: Catalog): ReturnType<typeof createSearch<Indexed>> {
  const known = searches.get(catalog);
  if (known) return known;
  const built = createSearch([...featureTexts(catalog), ...meshTexts(catalog)]);
  searches.set(catalog, built);
  return built;
}

const featureTexts = ({ features }: Catalog): readonly Text<Indexed>[] =>
  features.flatMap(({ id, name, aliases, meaning, why }) => {
    const names = [name, ...aliases];
    const item: Indexed = { kind: "feature", name, command: `feature ${id}`, names };
    return [
      ...names.map((text) => ({ item, text, weight: 4 })),
      { item, text: `${meaning} ${why}`, weight: 2 },
    ];
  });

const meshTexts = ({ meshes, featureById }: Catalog): readonly Text<Indexed>[] =>
  meshes.flatMap((mesh) => {
    const { id, name, aliases, tagline, suits, cells } = mesh;
    const names = [name, ...aliases];
    const item: Indexed = { kind: "mesh", name, command: `show ${id}`, mesh: id, names };
    const notes = Object.entries(cells).flatMap(([feature, cell]): Text<Indexed>[] => {
      if (isRated(cell)) return [];
      const said = [isGraded(cell) ? cell.how : cell.value, cell.note]
        .filter((it) => it !== undefined)
        .join(". ");
      const about = featureById.get(feature)?.name ?? feature;
      const note: Indexed = {
        kind: "note",
        name: `${name}: ${about}`,
        command: `feature ${feature} of ${id}`,
        mesh: id,
        names: [],
      };
      return said === "" ? [] : [{ item: note, text: said, weight: 1 }];
    });
    return [
      ...names.map((text) => ({ item, text, weight: 5 })),
      { item, text: `${tagline} Suits ${suits}.`, weight: 2 },
      ...notes,
      ...statementsIn(mesh).flatMap(({ statement }) => statementTexts(mesh, statement)),
    ];
  });

/** What somebody said of a mesh, and what a better source holds against it. */
const statementTexts = ({ id, name }: Mesh, { says, dispute }: Statement): readonly Text<Indexed>[] =>
  [says, ...(dispute ? [dispute.says] : [])].map((text) => ({
    item: {
      kind: "note",
      name: `${name}: what is said of it`,
      command: `show ${id} all`,
      mesh: id,
      names: [],
    },
    text,
    weight: 1,
  }));

function present({ words, partial, found }: Value, { catalog, today }: Context): Card {
  const meshes = found.flatMap(({ mesh }) => (mesh === undefined ? [] : [{ mesh }]));
  return {
    title: `Found for “${words.length > 60 ? `${words.slice(0, 59)}…` : words}”`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      ...(partial
        ? [{ type: "note" as const, text: "Nothing has all these words; what comes closest:" }]
        : []),
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
      { type: "buttons", buttons: [{ label: "Wrong fact?", command: "report" }] },
    ],
  };
}
