/** What the company itself says of a mesh, under its own name. */
import { type Block, join, link, plain, strong, type Text } from "../../card/card.ts";
import { type Catalog, companyOn, type MeshRef } from "../../catalog/catalog.ts";
import { shortName } from "./footer.ts";

/** One block with all the company says of these meshes; none where it says nothing. */
export function companySays(catalog: Catalog, refs: readonly MeshRef[]): readonly Block[] {
  const items = refs.flatMap((ref) =>
    linesOf(catalog, ref).map(
      (line): Text => (refs.length > 1 ? join([[strong(shortName(catalog, ref))], line], ": ") : line),
    ),
  );
  if (items.length === 0) return [];
  return [
    { type: "heading", text: `At ${catalog.overlay?.company}` },
    { type: "list", items },
  ];
}

function linesOf(catalog: Catalog, { mesh }: MeshRef): readonly Text[] {
  const { approval, notes = [], links = [], ratings = {} } = companyOn(catalog, mesh) ?? {};
  const name = (feature: string) => catalog.featureById.get(feature)?.name ?? feature;
  return [
    ...(catalog.own.has(mesh) ? ["A mesh of its own; its facts are the company’s, not the catalog’s."] : []),
    ...(approval
      ? [[strong(approvalWords[approval.state]), plain(`, says ${approval.owner}: ${approval.reason}`)]]
      : []),
    ...Object.entries(ratings).map(([feature, says]) => `${name(feature)}: ${says}`),
    ...notes,
    ...links.map(({ title, url }) => [link(title, url)]),
  ];
}

const approvalWords = { approved: "Approved", trial: "On trial", forbidden: "Forbidden" };
