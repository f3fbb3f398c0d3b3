/** Reads the one mesh a command is about. */
import type { Context, Parsed } from "../../bot/command.ts";
import { isProblem, type Problem, problem } from "../../bot/problem.ts";
import { bannersFor } from "../../catalog/banners.ts";
import type { MeshRef } from "../../catalog/catalog.ts";
import { capital } from "../../text/capital.ts";
import { shortName, typed } from "../present/footer.ts";
import { readMeshes } from "./meshes.ts";

/**
 * `verb` is the command's name; it stands before the mesh in every button.
 * `tail` is what else was said, such as ` all`; it stands after the mesh.
 */
export function readOne(text: string, verb: string, context: Context, tail = ""): Parsed<MeshRef> | Problem {
  const { catalog, today } = context;
  const named = readMeshes(text, context, (better) => `${verb} ${better}${tail}`);
  if (isProblem(named)) return named;
  const [ref, ...more] = named.refs;
  const [lead, second] = catalog.meshes;
  const choice = (it: MeshRef) => ({
    label: shortName(catalog, it),
    command: `${verb} ${typed(it)}${tail}`,
  });
  if (!ref)
    return problem("usage", `${capital(verb)}: which mesh?`, `Name one, such as ${verb} ${lead?.id}.`, [
      ...[lead, second].flatMap((it) => (it ? [choice({ mesh: it.id })] : [])),
      { label: "List all meshes", command: "list" },
    ]);
  if (more.length > 0)
    return {
      ...problem("usage", "One mesh at a time", "Choose one, or compare them.", [
        ...named.refs.map(choice),
        { label: "Compare them", command: `compare ${named.refs.map(typed).join(" ")}` },
      ]),
      banners: bannersFor(catalog, named.refs, today),
    };
  return { query: ref, assumed: named.assumed };
}
