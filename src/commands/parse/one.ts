/** Reads the one mesh a command is about. */
import type { Context, Parsed } from "../../bot/command.ts";
import { isProblem, type Problem, problem } from "../../bot/problem.ts";
import type { MeshRef } from "../../catalog/catalog.ts";
import { shortName, typed } from "../present/footer.ts";
import { readMeshes } from "./meshes.ts";

/** `verb` is the command's name; it stands before the mesh in every button. */
export function readOne(text: string, verb: string, context: Context): Parsed<MeshRef> | Problem {
  const named = readMeshes(text, context, (better) => `${verb} ${better}`);
  if (isProblem(named)) return named;
  const [ref, ...more] = named.refs;
  const [lead, second] = context.catalog.meshes;
  const choice = (it: MeshRef) => ({
    label: shortName(context.catalog, it),
    command: `${verb} ${typed(it)}`,
  });
  if (!ref)
    return problem("usage", "Of which mesh?", `Name one, such as ${verb} ${lead?.id}.`, [
      ...[lead, second].flatMap((it) => (it ? [choice({ mesh: it.id })] : [])),
      { label: "List all meshes", command: "list" },
    ]);
  if (more.length > 0) return problem("usage", "One mesh at a time", "Choose one.", named.refs.map(choice));
  return { query: ref, assumed: named.assumed };
}
