/** `alternatives`: where to go from a mesh, most of all from one that nobody should adopt. */
import { type Context, defineCommand } from "../bot/command.ts";
import { isProblem } from "../bot/problem.ts";
import { type Card, link, plain, strong, type Text } from "../card/card.ts";
import { bannersFor, isRetired } from "../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  isGraded,
  type MeshRef,
  meshOf,
  nameOf,
  sourceOf,
} from "../catalog/catalog.ts";
import { type Forbidden, forbiddenBy, successorsOf } from "../catalog/successors.ts";
import { leavingSaid } from "./parse/migration.ts";
import { readOne } from "./parse/one.ts";
import { companySays } from "./present/company.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";

type Alternative = {
  /** A mesh of the catalog, or one of its modes, where it is one. */
  readonly mesh?: string;
  readonly mode?: string;
  readonly name: string;
  readonly because: string;
  readonly guide?: string;
  readonly source?: string;
  readonly asOf: string;
};
type Value = MeshRef & {
  readonly alternatives: readonly Alternative[];
  /** What would be among them, did the company not forbid it. */
  readonly forbidden: readonly Forbidden[];
};

const mostComputed = 3;

export const alternatives = defineCommand<MeshRef, Value>({
  name: "alternatives",
  aliases: ["alternative", "successors", "replace"],
  summary: "Name what to use in place of a mesh",
  usage: "<mesh>",
  examples: ["alternatives osm", "alternatives to aws app mesh", "what replaces traefik mesh?"],
  parse: (text, context) => readOne(text.replace(/^(?:to|for|of)\s+/iu, ""), "alternatives", context),
  overhear: (text, context) => {
    const name =
      /^(?:what|which) (?:mesh )?(?:replaces|succeeds|can replace|should replace|to use instead of|is there instead of) (.+)$|^(?:what (?:are|is) (?:the |an )?)?(?:alternatives?|successors?|replacements?) (?:to|for|of) (.+)$|^(?:what (?:do|can|should|could|would) (?:i|we|you) use )?instead of (.+)$|^what (?:do|can|should|could|would) (?:i|we|you) (?:replace|swap) (.+?) (?:with|by|for)$/iu.exec(
        text,
      );
    const left = leavingSaid(text, context);
    const said =
      name?.[1] ?? name?.[2] ?? name?.[3] ?? name?.[4] ?? (left?.to === "" ? left.from : undefined);
    if (said === undefined) return undefined;
    const one = readOne(said, "alternatives", context);
    return isProblem(one) && one.outcome === "unknown" ? undefined : one;
  },
  answer: (ref, { catalog, today }) => ({
    ...ref,
    ...(meshOf(catalog, ref.mesh).successors ? named(ref, catalog, today) : nearest(ref, catalog, today)),
  }),
  present,
  again: (ref) => `alternatives ${typed(ref)}`,
  topic: (ref) => ({ meshes: [ref], needs: "" }),
});

type Found = Pick<Value, "alternatives" | "forbidden">;

/** Those that its makers or the documentation name. */
function named({ mesh: id }: MeshRef, catalog: Catalog, today: string): Found {
  const mesh = meshOf(catalog, id);
  const { offered, forbidden } = successorsOf(catalog, mesh, today);
  return {
    alternatives: offered.map(({ mesh: to, name, because, guide, sources: [source = ""], asOf }) => ({
      ...(to !== undefined && { mesh: to }),
      name: name ?? (to === undefined ? "" : meshOf(catalog, to).name),
      because,
      ...(guide && { guide: guide.url }),
      source: sourceOf(catalog, mesh, source).url ?? "",
      asOf,
    })),
    forbidden,
  };
}

/** The maintained meshes, and the other modes of this one, that share the most grades with it. */
function nearest(ref: MeshRef, catalog: Catalog, today: string): Found {
  const graded = catalog.features.filter(({ kind }) => kind === "graded").map(({ id }) => id);
  const has = (it: MeshRef, feature: string) => {
    const cell = cellOf(catalog, it, feature);
    return isGraded(cell) && (cell.grade === "default" || cell.grade === "opt-in");
  };
  const own = graded.filter((feature) => has(ref, feature));
  const modes = (ref.mode === undefined ? [] : (meshOf(catalog, ref.mesh).modes ?? []))
    .filter(({ id }) => id !== ref.mode)
    .map(({ id }) => ({ mesh: ref.mesh, mode: id }));
  const others = catalog.meshes.filter(({ id }) => id !== ref.mesh).map(({ id }): MeshRef => ({ mesh: id }));
  const ranked = [...modes, ...others]
    .filter(({ mesh }) => !isRetired(meshOf(catalog, mesh), today))
    .map((it) => ({ it, shared: own.filter((feature) => has(it, feature)).length }))
    .sort((a, b) => b.shared - a.shared);
  const allowed = ranked.filter(({ it }) => forbiddenBy(catalog, it.mesh) === undefined);
  const last = allowed[mostComputed - 1]?.shared ?? 0;
  return {
    alternatives: allowed.slice(0, mostComputed).map(({ it, shared }) => ({
      ...it,
      name: nameOf(catalog, it),
      because: `It has ${shared} of the ${own.length} features that ${nameOf(catalog, ref)} has, and suits ${meshOf(catalog, it.mesh).suits}`,
      asOf: catalog.date,
    })),
    forbidden: ranked
      .filter(({ it, shared }) => shared >= last && it.mesh !== ref.mesh)
      .flatMap(({ it }) => forbiddenBy(catalog, it.mesh) ?? []),
  };
}

function present({ alternatives: found, forbidden, mesh: id, mode }: Value, context: Context): Card {
  const { catalog, today } = context;
  const ref: MeshRef = mode === undefined ? { mesh: id } : { mesh: id, mode };
  const inCatalog = found.flatMap((it): readonly MeshRef[] => {
    if (it.mesh === undefined) return [];
    return [it.mode === undefined ? { mesh: it.mesh } : { mesh: it.mesh, mode: it.mode }];
  });
  return {
    title: `Alternatives to ${nameOf(catalog, ref)}`,
    banners: bannersFor(catalog, [ref, ...inCatalog], today),
    blocks: [
      found.length > 0
        ? { type: "list", items: found.map((it) => itemOf(it, catalog)) }
        : { type: "paragraph", text: "None that you may use is known." },
      ...(forbidden.length > 0
        ? [
            { type: "heading" as const, text: "Not offered" },
            { type: "list" as const, items: forbidden.map(({ because }) => because) },
          ]
        : []),
      ...companySays(catalog, inCatalog),
      footer(
        catalog,
        [],
        meshOf(catalog, id).successors
          ? "As its makers or the documentation name them."
          : "By the features they share; say what you need, and I can do better.",
      ),
      {
        type: "buttons",
        buttons: [
          ...inCatalog.slice(0, 3).map((it) => ({
            label: `Migrate to ${shortName(catalog, it)}`,
            command: `migrate ${typed(ref)} ${typed(it)}`,
          })),
          { label: "Which fits us?", command: "recommend" },
          ...factButtons([ref]),
        ],
      },
    ],
  };
}

function itemOf({ name, because, guide, source, asOf }: Alternative, catalog: Catalog): Text {
  return [
    strong(name),
    plain(`: ${because.replace(/[.\s]*$/u, "")} (`),
    link(source ? "source" : `catalog ${catalog.version}`, source || undefined),
    plain(`, ${asOf})`),
    ...(guide === undefined ? [] : [plain(". "), link("Official guide", guide)]),
  ];
}
