/** `show`: the summary card of one mesh. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem } from "../bot/problem.ts";
import { type Block, type Button, type Card, join, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import {
  cellOf,
  isRated,
  isStated,
  type Mesh,
  type MeshRef,
  meshOf,
  nameOf,
  type Statement,
} from "../catalog/catalog.ts";
import { successorsOf } from "../catalog/successors.ts";
import { readOne } from "./parse/one.ts";
import { cellJson, tableCell } from "./present/cells.ts";
import { companySays } from "./present/company.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";
import { opinionRuns } from "./present/ratings.ts";

type Query = { readonly ref: MeshRef; readonly all: boolean };
type Value = MeshRef & {
  readonly name: string;
  readonly all: boolean;
  readonly tagline: string;
  readonly cells: readonly ReturnType<typeof cellJson>[];
};

const sections = [
  ["overview", "Overview"],
  ["features", "Features"],
  ["installation", "Installation"],
  ["useCases", "Use cases"],
  ["pros", "Pros"],
  ["cons", "Cons"],
] as const;

export const show = defineCommand<Query, Value>({
  name: "show",
  aliases: ["describe", "explain"],
  summary: "Show what one mesh is, does and lacks",
  usage: "<mesh> [all]",
  examples: ["show istio", "what is kuma", "linkerd", "show consul all"],
  parse: read,
  overhear: (text, context) => {
    const about =
      /^(?:what(?:'s| is| are|s)|who (?:makes|is behind)|tell (?:me|us) (?:more )?about|describe|explain|info(?:rmation)? (?:on|about)|about|more (?:on|about)) (.+)$/iu.exec(
        text,
      )?.[1];
    const name = (about ?? text)
      .replace(/^(?:the|a|an) /iu, "")
      .replace(/ (?:about|exactly|again|like)$/iu, "");
    const found = context.find.mesh(name);
    if (found.kind === "exact" || found.kind === "assumed") return read(name, context);
    return found.kind === "ambiguous" && name.split(" ").length <= 3 ? read(name, context) : undefined;
  },
  answer: ({ ref, all }, { catalog }) => ({
    ...ref,
    name: nameOf(catalog, ref),
    all,
    tagline: meshOf(catalog, ref.mesh).tagline,
    cells: catalog.features
      .filter(({ headline }) => headline === true)
      .map(({ id }) => cellJson(catalog, ref, id)),
  }),
  present,
  again: ({ ref, all }) => `show ${typed(ref)}${all ? " all" : ""}`,
  topic: ({ ref }) => ({ meshes: [ref], needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const whole = /^(.*?)[\s,]+(?:all|everything|in full|details)$/iu.exec(text);
  const one = readOne(whole?.[1] ?? text, "show", context, whole ? " all" : "");
  return isProblem(one) ? one : parsed({ ref: one.query, all: whole !== null }, one.assumed);
}

function present({ all, mesh: id, mode }: Value, { catalog, today }: Context): Card {
  const ref: MeshRef = mode === undefined ? { mesh: id } : { mesh: id, mode };
  const mesh = meshOf(catalog, id);
  const headlines = catalog.features.filter(({ headline }) => headline === true);
  const cells = headlines.map((feature) => ({ feature, cell: cellOf(catalog, ref, feature.id) }));
  const rated = cells.filter(({ cell }) => isRated(cell));
  const line = ({ feature: { id, name }, cell }: (typeof cells)[number]) => ({
    label: name,
    value: isRated(cell)
      ? join(
          cell.opinions.map((it) => opinionRuns(catalog, mesh, it, "undated")),
          "; ",
        )
      : tableCell(catalog, ref, id).text,
  });
  return {
    title: nameOf(catalog, ref),
    url: mesh.homepage,
    banners: bannersFor(catalog, [ref], today),
    blocks: [
      ...wayOut(mesh, { catalog, today }),
      ...companySays(catalog, [ref]),
      { type: "paragraph", text: [plain(`${mesh.tagline} `), strong("Suits "), plain(`${mesh.suits}.`)] },
      ...(all ? [] : highlights(mesh)),
      { type: "facts", facts: cells.filter(({ cell }) => isStated(cell)).map(line) },
      ...(all
        ? [
            { type: "heading" as const, text: "Rated" },
            { type: "facts" as const, facts: rated.map(line) },
            ...sections.flatMap(([key, title]) => section(catalog, mesh, title, mesh.profile[key])),
          ]
        : [whatItDoes(ref, catalog)]),
      footer(
        catalog,
        all
          ? cells.map(({ cell }) => cell)
          : cells.filter(({ cell }) => !isRated(cell)).map(({ cell }) => cell),
      ),
      { type: "buttons", buttons: buttonsFor(ref, all, { catalog }) },
    ],
  };
}

/** What leads the card of a mesh with successors: where to go from it. */
function wayOut(mesh: Mesh, { catalog, today }: Pick<Context, "catalog" | "today">): readonly Block[] {
  const { offered, forbidden } = successorsOf(catalog, mesh, today);
  if (offered.length + forbidden.length === 0) return [];
  const names = offered.map((it) => it.name ?? shortName(catalog, { mesh: it.mesh ?? mesh.id }));
  const barred = forbidden.map(({ because }) => ` Not ${because}.`).join("");
  const allowed = names.length > 0 ? `${names.join(", ")}.` : "nothing its makers name is allowed here.";
  return [{ type: "paragraph", text: [strong("Go on with: "), plain(`${allowed}${barred}`)] }];
}

/** The headline features with their grades. */
function whatItDoes(ref: MeshRef, catalog: Context["catalog"]): Block {
  const graded = catalog.features.filter(({ headline, kind }) => headline === true && kind === "graded");
  return {
    type: "table",
    caption: `What ${nameOf(catalog, ref)} does`,
    header: ["Feature", shortName(catalog, ref)],
    rows: graded.map(({ id, name }) => [{ text: name }, tableCell(catalog, ref, id)]),
  };
}

/** The two strongest words for it and against it, as the sources put them. */
function highlights(mesh: Mesh): readonly Block[] {
  const brief = (statements: readonly Statement[]) =>
    statements
      .filter(({ dispute }) => dispute === undefined)
      .slice(0, 2)
      .map(({ says }) => says.replace(/[.\s]*$/, "."))
      .join(" ");
  const facts = [
    { label: "For it", value: brief(mesh.profile.pros) },
    { label: "Against it", value: brief(mesh.profile.cons) },
  ].filter(({ value }) => value !== "");
  return facts.length > 0 ? [{ type: "facts", facts }] : [];
}

function section(
  catalog: Context["catalog"],
  mesh: Mesh,
  title: string,
  statements: readonly Statement[],
): readonly Block[] {
  if (statements.length === 0) return [];
  return [
    { type: "heading", text: title },
    { type: "list", items: statements.map((it) => opinionRuns(catalog, mesh, it, "undated")) },
  ];
}

function buttonsFor(ref: MeshRef, all: boolean, { catalog }: Pick<Context, "catalog">): readonly Button[] {
  return [
    ...(meshOf(catalog, ref.mesh).successors
      ? [{ label: "Alternatives", command: `alternatives ${ref.mesh}`, primary: true as const }]
      : [{ label: "Compare…", command: `compare ${typed(ref)}`, primary: true as const }]),
    ...(all ? [] : [{ label: "Everything", command: `show ${typed(ref)} all` }]),
    ...(Object.keys(meshOf(catalog, ref.mesh).install).length > 0
      ? [{ label: "Install", command: `install ${ref.mesh}` }]
      : []),
    ...factButtons([ref]),
  ];
}
