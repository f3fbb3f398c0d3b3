/** Reads what is to be followed: meshes, all of them, a mesh a week, a decision. */
import { type Context, type Parsed, parsed } from "../../bot/command.ts";
import { isProblem, type Problem, problem } from "../../bot/problem.ts";
import { everything, meshOfTheWeek, subjectOfDecision } from "../../digests/subjects.ts";
import { shortName } from "../present/footer.ts";
import { readMeshes } from "./meshes.ts";

const every = /^(?:all|everything|all (?:of )?(?:the )?(?:service )?meshes|every (?:service )?mesh)$/iu;
const weekly = /\b(?:the |a )?mesh (?:of the|a|per|every|each) week\b/iu;
const decided = /\bdecision (?:no\.? ?|number |#)?(\d{1,9})\b/iu;

/** `retry` builds the command of a button, from the text with doubtful words replaced. */
export function readSubjects(
  text: string,
  context: Context,
  retry: (text: string) => string,
): Parsed<readonly string[]> | Problem {
  const week = weekly.test(text) ? [meshOfTheWeek] : [];
  const number = decided.exec(text)?.[1];
  const decision = number === undefined ? [] : [subjectOfDecision(Number(number))];
  const rest = text
    .replace(weekly, " ")
    .replace(decided, " ")
    .replace(/^\s*(?:and|,|for|on|to|of|about|with)\s+|\s+(?:and|,)\s*$/giu, " ")
    .trim();
  if (every.test(rest)) return parsed([everything, ...week, ...decision]);
  const named = readMeshes(rest, context, retry);
  if (isProblem(named)) return named;
  const meshes = [...new Set(named.refs.map(({ mesh }) => mesh))];
  const modes = named.refs.some(({ mode }) => mode !== undefined)
    ? ["A mesh is followed with all its modes."]
    : [];
  return parsed([...meshes, ...week, ...decision], [...named.assumed, ...modes]);
}

/** Nothing was named: `verb` goes before each choice. */
export function whichMesh(verb: string, { catalog }: Context): Problem {
  const choices = catalog.meshes.slice(0, 3).map(({ id }) => ({
    label: shortName(catalog, { mesh: id }),
    command: `${verb} ${id}`,
  }));
  return problem(
    "usage",
    `Which mesh shall I ${verb}?`,
    `Name one or several, such as ${verb} istio linkerd, or all.`,
    [
      ...choices,
      { label: "All meshes", command: `${verb} all` },
      { label: "Mesh of the week", command: `${verb} mesh of the week` },
    ],
  );
}
