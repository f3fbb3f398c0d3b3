/** What a cue says of the words behind it: the need it follows, the product it falls on, the sentence before. */
import type { CueKind, Place } from "./cues.ts";
import type { Match } from "./phrases.ts";
import { asking, denying, isEnd, joining, placing, reach, singular, turning } from "./reach.ts";
import type { Token } from "./tokens.ts";

/** The need that ends last before the cue, and those joined to it. */
export function before(
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
  // “we run Kubernetes and Istio is banned” speaks of one thing, “… are banned” of all that are joined.
  const one = singular.has(tokens[cue.from]?.text ?? "");
  const found: number[] = [];
  for (;;) {
    const here = productOn(at, tokens, places, filler) ?? endingAt(at, places);
    if (here.length === 0) return found;
    // “it runs on Kubernetes and Kubernetes is banned” does not join what it says twice.
    if (here.some((index) => found.some((other) => sameMeaning(places, index, other)))) return found;
    found.push(...here);
    at = Math.min(...here.map((index) => places[index]?.from ?? 0));
    let joined = false;
    while (at > 0 && (joining.has(tokens[at - 1]?.text ?? "") || filler.has(tokens[at - 1]?.text ?? ""))) {
      const word = tokens[at - 1]?.text ?? "";
      if (one && word === "and") return found;
      joined ||= joining.has(word);
      at--;
    }
    if (!joined) return found;
  }
}

const endingAt = (at: number, places: readonly Place[]): readonly number[] =>
  places.flatMap(({ to }, index) => (to === at ? [index] : []));

/** “Istio on OpenShift is banned” speaks of Istio. */
function productOn(
  end: number,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
): readonly number[] | undefined {
  const here = endingAt(end, places);
  if (here.length === 0 || here.some((index) => places[index]?.product)) return undefined;
  let at = Math.min(...here.map((index) => places[index]?.from ?? 0)) - 1;
  while (filler.has(tokens[at]?.text ?? "")) at--;
  if (!placing.has(tokens[at]?.text ?? "")) return undefined;
  const products = endingAt(at, places).filter((index) => places[index]?.product);
  return products.length > 0 ? products : undefined;
}

const sameMeaning = (places: readonly Place[], a: number, b: number): boolean =>
  places[a]?.meaning.id === places[b]?.meaning.id;

const recalling: ReadonlySet<string> = new Set(["that", "it", "this"]);

/** The product or vendor a harsh word falls on: the last one before it in its sentence, else the next one after it. */
export function nearestProduct(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
): readonly number[] {
  if (tokens.slice(Math.max(0, cue.from - 3), cue.from).some(({ text }) => denying.has(text))) return [];
  // “Istio was proposed, but it had three outages last year, so that's a no.”
  const far = recalling.has(tokens[cue.from]?.text ?? "") ? 2 * reach.disliked : reach.disliked;
  const within = (from: number, to: number): boolean =>
    to - from <= far &&
    !tokens.slice(from, to).some(({ kind, text }) => kind === "stop" && !asking.test(text));
  const before = places.findLastIndex(({ product, to }) => product && to <= cue.from);
  if (before >= 0 && within(places[before]?.to ?? 0, cue.from)) return [before];
  const after = places.findIndex(({ product, from }) => product && from >= cue.to);
  return after >= 0 && within(cue.to, places[after]?.from ?? 0) ? [after] : [];
}

/** Every need of the sentence before: “we tried Istio and Consul. Neither of them fits.” */
export function sentenceBefore(
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
