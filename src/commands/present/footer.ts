/** The last line of a card: how old its facts are, and which catalog they come from. */
import { type Block, type Button, plain, runs, type Text } from "../../card/card.ts";
import {
  type Catalog,
  type Cell,
  type MeshRef,
  meshOf,
  type Statement,
  sourceOf,
} from "../../catalog/catalog.ts";

/** A cell, or anything else that was read on a day. */
type Dated = Cell | { readonly asOf: string } | { readonly opinions: readonly Statement[] };

/** “A remark. Facts as of 2026-01-07 to 2026-08-22 · “article” is David Choi, … · Catalog 2026.11.0”. */
export function footer(catalog: Catalog, facts: readonly Dated[], remark: Text = ""): Block {
  const dates = facts.flatMap(datesOf).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  const age =
    first === undefined ? [] : [first === last ? `Facts as of ${first}` : `Facts as of ${first} to ${last}`];
  const cited = facts
    .flatMap((fact) => ("opinions" in fact ? fact.opinions : []))
    .find(({ by }) => by === "article");
  const { publisher, title } = sourceOf(catalog, undefined, "article");
  const named = cited ? [`“article” is ${publisher}, “${title}”, ${cited.asOf}`] : [];
  const origin = [...age, ...named, `Catalog ${catalog.version}`].join(" · ");
  return { type: "note", text: remark === "" ? [plain(origin)] : [...runs(remark), plain(` ${origin}`)] };
}

const datesOf = (fact: Dated): readonly string[] =>
  "opinions" in fact
    ? fact.opinions.flatMap(({ asOf, dispute }) => [asOf, ...(dispute ? [dispute.asOf] : [])])
    : [fact.asOf];

/** How a mesh, or a mode of it, is typed. */
export const typed = ({ mesh, mode }: MeshRef): string => (mode === undefined ? mesh : `${mesh} ${mode}`);

/** A name short enough for a button. */
export function shortName(catalog: Catalog, { mesh, mode }: MeshRef): string {
  const { name, shortName: short = name, modes } = meshOf(catalog, mesh);
  const modeName = modes?.find((it) => it.id === mode)?.name;
  return modeName === undefined ? short : `${short} ${modeName}`;
}

/** Where the facts come from, and what to do about a wrong one. */
export const factButtons = (refs: readonly MeshRef[], feature?: string): readonly Button[] => {
  const about = feature === undefined ? "" : ` ${feature}`;
  const [first] = refs;
  return [
    { label: "Sources", command: `sources ${refs.map(typed).join(" ")}${about}` },
    ...(first ? [wrongFact(first, feature)] : []),
  ];
};

/** A report of a wrong fact, filled in. */
export const wrongFact = (ref: MeshRef, feature?: string): Button => ({
  label: "Wrong fact?",
  command: `report ${typed(ref)}${feature === undefined ? "" : ` ${feature}`}`,
});
