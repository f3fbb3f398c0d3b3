/** How far a cue reaches: which of the needs around it it speaks of. */
import type { CueKind, Place } from "./cues.ts";
import type { Match } from "./phrases.ts";
import type { Token } from "./tokens.ts";

const reach: Readonly<Record<CueKind, number>> = {
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
  same: 5,
  them: 0,
  disliked: 8,
  none: 0,
};

/** Words that end what a refusal refuses. */
const turning: ReadonlySet<string> = new Set([
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
const placing: ReadonlySet<string> = new Set(["on", "in", "at", "across", "over", "inside", "within"]);
/** Verbs that reach through a word of place: “does not run on Kubernetes”. */
const reaching: ReadonlySet<string> = new Set(
  "run running runs ran be being live lives living rely relies relying depend depends depending based built hosted host deploy deployed sit sits work works working stay stays go going want wants use using used have having get put allowed sure need needs to do does it that we they anything something everything nothing only just yet currently even really actually".split(
    " ",
  ),
);
const asking = /^(?:[?:(]|-+|->)$/u;
const alternating: ReadonlySet<string> = new Set(["or", "nor", "slash"]);
/** How a list of things ends whose rest is left to the imagination: “no routing, mirroring, whatever”. */
const trailing: ReadonlySet<string> = new Set([
  "whatever",
  "etc",
  "etcetera",
  "similar",
  "whatnot",
  "such",
  "like",
]);
const joining: ReadonlySet<string> = new Set(["or", "nor", "neither", "and", "slash"]);

/** The needs a cue speaks of, by their place in the list. */
export function targetsOf(
  cue: Match<CueKind>,
  cues: readonly Match<CueKind>[],
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
): readonly number[] {
  const inside = places.flatMap(({ from, to }, at) => (cue.from > from && cue.to <= to ? [at] : []));
  if (inside.length > 0) return inside;
  // “we ripped Istio out” has the need within the cue.
  const around = places.flatMap(({ from, to }, at) => (from > cue.from && to < cue.to ? [at] : []));
  if (around.length > 0 && cue.meaning !== "over") return around;
  switch (cue.meaning) {
    case "avoided":
    case "ignored":
    case "musted":
    case "preferred":
      return before(cue, tokens, places, filler);
    case "them":
      return sentenceBefore(cue, tokens, places);
    case "disliked":
      return nearestProduct(cue, tokens, places);
    case "must":
    case "prefer":
      return wholeThought(cue, cues, tokens, places);
    case "over":
      return places.some(({ from, to }) => to === cue.from || (from > cue.from && to < cue.to))
        ? after(cue, tokens, places, filler)
        : [];
    case "avoid": {
      const found = after(cue, tokens, places, filler);
      // “Consul we evaluated and rejected.”
      const last = tokens[cue.to - 1]?.text ?? "";
      if (found.length > 0 || !/(?:ed|nt)$/u.test(last)) return found;
      return before({ ...cue, meaning: "avoided" }, tokens, places, filler);
    }
    default:
      return after(cue, tokens, places, filler);
  }
}

/** The needs that begin first after the cue, and those joined to them by “or”. */
function after(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
) {
  let left = reach[cue.meaning];
  let at = cue.to;
  let strayed = false;
  for (; at < tokens.length && left > 0; at++) {
    if (places.some(({ from }) => from === at)) break;
    const token = tokens[at];
    // “Prohibited: OpenShift”
    if (at === cue.to && token?.text === ":") continue;
    if (!token || token.kind === "stop" || token.kind === "pause" || turning.has(token.text)) return [];
    if (strayed && placing.has(token.text)) return [];
    strayed ||= !placing.has(token.text) && !reaching.has(token.text) && !filler.has(token.text);
    if (!filler.has(token.text)) left--;
  }
  const found: number[] = [];
  while (at < tokens.length) {
    const here = places.flatMap(({ from }, index) => (from === at ? [index] : []));
    if (here.length === 0) break;
    found.push(...here);
    const end = Math.max(...here.map((index) => places[index]?.to ?? 0));
    const next = nextJoined(end, tokens, places, filler, cue.meaning === "ignore" || cue.meaning === "only");
    if (next === undefined) break;
    at = next;
  }
  return found;
}

/** Where the list goes on: past “or”, or past commas when an “or” is still to come. */
function nextJoined(
  end: number,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
  andToo: boolean,
): number | undefined {
  let joined = false;
  for (let at = end; at < tokens.length; at++) {
    if (places.some(({ from }) => from === at)) return joined ? at : undefined;
    const token = tokens[at];
    if (!token || token.kind === "stop") return undefined;
    if (alternating.has(token.text) || (andToo && token.text === "and")) joined = true;
    else if (token.kind === "pause") {
      if (!listEndsInOr(at, tokens, places)) return undefined;
      joined = true;
    } else if (!filler.has(token.text) && token.text !== "any" && token.text !== "on") return undefined;
  }
  return undefined;
}

/** “no sidecars, daemonsets or init containers”: between the comma and an “or” stand only needs. */
function listEndsInOr(comma: number, tokens: readonly Token[], places: readonly Place[]): boolean {
  for (let at = comma + 1, others = 0; at < tokens.length; at++) {
    const place = places.find(({ from }) => from === at);
    if (place) {
      at = place.to - 1;
      continue;
    }
    const token = tokens[at];
    if (!token || token.kind === "stop") return false;
    if (alternating.has(token.text) || trailing.has(token.text)) return true;
    if (token.kind !== "pause" && ++others > 1) return false;
  }
  return false;
}

/** The need that ends last before the cue, and those joined to it. */
function before(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
) {
  let left = reach[cue.meaning];
  let at = cue.from;
  for (; at > 0 && left > 0; at--) {
    if (places.some(({ to }) => to === at)) break;
    const token = tokens[at - 1];
    // “sidecars? no thanks”, “k8s: no”, “openshift (no)”
    if (at === cue.from && token && asking.test(token.text)) continue;
    // “Looked at Kubernetes once, never again.”
    if (at === cue.from && token?.kind === "pause" && isEnd(tokens[cue.to])) continue;
    if (!token || token.kind === "stop" || token.kind === "pause" || turning.has(token.text)) return [];
    if (!filler.has(token.text)) left--;
  }
  const found: number[] = [];
  for (;;) {
    const here = places.flatMap(({ to }, index) => (to === at ? [index] : []));
    if (here.length === 0) return found;
    // “it runs on Kubernetes and Kubernetes is banned” does not join what it says twice.
    if (here.some((index) => found.some((other) => sameMeaning(places, index, other)))) return found;
    found.push(...here);
    at = Math.min(...here.map((index) => places[index]?.from ?? 0));
    let joined = false;
    while (at > 0 && (joining.has(tokens[at - 1]?.text ?? "") || filler.has(tokens[at - 1]?.text ?? ""))) {
      joined ||= joining.has(tokens[at - 1]?.text ?? "");
      at--;
    }
    if (!joined) return found;
  }
}

const sameMeaning = (places: readonly Place[], a: number, b: number): boolean =>
  places[a]?.meaning.id === places[b]?.meaning.id;

/** Every need between the marks of pause around the cue, as far as no other cue speaks of its strength. */
function wholeThought(
  cue: Match<CueKind>,
  cues: readonly Match<CueKind>[],
  tokens: readonly Token[],
  places: readonly Place[],
): readonly number[] {
  const rivals = cues.filter(
    (other) => other !== cue && (other.meaning === "must" || other.meaning === "prefer"),
  );
  let from = cue.from;
  while (from > 0 && !isPause(tokens[from - 1]) && !rivals.some(({ to }) => to === from)) from--;
  let to = tokens[cue.to]?.text === ":" ? cue.to + 1 : cue.to;
  while (to < tokens.length && !isPause(tokens[to]) && !rivals.some((other) => other.from === to)) to++;
  return places.flatMap((place, at) => {
    if (place.from < from || place.to > to) return [];
    const gap = place.from >= cue.to ? place.from - cue.to : cue.from - place.to;
    return gap <= reach[cue.meaning] ? [at] : [];
  });
}

const denying: ReadonlySet<string> = new Set(["not", "no", "never", "without", "avoid", "hardly"]);

/** The product or vendor a harsh word falls on: the last one before it in its sentence, else the next one after it. */
function nearestProduct(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
): readonly number[] {
  if (tokens.slice(Math.max(0, cue.from - 3), cue.from).some(({ text }) => denying.has(text))) return [];
  const within = (from: number, to: number): boolean =>
    to - from <= reach.disliked &&
    !tokens.slice(from, to).some(({ kind, text }) => kind === "stop" && !asking.test(text));
  const before = places.findLastIndex(({ product, to }) => product && to <= cue.from);
  if (before >= 0 && within(places[before]?.to ?? 0, cue.from)) return [before];
  const after = places.findIndex(({ product, from }) => product && from >= cue.to);
  return after >= 0 && within(cue.to, places[after]?.from ?? 0) ? [after] : [];
}

/** Every need of the sentence before: “we tried Istio and Consul. Neither of them fits.” */
function sentenceBefore(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
): readonly number[] {
  const last = places.findLast(({ to }) => to <= cue.from);
  if (!last) return [];
  let from = last.from;
  while (from > 0 && tokens[from - 1]?.kind !== "stop") from--;
  return places.flatMap((place, at) => (place.from >= from && place.to <= cue.from ? [at] : []));
}

const isEnd = (token: Token | undefined): boolean =>
  !token || token.kind === "stop" || token.kind === "pause";

const isPause = (token: Token | undefined): boolean =>
  !token ||
  token.kind === "stop" ||
  token.kind === "pause" ||
  token.text === "but" ||
  token.text === "though";
