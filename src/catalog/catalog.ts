/** The catalog in memory: what is known of every mesh, feature and source. */
import type { z } from "zod";
import type { MeshOverlay, Overlay } from "./overlay.ts";
import type {
  benchmarksSchema,
  cellSchema,
  featureSchema,
  featuresSchema,
  gradedCellSchema,
  gradeSchema,
  meshSchema,
  ratedCellSchema,
  sourceSchema,
  statedCellSchema,
  statementSchema,
} from "./schema.ts";

export type Grade = z.infer<typeof gradeSchema>;
export type Benchmark = z.infer<typeof benchmarksSchema>["benchmarks"][number];
export type Source = z.infer<typeof sourceSchema>;
export type Statement = z.infer<typeof statementSchema>;
export type Feature = z.infer<typeof featureSchema>;
type Group = z.infer<typeof featuresSchema>["groups"][number];
export type Mesh = z.infer<typeof meshSchema>;
export type GradedCell = z.infer<typeof gradedCellSchema>;
export type StatedCell = z.infer<typeof statedCellSchema>;
export type RatedCell = z.infer<typeof ratedCellSchema>;
export type Cell = z.infer<typeof cellSchema>;

/** What the company says of a mesh. */
export const companyOn = ({ overlay }: Catalog, id: string): MeshOverlay | undefined => overlay?.meshes[id];

/** A mesh, or one mode of it: `{ mesh: "istio", mode: "ambient" }`. */
export type MeshRef = { readonly mesh: string; readonly mode?: string };

export type Catalog = {
  readonly version: string;
  /** The day of the version, YYYY-MM-DD. */
  readonly date: string;
  readonly groups: readonly Group[];
  readonly features: readonly Feature[];
  readonly meshes: readonly Mesh[];
  readonly meshById: ReadonlyMap<string, Mesh>;
  readonly featureById: ReadonlyMap<string, Feature>;
  /** What the company that runs this adds, where it adds anything. */
  readonly overlay?: Overlay;
  /** The ids of meshes that the company itself adds. */
  readonly own: ReadonlySet<string>;
  /** Measurements by others. */
  readonly benchmarks: readonly Benchmark[];
  /** Claims of the article about no single mesh. */
  readonly claims: readonly Statement[];
  /** Sources that several files share; see `sourceOf`. */
  readonly sources: Readonly<Record<string, Source>>;
};

export const meshOf = (catalog: Catalog, id: string): Mesh => {
  const mesh = catalog.meshById.get(id);
  if (!mesh) throw new Error(`no mesh ${id} in the catalog`);
  return mesh;
};

export const featureOf = (catalog: Catalog, id: string): Feature => {
  const feature = catalog.featureById.get(id);
  if (!feature) throw new Error(`no feature ${id} in the catalog`);
  return feature;
};

/** A source by its key: the mesh's own first, then the shared ones. */
export function sourceOf(catalog: Catalog, mesh: Mesh | undefined, key: string): Source {
  const source = mesh?.sources[key] ?? catalog.sources[key];
  if (!source) throw new Error(`no source ${key} in the catalog`);
  return source;
}

/** The name of a mesh, with its mode where one is meant: “Istio (ambient)”. */
export function nameOf(catalog: Catalog, ref: MeshRef): string {
  const mesh = meshOf(catalog, ref.mesh);
  const mode = mesh.modes?.find((it) => it.id === ref.mode);
  return mode ? `${mesh.name} (${mode.name})` : mesh.name;
}

export const isGraded = (cell: Cell): cell is GradedCell => "grade" in cell;

/** What limits a grade: how mature the thing is, and the edition that has it. */
export const limitsOf = ({ maturity, edition }: GradedCell): readonly string[] =>
  [maturity === "stable" ? undefined : maturity, edition].filter((it) => it !== undefined);
export const isStated = (cell: Cell): cell is StatedCell => "value" in cell;
export const isRated = (cell: Cell): cell is RatedCell => "opinions" in cell;

/** What is known of a feature for a mesh, or for one of its modes where that differs. */
export function cellOf(catalog: Catalog, ref: MeshRef, feature: string): Cell {
  const cell = meshOf(catalog, ref.mesh).cells[feature];
  if (!cell) throw new Error(`no cell ${feature} for ${ref.mesh} in the catalog`);
  if (!ref.mode || !isGraded(cell)) return cell;
  return cell.modes?.[ref.mode] ?? cell;
}
