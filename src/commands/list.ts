/** `list`: the meshes in the catalog, all or those that pass a filter. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Card, plain, strong } from "../card/card.ts";
import { bannersFor, bannersOf, isRetired, standingOf } from "../catalog/banners.ts";
import { cellOf, companyOn, featureOf, type Grade, isGraded, type Mesh, meshOf } from "../catalog/catalog.ts";
import { foldName } from "../text/tidy.ts";
import { footer } from "./present/footer.ts";

type Query = { readonly filter?: string; readonly passes: readonly string[] };
type Value = {
  readonly filter?: string;
  readonly meshes: readonly { readonly id: string; readonly name: string; readonly status: string }[];
};

const having: readonly Grade[] = ["default", "opt-in", "partial", "vendor-only"];

export const list = defineCommand<Query, Value>({
  name: "list",
  aliases: ["ls", "meshes", "catalog"],
  summary: "List the meshes I know, all or by status, licence or feature",
  usage: "[active|dead|open source|commercial|approved|forbidden|<feature>]",
  examples: ["list", "list open source", "list vms"],
  parse: read,
  overhear: (text, context) => {
    const asked =
      /^(?:what|which) (?:service )?meshes (?:do you know|are there|exist|can you compare|are in the catalog)|^(?:list|show)(?: me)?(?: all)?(?: the)? (?:service )?meshes(?: (?:that|which) (?:support|have|are))?(?<filter> .+)?$/iu.exec(
        text,
      );
    return asked ? read(asked.groups?.filter?.trim() ?? "", context) : undefined;
  },
  answer: ({ filter, passes }, { catalog }) => ({
    ...(filter !== undefined && { filter }),
    meshes: passes
      .map((id) => meshOf(catalog, id))
      .map(({ id, name, status }) => ({ id, name, status: status.state })),
  }),
  present,
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const words = text
    .replace(/^(?:all|the|only|me|meshes|service meshes)\b\s*/iu, "")
    .replace(/\s*\bmesh(?:es)?$/iu, "");
  const { catalog } = context;
  if (words === "") return parsed({ passes: catalog.meshes.map(({ id }) => id) });
  const test = byKind(words, context) ?? byFeature(words, context);
  if (isProblem(test)) return test;
  const passes = catalog.meshes.filter(test.query.test).map(({ id }) => id);
  return parsed({ filter: test.query.name, passes }, test.assumed);
}

type Filter = { readonly name: string; readonly test: (mesh: Mesh) => boolean };

/** Filters that are no feature, each with the words for it. */
const kinds: readonly (readonly [words: string, test: (mesh: Mesh, context: Context) => boolean])[] = [
  ["everything|all meshes", () => true],
  ["active|maintained|alive|supported", (mesh, { today }) => !isRetired(mesh, today)],
  ["dormant|inactive", (mesh, { today }) => standingOf(mesh, today).state === "dormant"],
  ["archived", ({ status }) => status.state === "archived"],
  ["ended|end of life|eol|discontinued", (mesh, { today }) => standingOf(mesh, today).state === "ended"],
  ["dead|retired|unmaintained|abandoned", (mesh, { today }) => isRetired(mesh, today)],
  ["open source|oss|foss", ({ offering }) => offering === "open-source"],
  ["not open source|closed source|proprietary", ({ offering }) => offering !== "open-source"],
  ["source available", ({ offering }) => offering === "source-available"],
  ["commercial|paid|vendor", ({ offering }) => offering === "commercial" || offering === "managed"],
  ...(["approved", "trial", "forbidden"] as const).map(
    (state) =>
      [
        state,
        ({ id }: Mesh, { catalog }: Context) => companyOn(catalog, id)?.approval?.state === state,
      ] as const,
  ),
];

function byKind(words: string, context: Context): Parsed<Filter> | undefined {
  const folded = foldName(words.replace(/^(?:that|which) (?:are|is) /iu, ""));
  for (const [names, test] of kinds) {
    const [name = folded] = names.split("|");
    if (names.split("|").includes(folded)) return parsed({ name, test: (mesh) => test(mesh, context) });
  }
  return undefined;
}

function byFeature(words: string, context: Context): Parsed<Filter> | Problem {
  const { find, catalog } = context;
  const found = find.subject(words);
  const feature =
    (found.kind === "exact" || found.kind === "assumed") && found.item.kind === "feature"
      ? featureOf(catalog, found.item.id)
      : undefined;
  if (feature?.kind !== "graded")
    return problem(
      "unknown",
      `I cannot filter by “${words.slice(0, 40)}”`,
      "Filter by status (active, dormant, archived, ended), by licence (open source, commercial), by approval (approved, trial, forbidden) or by a feature such as vms or mtls.",
      [
        { label: "Open source", command: "list open source" },
        { label: "Virtual machines", command: "list vms" },
        { label: "All", command: "list" },
      ],
    );
  const test = ({ id }: Mesh) => {
    const cell = cellOf(catalog, { mesh: id }, feature.id);
    return (
      isGraded(cell) && [cell, ...Object.values(cell.modes ?? {})].some(({ grade }) => having.includes(grade))
    );
  };
  return parsed({ name: feature.name, test }, found.kind === "assumed" ? [found.because] : []);
}

function present({ filter, meshes }: Value, { catalog, today }: Context): Card {
  const count = meshes.length === 1 ? "1 mesh" : `${meshes.length} meshes`;
  const items = meshes.map(({ id }) => {
    const mesh = meshOf(catalog, id);
    const company = companyOn(catalog, id)?.approval?.state;
    const marks = [
      ...bannersOf(mesh, today).map(({ kind }) => kind.replaceAll("-", " ")),
      ...(company ? [`${company} at ${catalog.overlay?.company}`] : []),
    ];
    return [
      strong(mesh.name),
      plain(marks.length > 0 ? ` (${marks.join(", ")})` : ""),
      plain(`. ${mesh.tagline}`),
    ];
  });
  return {
    title: filter === undefined ? count : `${count}: ${filter}`,
    banners: bannersFor(
      catalog,
      meshes.map(({ id }) => ({ mesh: id })),
      today,
    ),
    blocks: [
      meshes.length > 0
        ? { type: "list", items }
        : { type: "paragraph", text: "No mesh in the catalog passes this filter." },
      footer(catalog, []),
      ...(meshes.length > 0
        ? [
            {
              type: "select" as const,
              label: "Show…",
              ...(filter === undefined && { suggests: "names meshes" }),
              options: meshes.map(({ id }) => ({ label: meshOf(catalog, id).name, command: `show ${id}` })),
            },
          ]
        : []),
      {
        type: "buttons",
        buttons: [
          { label: "Which fits us?", command: "recommend" },
          { label: "Wrong fact?", command: "report" },
          ...(filter === undefined ? [] : [{ label: "All meshes", command: "list" }]),
        ],
      },
    ],
  };
}
