/** Every statement a mesh file carries, with the place it stands in. */
import { isRated, type Mesh, type Statement } from "./catalog.ts";

export type Placed = { readonly path: string; readonly statement: Statement };

export const statementsIn = (mesh: Mesh): readonly Placed[] => [
  ...Object.entries(mesh.profile).flatMap(([section, statements]) =>
    statements.map((statement, at) => ({ path: `profile.${section}.${at}`, statement })),
  ),
  ...Object.entries(mesh.cells).flatMap(([feature, cell]) =>
    isRated(cell)
      ? cell.opinions.map((statement, at) => ({ path: `cells.${feature}.opinions.${at}`, statement }))
      : [],
  ),
];
