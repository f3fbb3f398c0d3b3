/** What differs between two versions of the catalog, mesh by mesh, as typed changes. */
import { type Catalog, type Mesh, type Source, sourceOf } from "./catalog.ts";
import { cellChanges } from "./diff-cells.ts";
import { projectChanges } from "./diff-project.ts";

/** Gravest first; changes of one mesh come in this order, what was not known before last of its kind. */
const changeKinds = [
  "mesh-added",
  "mesh-removed",
  /** `active`, `dormant`, `archived` or `ended`, as the banners have it on the day. */
  "status",
  /** The day on which support for the mesh, or for one of its release lines, ends. */
  "end-of-life",
  "advisory",
  /** The licence, whether it is open source, or how the mesh may be had. */
  "licence",
  "release",
  "grade",
  "maturity",
  "edition",
  "value",
  "rating",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

export type Change = {
  readonly kind: ChangeKind;
  readonly mesh: string;
  /** Where the change concerns one mode of the mesh only. */
  readonly mode?: string;
  /** The feature whose cell changed, by id. */
  readonly feature?: string;
  /** What changed, for a reader: “Mutual TLS”, “support of line 1.30”, “CVE-2026-1234”. */
  readonly what: string;
  /**
   * The fact as it was and as it is: the bare grade, maturity, state, version or day, else the catalog's words.
   * Absent where there was none, or is none any more.
   */
  readonly before?: string;
  readonly after?: string;
  /** When it happened, where the catalog dates it (releases, advisories, states); else the as-of of the newer fact. */
  readonly date: string;
  /** Where the newer fact was read; of what is gone, where the older was. */
  readonly sources: readonly Source[];
};

/** A mesh as one version of the catalog knows it, looked at on a day. */
export type Seen = { readonly catalog: Catalog; readonly mesh: Mesh; readonly day: string };

/**
 * Every fact that differs between two versions, in the order of the newer catalog's meshes.
 *
 * A fact differs by what it says, not by its note, source or as-of. Features that only one version knows, and meshes
 * and approvals of a company's overlay, are no change of a mesh and are left out. States such as dormant follow from
 * the day as well as from the data: each version is looked at on its own date unless `days` says otherwise.
 */
export function diffCatalogs(
  before: Catalog,
  after: Catalog,
  days: { readonly before?: string; readonly after?: string } = {},
): readonly Change[] {
  const then = { catalog: before, day: days.before ?? before.date };
  const now = { catalog: after, day: days.after ?? after.date };
  const own = (id: string) => before.own.has(id) || after.own.has(id);
  const kept = after.meshes.filter(({ id }) => !own(id));
  const gone = before.meshes.filter(({ id }) => !own(id) && !after.meshById.has(id));
  return [
    ...kept.flatMap((mesh) => {
      const older = before.meshById.get(mesh.id);
      return older === undefined
        ? [arrival("mesh-added", { ...now, mesh })]
        : meshChanges({ ...then, mesh: older }, { ...now, mesh });
    }),
    ...gone.map((mesh) => arrival("mesh-removed", { ...then, mesh })),
  ];
}

const meshChanges = (before: Seen, after: Seen): readonly Change[] =>
  [...projectChanges(before, after), ...cellChanges(before, after)].sort(
    (a, b) =>
      changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind) || Number(isNews(a)) - Number(isNews(b)),
  );

const isNews = ({ before }: Change): boolean => before === undefined || before === "unknown";

function arrival(kind: "mesh-added" | "mesh-removed", { catalog, mesh }: Seen): Change {
  const { id, name, status } = mesh;
  return {
    kind,
    mesh: id,
    what: name,
    ...(kind === "mesh-added" ? { after: name } : { before: name }),
    date: catalog.date,
    sources: status.sources.map((key) => sourceOf(catalog, mesh, key)),
  };
}
