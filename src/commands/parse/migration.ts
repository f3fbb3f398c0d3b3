/** Reads which mesh is left for which: “to Istio from OSM”, “replace OSM with Istio”, “off OSM”. */
import type { Context } from "../../bot/command.ts";
import { isProblem, type Problem, problem } from "../../bot/problem.ts";
import { bannersFor } from "../../catalog/banners.ts";
import type { MeshRef } from "../../catalog/catalog.ts";
import { shortName, typed } from "../present/footer.ts";
import { readMeshes } from "./meshes.ts";

export type Migration = { readonly from: MeshRef; readonly to: MeshRef; readonly assumed: readonly string[] };

/** The words for the two ends; the one that was not told is empty. */
type Ends = { readonly from: string; readonly to: string };

const away = "(?:away from|from|off of|off|out of)";
const towards = "(?:over to|to|onto|into)";
/** The plainest come last; those with one end only come before those that need no word in front. */
const patterns: readonly RegExp[] = [
  new RegExp(`^${away} (?<from>.+?) (?:${towards}|in favou?r of|for|with|[-=]+>) (?<to>.+)$`, "iu"),
  new RegExp(`^${towards} (?<to>.+?) (?:${away}|instead of|in place of) (?<from>.+)$`, "iu"),
  new RegExp(`^${away} (?<from>.+)$`, "iu"),
  new RegExp(`^${towards} (?<to>.+)$`, "iu"),
  new RegExp(`^(?<to>.+?) ${away} (?<from>.+)$`, "iu"),
  new RegExp(`^(?<from>.+?) (?:${towards}|in favou?r of|for|with|by|[-=]+>) (?<to>.+)$`, "iu"),
];

function endsOf(text: string): Ends {
  const words = text.replace(/\s*[→⇒]\s*/gu, " to ").replace(/^guides? (?:to|for)? ?/iu, "");
  const { from = "", to = "" } =
    patterns.map((pattern) => pattern.exec(words)?.groups).find((it) => it !== undefined) ?? {};
  return from === "" && to === "" ? { from: words, to: "" } : { from, to };
}

const leaving =
  /^(?:(?:how|when|where) (?:do|can|would|should|could) (?:i|we|you)|how to|(?:can|could|should|may) (?:i|we|you)|(?:we|i)(?: (?:want|need|plan|have|are going|would like|must)(?: to)?| will|'ll)|we(?: are|'re)|we should|help (?:me|us)(?: to)?|what (?:does it take|is needed) to|(?:is there )?(?:an? )?guide (?:to|for)|steps to|time to)? ?\b(?<verb>migrat(?:e|ing|ion)|mov(?:e|ing)|switch(?:ing)?|chang(?:e|ing)|upgrad(?:e|ing)|replac(?:e|ing)|swap(?:ping)?|leav(?:e|ing)|ditch(?:ing)?|drop(?:ping)?|abandon(?:ing)?|get(?:ting)?(?: rid)?|go(?:ing)?|convert(?:ing)?)(?: guides?)?(?: our(?: mesh)?| the(?: mesh)?)? (?<rest>.+)$/iu;
/** Verbs that ask to leave a mesh for good, with no word such as “from”. */
const replacing = /^(?:replac|swap|leav|ditch|abandon)/iu;
const getting = /^(?:get|go)/iu;
const bare = /^(?:from )?(?<from>.+?) (?:to|into|[-=]+>) (?<to>.+?)(?: migration(?: guide)?)?$/iu;

/** The ends told by a message that does not start with a command's name; undefined where nothing is left. */
export function leavingSaid(text: string, { find }: Context): Ends | undefined {
  const named = bare.exec(text)?.groups;
  if (find.exactMesh(named?.from ?? "") && find.exactMesh(named?.to ?? ""))
    return { from: named?.from ?? "", to: named?.to ?? "" };
  const { verb = "", rest = "" } = leaving.exec(text)?.groups ?? {};
  if (rest === "") return undefined;
  const said = / rid$/iu.test(verb) ? rest.replace(/^of /iu, "off ") : rest;
  const ends = endsOf(said);
  if (!replacing.test(verb) && !patterns.some((pattern) => pattern.test(said))) return undefined;
  // “get to istio”, “go with linkerd” leave nothing.
  return getting.test(verb) && ends.from === "" ? undefined : ends;
}

/** Both ends; where one is missing or doubtful, the question that asks for it. */
export function readMigration(said: string | Ends, context: Context): Migration | Problem {
  const { from: left, to: right } = typeof said === "string" ? endsOf(said) : said;
  const named = readMeshes(
    [left, right].filter((it) => it !== "").join(" to "),
    context,
    (better) => `migrate ${better}`,
  );
  if (isProblem(named)) return named;
  const [from, to, ...more] = named.refs;
  if (from && to && more.length === 0 && typed(from) !== typed(to))
    return { from, to, assumed: named.assumed };
  if (from && !to) return left === "" ? fromWhich(from, context) : toWhich(from, context);
  return problem("usage", "Migrate from which mesh to which?", "Name two, such as migrate osm istio.", [
    { label: "Open Service Mesh to Istio", command: "migrate osm istio" },
  ]);
}

const toWhich = (from: MeshRef, { catalog, today }: Context): Problem => ({
  ...problem(
    "usage",
    `Migrate from ${shortName(catalog, from)} to which mesh?`,
    "Name both, such as migrate osm istio, or see what may take its place.",
    [{ label: `Alternatives to ${shortName(catalog, from)}`, command: `alternatives ${typed(from)}` }],
  ),
  banners: bannersFor(catalog, [from], today),
});

const mostOffered = 4;

function fromWhich(to: MeshRef, { catalog }: Context): Problem {
  const left = catalog.meshes
    .filter(({ id, successors }) => successors && id !== to.mesh)
    .slice(0, mostOffered);
  return problem(
    "usage",
    `Migrate to ${shortName(catalog, to)} from which mesh?`,
    "Name both, such as migrate osm istio.",
    left.map(({ id }) => ({
      label: `From ${shortName(catalog, { mesh: id })}`,
      command: `migrate ${id} ${typed(to)}`,
    })),
  );
}
