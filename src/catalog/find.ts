/** Finds meshes and features by the names people give them: exact first, then close, then doubtful. */
import { createClosest } from "../text/closest.ts";
import { foldName } from "../text/tidy.ts";
import { type Catalog, type MeshRef, nameOf } from "./catalog.ts";

export type Found<Item> =
  | { readonly kind: "exact"; readonly item: Item }
  /** A near miss, answered with this sentence above the answer. */
  | { readonly kind: "assumed"; readonly item: Item; readonly because: string }
  | { readonly kind: "ambiguous"; readonly words: string; readonly items: readonly Item[] }
  | { readonly kind: "unknown"; readonly words: string };

/** A feature, or a whole group of them. */
export type Subject =
  | { readonly kind: "feature"; readonly id: string }
  | { readonly kind: "group"; readonly id: string };

export type Finder = {
  readonly mesh: (words: string) => Found<MeshRef>;
  /** Only names written as the catalog writes them, in any case and spacing. */
  readonly exactMesh: (words: string) => MeshRef | undefined;
  readonly subject: (words: string) => Found<Subject>;
  readonly exactSubject: (words: string) => Subject | undefined;
};

/** Nobody is called by more characters than this. */
const longest = 200;

/** Without spaces, and without the “’s” of a possessive; nothing where it cannot be a name. */
const squash = (words: string) =>
  words.length > longest ? "" : foldName(words.replace(/['’]s\b/gu, "")).replaceAll(" ", "");
const keyOf = ({ mesh, mode }: MeshRef) => (mode === undefined ? mesh : `${mesh}/${mode}`);
const quoted = (words: string) => `“${words.trim()}”`;

export function createFinder(catalog: Catalog): Finder {
  const meshes = meshNames(catalog);
  const refs = new Map(meshes.exact.map(([, ref]) => [keyOf(ref), ref]));
  const exact = new Map(meshes.exact.map(([name, ref]) => [squash(name), ref]));
  const shared = new Map<string, MeshRef[]>();
  for (const [name, ref] of meshes.shared)
    shared.set(squash(name), [...(shared.get(squash(name)) ?? []), ref]);
  const implied = new Map(meshes.implied.map(([name, ref]) => [squash(name), ref]));
  const closestMesh = createClosest(meshes.exact.map(([name, ref]) => ({ id: keyOf(ref), name })));

  const subjects = subjectNames(catalog);
  const exactSubjects = new Map(subjects.map(([name, subject]) => [squash(name), subject]));
  const subjectByKey = new Map(subjects.map(([, subject]) => [`${subject.kind}/${subject.id}`, subject]));
  const closestSubject = createClosest(
    subjects.map(([name, { kind, id }]) => ({ id: `${kind}/${id}`, name })),
  );

  const assumedMesh = (words: string, item: MeshRef): Found<MeshRef> => ({
    kind: "assumed",
    item,
    because: `Showing ${nameOf(catalog, item)} for ${quoted(words)}.`,
  });

  return {
    exactMesh: (words) => exact.get(squash(words)),
    mesh(words) {
      const key = squash(words);
      const item = exact.get(key);
      if (item) return { kind: "exact", item };
      const sharing = shared.get(key);
      if (sharing && sharing.length > 1) return { kind: "ambiguous", words, items: sharing };
      const meant = sharing?.[0] ?? implied.get(key);
      if (meant) return assumedMesh(words, meant);
      return found(closestMesh(words), words, refs, (ref) => assumedMesh(words, ref));
    },
    exactSubject: (words) => exactSubjects.get(squash(words)),
    subject(words) {
      const item = exactSubjects.get(squash(words));
      if (item) return { kind: "exact", item };
      return found(closestSubject(words), words, subjectByKey, (subject) => ({
        kind: "assumed",
        item: subject,
        because: `Showing ${subjectName(catalog, subject)} for ${quoted(words)}.`,
      }));
    },
  };
}

function found<Item>(
  closest: ReturnType<ReturnType<typeof createClosest>>,
  words: string,
  byKey: ReadonlyMap<string, Item>,
  assume: (item: Item) => Found<Item>,
): Found<Item> {
  switch (closest.kind) {
    case "near": {
      const item = byKey.get(closest.id);
      return item === undefined ? { kind: "unknown", words } : assume(item);
    }
    case "doubtful": {
      const items = closest.ids.flatMap((id) => byKey.get(id) ?? []);
      return { kind: "ambiguous", words, items };
    }
    case "none":
      return { kind: "unknown", words };
  }
}

export const subjectName = (catalog: Catalog, { kind, id }: Subject): string =>
  (kind === "feature"
    ? catalog.featureById.get(id)?.name
    : catalog.groups.find((it) => it.id === id)?.name) ?? id;

type Naming = readonly (readonly [name: string, ref: MeshRef])[];

function meshNames({ meshes }: Catalog): { exact: Naming; shared: Naming; implied: Naming } {
  const exact: [string, MeshRef][] = [];
  const shared: [string, MeshRef][] = [];
  const implied: [string, MeshRef][] = [];
  for (const { id, name, aliases, impliedBy = [], sharedNames = [], modes = [] } of meshes) {
    const own = [id, name, ...aliases];
    for (const alias of own) exact.push([alias, { mesh: id }]);
    for (const alias of impliedBy) implied.push([alias, { mesh: id }]);
    for (const alias of sharedNames) shared.push([alias, { mesh: id }]);
    for (const mode of modes) {
      const ref = { mesh: id, mode: mode.id };
      for (const word of new Set([mode.id, mode.name]))
        for (const alias of own) exact.push([`${alias} ${word}`, ref]);
      for (const alias of mode.aliases) exact.push([alias, ref]);
    }
  }
  return { exact, shared, implied };
}

/** Groups come first: “security” alone is the whole group, not the rating of that name. */
function subjectNames({ groups, features }: Catalog): readonly (readonly [string, Subject])[] {
  const named: [string, Subject][] = [];
  for (const { id, name, aliases } of features)
    for (const word of [id, name, ...aliases]) named.push([word, { kind: "feature", id }]);
  for (const { id, name, aliases = [] } of groups)
    for (const word of [id, name, ...aliases]) named.push([word, { kind: "group", id }]);
  return named;
}
