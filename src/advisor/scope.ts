/** How far a cue reaches: which of the needs around it it speaks of. */
import { before, nearestProduct, sentenceBefore } from "./behind.ts";
import type { CueKind, Place } from "./cues.ts";
import type { Match } from "./phrases.ts";
import { alternating, isPause, placing, reach, reaching, trailing, turning } from "./reach.ts";
import type { Token } from "./tokens.ts";

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
    case "few":
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
