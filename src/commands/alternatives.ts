/** `alternatives`: where to go from a mesh, most of all from one that nobody should adopt. */
import { type Context, defineCommand } from "../bot/command.ts";
import { isProblem } from "../bot/problem.ts";
import { type Card, link, plain, strong, type Text } from "../card/card.ts";
import { bannersFor, isRetired } from "../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  isGraded,
  type Mesh,
  type MeshRef,
  meshOf,
  nameOf,
  sourceOf,
} from "../catalog/catalog.ts";
import { readOne } from "./parse/one.ts";
import { footer, shortName, wrongFact } from "./present/footer.ts";

type Alternative = {
  /** A mesh of the catalog, where it is one. */
  readonly mesh?: string;
  readonly name: string;
  readonly because: string;
  readonly guide?: string;
  readonly source?: string;
  readonly asOf: string;
};
type Value = { readonly mesh: string; readonly alternatives: readonly Alternative[] };

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
      /^(?:what|which) (?:mesh )?(?:replaces|succeeds|can replace|should replace|to use instead of|is there instead of) (.+)$|^(?:what (?:are|is) (?:the |an )?)?(?:alternatives?|successors?|replacements?) (?:to|for|of) (.+)$|^(?:instead of) (.+)$/iu.exec(
        text,
      );
    const said = name?.[1] ?? name?.[2] ?? name?.[3];
    if (said === undefined) return undefined;
    const one = readOne(said, "alternatives", context);
    return isProblem(one) && one.outcome === "unknown" ? undefined : one;
  },
  answer: ({ mesh: id }, { catalog, today }) => {
    const mesh = meshOf(catalog, id);
    return {
      mesh: id,
      alternatives: mesh.successors ? successorsOf(catalog, mesh) : nearest(catalog, mesh, today),
    };
  },
  present,
  again: ({ mesh }) => `alternatives ${mesh}`,
  topic: (ref) => ({ meshes: [ref], needs: "" }),
});

const successorsOf = (catalog: Catalog, mesh: Mesh): readonly Alternative[] =>
  (mesh.successors ?? []).map(({ mesh: id, name, because, guide, sources, asOf }) => ({
    ...(id !== undefined && { mesh: id }),
    name: name ?? (id === undefined ? "" : meshOf(catalog, id).name),
    because,
    ...(guide && { guide: guide.url }),
    source: sourceOf(catalog, mesh, sources[0] ?? "").url ?? "",
    asOf,
  }));

/** The maintained meshes that share the most grades with this one. */
function nearest(catalog: Catalog, mesh: Mesh, today: string): readonly Alternative[] {
  const graded = catalog.features.filter(({ kind }) => kind === "graded").map(({ id }) => id);
  const has = (id: string, feature: string) => {
    const cell = cellOf(catalog, { mesh: id }, feature);
    return isGraded(cell) && (cell.grade === "default" || cell.grade === "opt-in");
  };
  const own = graded.filter((feature) => has(mesh.id, feature));
  return catalog.meshes
    .filter((it) => it.id !== mesh.id && !isRetired(it, today))
    .map((it) => ({ it, shared: own.filter((feature) => has(it.id, feature)).length }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, mostComputed)
    .map(({ it, shared }) => ({
      mesh: it.id,
      name: it.name,
      because: `It has ${shared} of the ${own.length} features that ${mesh.name} has, and suits ${it.suits}`,
      asOf: catalog.date,
    }));
}

function present({ mesh: id, alternatives: found }: Value, { catalog, today }: Context): Card {
  const ref = { mesh: id };
  const mesh = meshOf(catalog, id);
  const inCatalog = found.flatMap(({ mesh: it }) => (it === undefined ? [] : [{ mesh: it }]));
  return {
    title: `Alternatives to ${nameOf(catalog, ref)}`,
    banners: bannersFor(catalog, [ref, ...inCatalog], today),
    blocks: [
      {
        type: "list",
        items: found.map(
          ({ name, because, guide, source, asOf }): Text => [
            strong(name),
            plain(`: ${because.replace(/[.\s]*$/u, "")} (`),
            link(source ? "source" : `catalog ${catalog.version}`, source || undefined),
            plain(`, ${asOf})`),
            ...(guide === undefined ? [] : [plain(". "), link("Official guide", guide)]),
          ],
        ),
      },
      {
        type: "note",
        text: mesh.successors
          ? "As its makers or the documentation name them."
          : "By the features they share; say what you need, and I can do better.",
      },
      footer(catalog, []),
      {
        type: "buttons",
        buttons: [
          ...inCatalog.slice(0, 3).map((it) => ({
            label: `Migrate to ${shortName(catalog, it)}`,
            command: `migrate ${id} ${it.mesh}`,
          })),
          { label: "Which fits us?", command: "recommend" },
          wrongFact(ref),
        ],
      },
    ],
  };
}
