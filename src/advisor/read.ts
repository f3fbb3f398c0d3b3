/** Reads a message: the needs it states, and what else decides how it is answered. */
import { type CueKind, longestOf, readCues, type Said } from "./cues.ts";
import type { Hunches } from "./hunches.ts";
import type { Lexicon, Meaning, Signal } from "./lexicon.ts";
import { between, type Need, type Polarity, type Strength } from "./need.ts";
import type { Match } from "./phrases.ts";
import { quantitiesIn } from "./quantities.ts";
import type { Requirement } from "./schema.ts";
import { impliedBy, settle, withImplied } from "./settle.ts";
import { type Token, tokenise } from "./tokens.ts";

export type Reading = {
  readonly needs: readonly Need[];
  /** How often each signal was seen. */
  readonly signals: ReadonlyMap<Signal, number>;
  /** Needs of which it was said that only they are wanted. */
  readonly only: ReadonlySet<string>;
  /** How many needs that decide something stand apart from another subject that was named. */
  readonly apart: number;
};

/** The reading of a message, and on demand needs that nothing says outright, guessed from words no phrase reads. */
export type Heard = Reading & { readonly hunches: () => readonly Need[] };

type Place = Omit<Match<Meaning>, "meaning"> & { readonly meaning: Meaning };

export function createReader(
  lexicon: Lexicon,
  requirementById: ReadonlyMap<string, Requirement>,
  hunches: Hunches,
) {
  return (message: string): Heard => {
    const { text, list } = tokenise(message);
    const tokens = lexicon.spelling(list);
    const cues = lexicon.cues(tokens);
    const places = placesIn(tokens, lexicon).flatMap((place) => {
      const requirement = requirementById.get(place.meaning.id);
      if (isManner(place, cues)) return [];
      const product = !requirement || (requirement.opposite?.clash === true && !requirement.platform);
      const burden = place.meaning.side !== "want" || requirement?.frugal === true;
      return [{ ...place, product, burden }];
    });
    const said = readCues(tokens, places, cues, lexicon.filler);
    const signals = signalsIn(tokens, lexicon);
    const leaving = signals.some(({ meaning }) => meaning === "leaving");
    const read = places.flatMap((place, at) => {
      const note = said[at];
      if (!note) return [];
      const words = wordsOf(text, tokens, place, note);
      const need = needOf(place, note, words, requirementById.get(place.meaning.id), leaving);
      return [{ need, implied: impliedBy(need, note, requirementById) }];
    });
    const only = places.flatMap(({ meaning }, at) => (said[at]?.only === true ? [meaning.id] : []));
    const other = signals.filter(({ meaning }) => meaning === "elsewhere");
    const needs = settle(withImplied(read, requirementById), requirementById, lexicon.together);
    return {
      needs,
      hunches() {
        const filler = tokens.flatMap((token, at) => (lexicon.filler.has(token.text) ? [at] : []));
        const understood = new Set([
          ...filler,
          ...[...places, ...cues, ...signals].flatMap(({ own }) => [...own]),
        ]);
        return hunches(tokens, understood)
          .filter(({ id }) => !needs.some((need) => need.id === id))
          .map(({ id, polarity, at }) => ({
            id,
            polarity,
            strength: "prefer",
            words: sliceOf(text, tokens, at),
            guessed: true,
          }));
      },
      signals: countOf(signals, tokens),
      only: new Set(only),
      apart: places.filter(
        ({ meaning, from, to }) =>
          requirementById.get(meaning.id)?.vague !== true &&
          !other.some((it) => it.from < to && from < it.to),
      ).length,
    };
  };
}

/** Where needs stand: of those that overlap the longest, unless they stand on the same words. */
function placesIn(tokens: readonly Token[], lexicon: Lexicon): readonly Place[] {
  const counted = quantitiesIn(tokens, lexicon.quantities.stems).flatMap(
    ({ from, to, ...quantity }): Place[] => {
      const id = lexicon.quantities.needFor(quantity);
      if (id === undefined) return [];
      const own = new Set(Array.from({ length: to - from }, (_, at) => from + at));
      return [{ meaning: { id, side: "want" }, from, to, own }];
    },
  );
  const found = [...lexicon.needs(tokens), ...counted];
  const bySize = [...found].sort(
    (a, b) => b.own.size - a.own.size || spanOf(a) - spanOf(b) || a.from - b.from,
  );
  const kept: Place[] = [];
  const owner = new Map<number, Place>();
  for (const place of bySize) {
    const owners = [...place.own].flatMap((at) => owner.get(at) ?? []);
    const shares = owners.length === place.own.size && owners.every((it) => it.own.size === place.own.size);
    if (owners.length > 0 && !shares) continue;
    if (kept.some((it) => it.from === place.from && it.to === place.to && it.meaning.id === place.meaning.id))
      continue;
    for (const at of place.own) if (!owner.has(at)) owner.set(at, place);
    kept.push(place);
  }
  return kept.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Whether words that could state a need are part of a longer manner of speaking: “it would be good if”, “here to stay”. */
const isManner = ({ own, meaning }: Place, cues: readonly Match<CueKind>[]): boolean =>
  // “too heavy” still says what is too heavy.
  meaning.side !== "about" &&
  cues.some((cue) => cue.own.size > own.size && [...own].every((at) => cue.own.has(at)));

/** The signals, without those for a mesh that another subject's words make their own, as in “mesh wifi”. */
function signalsIn(tokens: readonly Token[], lexicon: Lexicon): readonly Match<Signal>[] {
  const found = lexicon.signals(tokens);
  const elsewhere = found.filter(({ meaning }) => meaning === "elsewhere");
  return found.filter(
    ({ meaning, own }) =>
      (meaning !== "mesh" && meaning !== "surely") ||
      !elsewhere.some((other) => other.own.size >= own.size && [...own].some((at) => other.own.has(at))),
  );
}

/** How often each signal was seen; a word in another script is as foreign as it gets. */
function countOf(signals: readonly Match<Signal>[], tokens: readonly Token[]): ReadonlyMap<Signal, number> {
  const counts = new Map<Signal, number>();
  const strange = tokens.filter(({ text }) => /[^\P{L}\p{Script=Latin}]/u.test(text)).length;
  for (const kind of new Set(signals.map(({ meaning }) => meaning)))
    counts.set(kind, longestOf(signals.filter(({ meaning }) => meaning === kind)).length);
  if (strange > 0) counts.set("foreign", (counts.get("foreign") ?? 0) + 3 * strange);
  return counts;
}

const spanOf = ({ from, to }: Place): number => to - from;

function needOf(
  { meaning }: Place,
  said: Said,
  words: string,
  requirement: Requirement | undefined,
  leaving: boolean,
): Need {
  const refused = said.refused || (!requirement && (said.bettered || (said.current && leaving)));
  const turned = meaning.side !== "about" && (meaning.side === "opposite") !== refused;
  // A wish that does not matter is not wanted: “memory is no issue”; a limit may still be met: “Kubernetes is fine”.
  const idle = said.ignored && !said.only && requirement !== undefined && requirement.kind !== "hard";
  const polarity: Polarity = turned || idle ? "avoid" : "want";
  return {
    id: meaning.id,
    polarity,
    strength: strengthOf(requirement, meaning, polarity, { ...said, refused, kept: said.kept && !leaving }),
    words,
  };
}

/** Hard limits and refusals are musts, a named mesh and the rest are wishes, unless the words say otherwise. */
function strengthOf(
  requirement: Requirement | undefined,
  { side }: Meaning,
  polarity: Polarity,
  said: Said,
): Strength {
  // “simplicity before features” sets wishes against each other; “one mesh over several clusters” compares nothing.
  if (said.outranked && requirement?.kind === "preference") return "ignore";
  if (
    (said.ignored && !said.only && !(said.kept && !requirement)) ||
    (!requirement && said.current && !said.refused)
  )
    return "ignore";
  if (said.must || said.only || (said.kept && !requirement)) return "must";
  if (said.few && requirement?.firm !== true) return "prefer";
  const mild = side === "opposite" && !said.refused && requirement?.opposite?.mild === true;
  if (said.prefer || mild) return "prefer";
  return polarity === "avoid" || requirement?.kind === "hard" ? "must" : "prefer";
}

/** The words at these places, with a mark where some are left out. */
function sliceOf(text: string, tokens: readonly Token[], at: readonly number[]): string {
  const parts: { from: number; to: number; last: number }[] = [];
  for (const place of at) {
    const token = tokens[place];
    const open = parts.at(-1);
    if (!token) continue;
    if (open?.last === place - 1) Object.assign(open, { to: token.end, last: place });
    else parts.push({ from: token.start, to: token.end, last: place });
  }
  return parts.map(({ from, to }) => text.slice(from, to)).join(between);
}

/** The words a need was read from, with those that refused it. */
function wordsOf(text: string, tokens: readonly Token[], place: Place, said: Said): string {
  const places = [...place.own, ...said.words];
  const from = tokens[Math.min(...places)]?.start ?? 0;
  const to = tokens[Math.max(...places)]?.end ?? text.length;
  return text.slice(from, to);
}
