/** The card of a decision. */
import type { Context } from "../../bot/command.ts";
import { type Block, type Card, join, link, plain, strong, type Text } from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { type Catalog, type MeshRef, nameOf } from "../../catalog/catalog.ts";
import type { Decision } from "../../store/store.ts";
import { gradedFacts } from "./resting.ts";

const mostSources = 5;

export const refIn = ({ mesh, mode }: Pick<Decision, "mesh" | "mode">): MeshRef =>
  mode === undefined ? { mesh } : { mesh, mode };

/** A mesh may have left the catalog since. */
export const nameIn = (catalog: Catalog, ref: MeshRef): string =>
  catalog.meshById.has(ref.mesh) ? nameOf(catalog, ref) : ref.mesh;

/** A mesh that was compared, as it was typed then. */
export function nameTyped(catalog: Catalog, typed: string): string {
  const [mesh = "", mode] = typed.split(" ");
  return catalog.meshById.has(mesh) ? nameOf(catalog, mode === undefined ? { mesh } : { mesh, mode }) : typed;
}

export const decidedBy = ({ by }: Pick<Decision, "by">): string =>
  by === undefined ? "somebody who asked to be forgotten" : (by.name ?? by.id);

export const decidedOn = ({ knowing }: Pick<Decision, "knowing">): string =>
  new Date(knowing.at).toISOString().slice(0, 10);

export function decisionCard(
  decision: Decision,
  { catalog, today }: Context,
  { isNew = false, watched = false }: { readonly isNew?: boolean; readonly watched?: boolean } = {},
): Card {
  const { number, reason, needs, compared, catalog: then } = decision;
  const ref = refIn(decision);
  const facts: readonly { readonly label: string; readonly value: Text }[] = [
    { label: "Because", value: reason },
    ...(needs === "" ? [] : [{ label: "What was needed", value: needs }]),
    ...(compared.length === 0
      ? []
      : [{ label: "Compared with", value: compared.map((it) => nameTyped(catalog, it)).join(", ") }]),
    { label: "Decided", value: `${decidedOn(decision)} by ${decidedBy(decision)}` },
  ];
  return {
    title: `Decision ${number}: ${nameIn(catalog, ref)}`,
    banners: bannersFor(catalog, catalog.meshById.has(ref.mesh) ? [ref] : [], today),
    blocks: [
      { type: "facts", facts },
      ...gradedFacts(decision, catalog),
      ...sourcesBlock(decision, catalog),
      {
        type: "note",
        text: [
          plain(`Decided on catalog ${then.version} of ${then.date}.`),
          ...(watched ? [plain(" If a fact it rests on changes, you will hear of it here.")] : []),
        ],
      },
      {
        type: "buttons",
        buttons: [
          { label: "As a Markdown record", command: `decision ${number} as adr`, primary: true },
          ...(isNew ? [] : [{ label: "What changed since", command: `decision ${number} changes` }]),
          { label: "All decisions", command: "decisions" },
        ],
      },
    ],
  };
}

/** Each publisher once, by the first of its pages. */
function sourcesBlock({ mesh, sources }: Decision, catalog: Catalog): readonly Block[] {
  const known = new Map(
    [...Object.values(catalog.sources), ...Object.values(catalog.meshById.get(mesh)?.sources ?? {})].map(
      ({ url, publisher }) => [url, publisher],
    ),
  );
  const named = new Map<string, string>();
  for (const url of sources) {
    const name = known.get(url) ?? new URL(url).hostname;
    if (!named.has(name)) named.set(name, url);
  }
  if (named.size === 0) return [];
  const shown = [...named].slice(0, mostSources);
  const more = sources.length - shown.length;
  return [
    {
      type: "paragraph",
      text: [
        strong("Sources: "),
        ...join(
          shown.map(([name, url]) => [link(name, url)]),
          ", ",
        ),
        ...(more > 0 ? [plain(`; ${more} more pages are in the record`)] : []),
      ],
    },
  ];
}
