/** The names that can be chosen: meshes with their modes, and what they can be compared on. */
import type { Option } from "../../card/card.ts";
import { type Catalog, type MeshRef, nameOf } from "../../catalog/catalog.ts";
import { typed } from "./footer.ts";

/** `command` shows what is named. */
export type Name = Option & {
  /** As it is typed inside a command. */
  readonly words: string;
  /** Everything it goes by. */
  readonly known: readonly string[];
};

export const meshNames = (catalog: Catalog): readonly Name[] =>
  catalog.meshes.flatMap(({ id, name, aliases, modes = [] }) => [
    nameFor(catalog, { mesh: id }, [id, name, ...aliases]),
    ...modes.map((mode) =>
      nameFor(catalog, { mesh: id, mode: mode.id }, [
        ...[id, ...aliases].map((alias) => `${alias} ${mode.name}`),
        ...mode.aliases,
      ]),
    ),
  ]);

const nameFor = (catalog: Catalog, ref: MeshRef, known: readonly string[]): Name => ({
  label: nameOf(catalog, ref),
  words: typed(ref),
  command: `show ${typed(ref)}`,
  known: [nameOf(catalog, ref), ...known],
});

/** Groups first, then the features that a mesh has or lacks. */
export const topicNames = ({ groups, features }: Catalog): readonly Name[] =>
  [...groups, ...features.filter(({ kind }) => kind === "graded")].map(({ id, name, aliases = [] }) => ({
    label: name,
    words: id,
    command: `feature ${id}`,
    known: [name, id, ...aliases],
  }));
