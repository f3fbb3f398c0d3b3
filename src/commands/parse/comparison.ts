/** Reads which meshes to compare, and on what. */
import { type Context, type Parsed, parsed } from "../../bot/command.ts";
import { isProblem, type Problem, problem } from "../../bot/problem.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { type MeshRef, nameOf } from "../../catalog/catalog.ts";
import type { Subject } from "../../catalog/find.ts";
import { comparisonForm } from "../present/comparison-form.ts";
import { shortName, typed } from "../present/footer.ts";
import { readMeshes } from "./meshes.ts";
import { readSubject } from "./subjects.ts";

export const mostMeshes = 5;

export type Comparison = { readonly refs: readonly MeshRef[]; readonly on?: Subject; readonly all: boolean };

/** Writes the command that asks for a comparison of these names. */
export type Write = (names: string, on?: string, all?: boolean) => string;

const comparing: Write = (names, on, all = false) =>
  `compare ${names}${on === undefined ? "" : ` on ${on}`}${all ? " all" : ""}`;

/** Reads “istio linkerd on security all”; `write` makes the commands that are offered where it cannot be read. */
export function readComparison(
  text: string,
  context: Context,
  write: Write = comparing,
): Parsed<Comparison> | Problem {
  const { names, on, all } = dissect(text);
  const named = readMeshes(names, context, (better) => write(better, on, all));
  if (isProblem(named)) return named;
  const count = named.refs.length;
  if (count === 1) return another(named.refs, context, write);
  if (count === 0)
    return {
      ...problem(
        "usage",
        "Compare which meshes?",
        "Choose two to five, or type them, such as compare istio linkerd.",
        [
          { label: "Istio and Linkerd", command: write("istio linkerd") },
          { label: "List all meshes", command: "list" },
        ],
      ),
      ...(write === comparing && { form: comparisonForm(context.catalog, []) }),
    };
  const repeated = named.refs.find(
    (ref, at) => named.refs.findIndex((it) => typed(it) === typed(ref)) !== at,
  );
  if (repeated) return sameTwice(repeated, context, write);
  if (count > mostMeshes)
    return problem(
      "usage",
      `${count} meshes are too many`,
      `A comparison holds up to ${mostMeshes}; beyond that a table cannot be read.`,
      [{ label: "Compare the first five", command: write(namesOf(named.refs.slice(0, mostMeshes))) }],
    );
  if (on === undefined) return parsed({ refs: named.refs, all }, named.assumed);
  const subject = readSubject(on, context, (id) => write(namesOf(named.refs), id));
  if (isProblem(subject)) return subject;
  return parsed({ refs: named.refs, all, on: subject.query }, [...named.assumed, ...subject.assumed]);
}

/** Takes “… on security” and “all” off the end. */
function dissect(text: string): { names: string; on?: string; all: boolean } {
  const whole = /^(.*?)[\s,]+(?:all(?: rows)?|in full|everything)$/iu.exec(text);
  const rest = whole?.[1] ?? text;
  const [, names = rest, on] =
    /^(.+?) (?:on|regarding|in terms of|concerning|for|by|when it comes to) (.+)$/isu.exec(rest) ?? [];
  return {
    names,
    all: whole !== null,
    ...(on !== undefined && { on: on.replace(/^(?:the|its|their)\s+/iu, "") }),
  };
}

const patterns: readonly RegExp[] = [
  /^(?:what(?:'s| is| are) )?(?:the )?(?:main |key |big |biggest )?differences? between (.+)$/iu,
  /^how (?:do|does|is|are) (.+?) (?:differ(?:ent)?|compare)(?: (?:from|to|with))? ?(.*)$/iu,
  /^(?:what about |so )?(?:a )?comparison (?:of|between) (.+)$/iu,
  /^(.+ (?:vs|versus|compared (?:to|with)|or) .+)$/iu,
];

/** Reads a question that compares; undefined when it does not, or names what is no mesh. */
export function overhearComparison(text: string, context: Context): Parsed<Comparison> | Problem | undefined {
  const match = patterns.map((pattern) => pattern.exec(text)).find((it) => it !== null);
  if (!match) return undefined;
  const said = match
    .slice(1)
    .filter((part) => part !== undefined && part !== "")
    .join(" and ");
  const reading = readComparison(said, context);
  return isProblem(reading) && reading.outcome !== "ambiguous" && !/\b(?:vs|versus)\b/iu.test(text)
    ? undefined
    : reading;
}

function another([ref]: readonly MeshRef[], context: Context, write: Write): Problem {
  const { catalog, today, topic } = context;
  if (!ref) throw new Error("one mesh was named");
  const rivals = [...topic.meshes, ...catalog.meshes.map(({ id }) => ({ mesh: id }))]
    .filter((it) => it.mesh !== ref.mesh)
    .filter((it, at, all) => all.findIndex((other) => typed(other) === typed(it)) === at);
  const buttons = rivals
    .slice(0, 5)
    .map((it) => ({ label: `and ${shortName(catalog, it)}`, command: write(namesOf([ref, it])) }));
  return {
    ...problem(
      "usage",
      `Compare ${nameOf(catalog, ref)} with which mesh?`,
      "Choose one, or type both in one line, such as compare istio linkerd.",
      buttons,
    ),
    banners: bannersFor(catalog, [ref], today),
    ...(write === comparing && { form: comparisonForm(catalog, [ref]) }),
  };
}

function sameTwice(ref: MeshRef, { catalog, today }: Context, write: Write): Problem {
  const name = nameOf(catalog, ref);
  const twice = problem("usage", `${name} is named twice`, "Name another mesh to compare it with.", [
    { label: `Show ${shortName(catalog, ref)}`, command: `show ${typed(ref)}` },
    { label: "Choose another mesh", command: write(typed(ref)) },
  ]);
  return { ...twice, banners: bannersFor(catalog, [ref], today) };
}

const namesOf = (refs: readonly MeshRef[]): string => refs.map(typed).join(" ");

/** The command that makes a comparison. */
export const comparisonOf = (refs: readonly MeshRef[], on?: string, all = false): string =>
  comparing(namesOf(refs), on, all);
