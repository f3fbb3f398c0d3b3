/** How far a cue reaches: which of the needs around it it speaks of. */
import { after } from "./ahead.ts";
import { before, nearestProduct, sentenceBefore } from "./behind.ts";
import type { CueKind, Place } from "./cues.ts";
import type { Match } from "./phrases.ts";
import { isPause, passive, reach } from "./reach.ts";
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
    case "avoid":
    case "avoided":
      return refused(cue, tokens, places, filler);
    case "ignored": {
      const found = before(cue, tokens, places, filler);
      // “we can live with sidecars”
      const ours = tokens[cue.from]?.text === "we" || tokens[cue.from]?.text === "i";
      return found.length > 0 || !ours ? found : after({ ...cue, meaning: "ignore" }, tokens, places, filler);
    }
    case "musted":
    case "preferred":
      return before(cue, tokens, places, filler);
    case "kept":
      return before(cue, tokens, places, filler).filter((at) => places[at]?.product);
    case "borne": {
      // “complexity we can staff” and “we can staff the complexity”
      const behind = before(cue, tokens, places, filler);
      const found = behind.length > 0 ? behind : after(cue, tokens, places, filler);
      return found.filter((at) => places[at]?.burden);
    }
    case "keep":
    case "parted":
      return after(cue, tokens, places, filler).filter((at) => places[at]?.product);
    case "bear":
      return after(cue, tokens, places, filler).filter((at) => places[at]?.burden);
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
    default:
      return after(cue, tokens, places, filler);
  }
}

/** What a refusal refuses; a past participle may look either way: “the CISO vetoed Istio”, “Istio got vetoed”. */
function refused(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
): readonly number[] {
  const ahead = (): readonly number[] => after({ ...cue, meaning: "avoid" }, tokens, places, filler);
  const behind = (): readonly number[] => before({ ...cue, meaning: "avoided" }, tokens, places, filler);
  const forward = cue.meaning === "avoid";
  if (!isParticiple(tokens[cue.from]?.text ?? "")) {
    const found = forward ? ahead() : behind();
    // “never again Istio”
    if (found.length === 0 && tokens[cue.from]?.text === "never") return ahead();
    const last = tokens[cue.to - 1]?.text ?? "";
    return found.length > 0 || !forward || !isParticiple(last) ? found : behind();
  }
  const ways = looksAhead(cue, tokens, places, filler) ? [ahead, behind] : [behind, ahead];
  // “Consul we evaluated and rejected.”
  for (const way of [...ways, () => nearestProduct(cue, tokens, places)]) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

function looksAhead(
  cue: Match<CueKind>,
  tokens: readonly Token[],
  places: readonly Place[],
  filler: ReadonlySet<string>,
): boolean {
  let at = cue.from - 1;
  while (filler.has(tokens[at]?.text ?? "")) at--;
  if (passive.has(tokens[at]?.text ?? "")) return false;
  if (cue.meaning === "avoid") return true;
  let next = cue.to;
  while (filler.has(tokens[next]?.text ?? "")) next++;
  return places.some(({ from }) => from === next) && !places.some(({ to }) => to === at + 1);
}

const isParticiple = (word: string): boolean => /.{2}ed$/u.test(word) || irregular.has(word);
const irregular: ReadonlySet<string> = new Set(
  "cut thrown taken torn struck shot shut sunset left burnt bitten put driven forbidden spent given".split(
    " ",
  ),
);

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
