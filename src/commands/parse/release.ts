/** Reads which mesh, release line and Kubernetes a message asks about: “istio 1.30 on kubernetes 1.34”. */
import { type Context, type Parsed, parsed } from "../../bot/command.ts";
import { isProblem, type Problem } from "../../bot/problem.ts";
import type { MeshRef } from "../../catalog/catalog.ts";
import { readOne } from "./one.ts";

export type ReleaseQuery = {
  readonly ref: MeshRef;
  /** The mesh's own version, as typed. */
  readonly line?: string;
  readonly kubernetes?: string;
};

/** Only a number after Kubernetes' name is Kubernetes' own. */
const cluster =
  /\b(?:(?:run|work|support|go|install)(?:s|ed)? )?(?:(?:on|for|with|against|under) )?(?:kubernetes|k8s|kube|aks|eks|gke)(?:[ -](?:versions?|release))?(?: v?(1\.\d{1,2})(?:\.\d+)?\b)?/giu;
const own = /(?<![\w.])v?((?:edge-|stable-)?\d+(?:\.\d+)+)\b/iu;
const noise =
  /\b(?:versions?|releases?|lines?|latest|newest|last|current|currently|supported|supports?|still|out|runs?|works?|compatible|compatibility|maintained|patched|until|on|for|with|and|is|are|was|does|do|did|can|will|which|what|when|what's|how long|the|of|a|in|its|end[- ]of[- ](?:life|support)|eol|ends?|ended|expires?|dates?|range|list|show|me|go|goes|get|gets|be|has|have|there|reach(?:es)?|lifecycle|support window)\b/giu;
const asks =
  /\b(?:versions?|releases?|eol|end[- ]of[- ](?:life|support)|lifecycle|support window|still (?:supported|maintained|patched)|how long|when (?:does|did|will|is)|supported until)\b/iu;

type Words = { readonly name: string; readonly line?: string; readonly kubernetes?: string };

function wordsOf(text: string): Words {
  const [kubernetes] = [...text.matchAll(cluster)].flatMap(([, version]) => version ?? []);
  const rest = text.replace(cluster, " ");
  const line = own.exec(rest)?.[1];
  return {
    name: rest.replace(own, " ").replace(noise, " ").replace(/[?,]/gu, " ").replace(/\s+/gu, " ").trim(),
    ...(line !== undefined && { line }),
    ...(kubernetes !== undefined && { kubernetes }),
  };
}

export function readRelease(text: string, context: Context): Parsed<ReleaseQuery> | Problem {
  const { name, ...numbers } = wordsOf(text);
  const tail = [numbers.line, numbers.kubernetes && `on kubernetes ${numbers.kubernetes}`]
    .map((it) => (it === undefined ? "" : ` ${it}`))
    .join("");
  const one = readOne(name, "versions", context, tail);
  return isProblem(one) ? one : parsed({ ref: one.query, ...numbers }, one.assumed);
}

/** Reads a message that asks for versions, or names one, of a mesh and of nothing else. */
export function overhearRelease(text: string, context: Context): Parsed<ReleaseQuery> | Problem | undefined {
  const { name, line, kubernetes } = wordsOf(text);
  if (!asks.test(text) && line === undefined && kubernetes === undefined) return undefined;
  const found = context.find.mesh(name);
  const doubtful = found.kind === "ambiguous" && name.split(" ").length > 2;
  return found.kind === "unknown" || doubtful ? undefined : readRelease(text, context);
}
