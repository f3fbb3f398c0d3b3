/** What a cue says of the words ahead of it: the need that comes next, and those listed with it. */
import type { CueKind, Place } from "./cues.ts";
import type { Match } from "./phrases.ts";
import { alternating, asserting, placing, reach, reaching, trailing, turning } from "./reach.ts";
import type { Token } from "./tokens.ts";

/** Cues that speak of all that “and” joins. */
const gathering: ReadonlySet<CueKind> = new Set(["ignore", "only", "bear"]);
const bare: ReadonlySet<string> = new Set(["no", "not", "non", "never", "zero", "!"]);

/** The needs that begin first after the cue, and those joined to them by “or”. */
export function after(
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
    // “no privileged init containers” says one thing twice.
    const again = places.some(
      ({ from, meaning }) => from === end && here.some((index) => places[index]?.meaning.id === meaning.id),
    );
    const next = again ? end : nextJoined(end, tokens, places, filler, gathering.has(cue.meaning));
    if (next === undefined && cue.meaning === "avoid" && here.some((index) => places[index]?.product))
      found.push(...productsFrom(end, tokens, places, filler, !bare.has(tokens[cue.from]?.text ?? "")));
    if (next === undefined) break;
    at = next;
  }
  return found;
}

/**
 * The rest of a list of products: “the CISO vetoed Istio, Cilium and Consul”. After a bare “no”, what one “and” or one
 * comma joins may be what is wanted instead.
 */
function productsFrom(
  end: number,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
  pairs: boolean,
): readonly number[] {
  const separates = (at: number): boolean => tokens[at]?.kind === "pause" || tokens[at]?.text === "and";
  const found: number[] = [];
  let items = 0;
  let last = false;
  for (let at = end; !last && separates(at); items++) {
    last = tokens[at]?.text === "and" || tokens[at + 1]?.text === "and";
    while (separates(at) || filler.has(tokens[at]?.text ?? "")) at++;
    const here = places.flatMap(({ from }, index) => (from === at ? [index] : []));
    if (!here.some((index) => places[index]?.product)) break;
    at = Math.max(...here.map((index) => places[index]?.to ?? 0));
    if (asserting.has(tokens[at]?.text ?? "")) break;
    found.push(...here);
  }
  return items > 1 || (last && pairs) ? found : [];
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
