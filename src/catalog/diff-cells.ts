/** What differs between two versions of one mesh in its cells: grades, values, ratings. */
import {
  type Cell,
  type GradedCell,
  isGraded,
  isRated,
  isStated,
  type RatedCell,
  sourceOf,
} from "./catalog.ts";
import type { Change, ChangeKind, Seen } from "./diff.ts";

/** Features that tell of the licence, whatever shape their cells have. */
const licences: ReadonlySet<string> = new Set(["licence", "open-source"]);
/** The newest release is compared by the mesh's `lastRelease`, which says the same. */
const comparedElsewhere: ReadonlySet<string> = new Set(["release"]);

export const cellChanges = (before: Seen, after: Seen): readonly Change[] =>
  after.catalog.features
    .filter(({ id }) => before.catalog.featureById.has(id) && !comparedElsewhere.has(id))
    .flatMap(({ id }) => {
      const [older, newer] = [before.mesh.cells[id], after.mesh.cells[id]];
      return older && newer ? featureChanges(id, older, newer, after) : [];
    });

function featureChanges(feature: string, older: Cell, newer: Cell, seen: Seen): readonly Change[] {
  if (isGraded(older) && isGraded(newer))
    return [
      ...gradedChanges(feature, older, newer, seen),
      ...modesOf(older, newer).flatMap((mode) =>
        gradedChanges(feature, older.modes?.[mode] ?? older, newer.modes?.[mode] ?? newer, seen, mode),
      ),
    ];
  const [before, after] = [wordsOf(older), wordsOf(newer)];
  if (before === after) return [];
  const kind = licences.has(feature) ? "licence" : isRated(newer) ? "rating" : "value";
  return [changeOf(kind, feature, newer, seen, { before, after })];
}

/** The modes of which at least one version says something of their own. */
const modesOf = (older: GradedCell, newer: GradedCell): readonly string[] => [
  ...new Set([...Object.keys(older.modes ?? {}), ...Object.keys(newer.modes ?? {})]),
];

function gradedChanges(
  feature: string,
  older: GradedCell,
  newer: GradedCell,
  seen: Seen,
  mode?: string,
): readonly Change[] {
  const facts = [
    [licences.has(feature) ? "licence" : "grade", older.grade, newer.grade],
    ["maturity", older.maturity, newer.maturity],
    ["edition", older.edition, newer.edition],
  ] as const;
  return facts
    .filter(([, before, after]) => before !== after && !(isPlain(before) && isPlain(after)))
    .map(([kind, before, after]) => ({
      ...changeOf(kind, feature, newer, seen, { before, after }),
      ...(mode !== undefined && { mode }),
    }));
}

/** No maturity is said of what is stable, or it is said that it is. */
const isPlain = (maturity: string | undefined) => maturity === undefined || maturity === "stable";

function changeOf(
  kind: ChangeKind,
  feature: string,
  cell: Cell,
  { catalog, mesh }: Seen,
  { before, after }: { readonly before: string | undefined; readonly after: string | undefined },
): Change {
  return {
    kind,
    mesh: mesh.id,
    feature,
    what: catalog.featureById.get(feature)?.name ?? feature,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    date: isRated(cell) ? newestOf(cell) : cell.asOf,
    sources: (isRated(cell) ? ratersOf(cell) : cell.sources).map((key) => sourceOf(catalog, mesh, key)),
  };
}

const ratersOf = ({ opinions }: RatedCell): readonly string[] => [
  ...new Set(opinions.flatMap(({ by, dispute }) => [by, ...(dispute ? [dispute.by] : [])])),
];

const newestOf = ({ opinions }: RatedCell): string =>
  opinions.map(({ asOf, dispute }) => dispute?.asOf ?? asOf).reduce((a, b) => (a > b ? a : b));

function wordsOf(cell: Cell): string {
  if (isStated(cell)) return cell.value;
  if (isGraded(cell)) return cell.grade;
  return cell.opinions
    .map(({ says, dispute }) => (dispute ? `${says} (disputed: ${dispute.says})` : says))
    .join("; ");
}
