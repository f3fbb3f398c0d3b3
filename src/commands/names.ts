/** `names`: the names that fit what somebody has typed so far, for menus that look ahead. */
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import type { Option } from "../card/card.ts";
import { type MeshRef, nameOf } from "../catalog/catalog.ts";
import { type Found, type Subject, subjectName } from "../catalog/find.ts";
import { foldName } from "../text/tidy.ts";
import { meshNames, type Name, topicNames } from "./present/names.ts";

type Query = { readonly of: "meshes" | "topics" | "all"; readonly start: string };
type Value = Query & { readonly options: readonly Option[] };

/** As many as a menu of any platform holds. */
const most = 100;

export const names = defineCommand<Query, Value>({
  name: "names",
  hidden: true,
  summary: "List the names that fit what is typed so far",
  usage: "[meshes|topics] [<start of a name>]",
  examples: ["names isti", "names meshes", "names topics rate"],
  parse: (text) => {
    const [, of = "all", start = ""] = /^(?:(meshes|topics)\b)?\s*(.*)$/iu.exec(text) ?? [];
    return parsed({ of: kindOf(of.toLowerCase()), start });
  },
  answer: (query, context) => {
    const options = optionsFor(query, context).slice(0, most);
    if (options.length > 0) return { ...query, options };
    return problem("unknown", "Nothing goes by a name like that", "Try another one, or fewer letters.", [
      { label: "List all meshes", command: "list" },
    ]);
  },
  present: ({ options }) => ({
    title: "Names that fit",
    banners: [],
    blocks: [{ type: "select", label: "Choose one", options }],
  }),
});

const kindOf = (word: string): Query["of"] => (word === "meshes" || word === "topics" ? word : "all");

function optionsFor({ of, start }: Query, context: Context): readonly Option[] {
  const { catalog } = context;
  const all = [
    ...(of === "topics" ? [] : meshNames(catalog)),
    ...(of === "meshes" ? [] : topicNames(catalog)),
  ];
  const fitting = fittingIn(all, foldName(start));
  const found = fitting.length > 0 ? fitting : closeTo(start, of, all, context);
  return found.map(({ label, words, command }) => ({ label, command: of === "all" ? command : words }));
}

const unfit = 4;

/** Those that are it, then those that start with it, then those with a word that does, then those that hold it. */
function fittingIn(all: readonly Name[], start: string): readonly Name[] {
  const rankOf = ({ known }: Name) =>
    Math.min(
      ...known.map(foldName).map((name) => {
        if (name === start) return 0;
        if (name.startsWith(start)) return 1;
        if (name.includes(` ${start}`)) return 2;
        return start.length >= 3 && name.replaceAll(" ", "").includes(start.replaceAll(" ", "")) ? 3 : unfit;
      }),
    );
  const ranked = all.map((name) => ({ name, rank: rankOf(name) })).filter(({ rank }) => rank < unfit);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ name }) => name);
}

/** What a mistyped name may mean. */
function closeTo(
  start: string,
  of: Query["of"],
  all: readonly Name[],
  { find, catalog }: Context,
): readonly Name[] {
  const labels = [
    ...(of === "topics" ? [] : itemsOf(find.mesh(start)).map((ref: MeshRef) => nameOf(catalog, ref))),
    ...(of === "meshes"
      ? []
      : itemsOf(find.subject(start)).map((subject: Subject) => subjectName(catalog, subject))),
  ];
  return labels.flatMap((label) => all.find((name) => name.label === label) ?? []);
}

function itemsOf<Item>(found: Found<Item>): readonly Item[] {
  if (found.kind === "ambiguous") return found.items;
  return found.kind === "unknown" ? [] : [found.item];
}
