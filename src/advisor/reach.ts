/** How far each kind of cue reaches, and the words that stop it or carry it on. */
import type { CueKind } from "./cues.ts";
import type { Token } from "./tokens.ts";

export const reach: Readonly<Record<CueKind, number>> = {
  avoid: 5,
  avoided: 3,
  ignore: 6,
  ignored: 3,
  must: 8,
  musted: 4,
  prefer: 8,
  preferred: 4,
  only: 4,
  over: 2,
  than: 2,
  current: 3,
  parted: 1,
  keep: 2,
  kept: 2,
  bear: 6,
  borne: 4,
  same: 5,
  them: 0,
  disliked: 8,
  few: 8,
  none: 0,
};

/** Words that end what a refusal refuses. */
export const turning: ReadonlySet<string> = new Set([
  "but",
  "however",
  "though",
  "although",
  "because",
  "since",
  "so",
  "then",
  "while",
  "whereas",
  "yet",
  "and",
  "with",
  "as",
  "plus",
]);
/** Words of place: behind one the talk is no longer of what was refused, as in “without writing code on Kubernetes”. */
export const placing: ReadonlySet<string> = new Set(["on", "in", "at", "across", "over", "inside", "within"]);
/** Verbs that reach through a word of place: “does not run on Kubernetes”. */
export const reaching: ReadonlySet<string> = new Set(
  "run running runs ran be being live lives living rely relies relying depend depends depending based built hosted host deploy deployed sit sits work works working stay stays go going want wants use using used have having get put allowed sure need needs to do does it that we they anything something everything nothing only just yet currently even really actually".split(
    " ",
  ),
);
export const singular: ReadonlySet<string> = new Set(["is", "was", "does", "has"]);
/** Verbs behind the last of a list that make it begin a thought of its own: “vetoed Istio and Cilium stays”. */
export const asserting: ReadonlySet<string> = new Set(
  "is are was were has have had must can could may might will would should does do did stay stays remain remains run runs handle handles work works came comes goes went won wins fits fit it".split(
    " ",
  ),
);
/** Before a participle, these make what stands before it the one it is done to: “Istio got ripped out”. */
export const passive: ReadonlySet<string> = new Set([
  "is",
  "are",
  "was",
  "were",
  "be",
  "been",
  "being",
  "get",
  "gets",
  "got",
  "gotten",
]);
export const asking = /^(?:[?:(]|-+|->)$/u;
export const alternating: ReadonlySet<string> = new Set(["or", "nor", "slash"]);
/** How a list of things ends whose rest is left to the imagination: “no routing, mirroring, whatever”. */
export const trailing: ReadonlySet<string> = new Set([
  "whatever",
  "etc",
  "etcetera",
  "similar",
  "whatnot",
  "such",
  "like",
]);
export const joining: ReadonlySet<string> = new Set(["or", "nor", "neither", "and", "slash"]);

export const denying: ReadonlySet<string> = new Set(["not", "no", "never", "without", "avoid", "hardly"]);

export const isEnd = (token: Token | undefined): boolean =>
  !token || token.kind === "stop" || token.kind === "pause";

export const isPause = (token: Token | undefined): boolean =>
  !token ||
  token.kind === "stop" ||
  token.kind === "pause" ||
  token.text === "but" ||
  token.text === "though";
