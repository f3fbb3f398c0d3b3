/** What the words around a need say of it: that it is refused, a must, a wish, or does not matter. */
import type { Match } from "./phrases.ts";
import { targetsOf } from "./scope.ts";
import type { Token } from "./tokens.ts";

/**
 * A cue before its need, or (with -ed) after it. `only` is a must that nothing else is wanted beside; `over` puts the
 * need before it above the one after it; `than` and `current` speak of meshes that were named: something better is
 * wanted, or it is what they have now; `parted` refuses the product right behind it (“left Istio”); `keep` and `kept`
 * say that a mesh stays; `bear` and `borne` say of a burden, such as complexity, that it is put up with; `same` says of
 * its need what was said of the one before; `them` refuses all of the sentence before; `disliked` refuses the product or
 * vendor it is said of; `few` says that there is little of it; `none` only resembles a cue (“not only”, “no problem”)
 * and means nothing.
 */
export type CueKind =
  | "avoid"
  | "avoided"
  | "ignore"
  | "ignored"
  | "must"
  | "musted"
  | "prefer"
  | "preferred"
  | "only"
  | "over"
  | "than"
  | "current"
  | "parted"
  | "keep"
  | "kept"
  | "bear"
  | "borne"
  | "same"
  | "them"
  | "disliked"
  | "few"
  | "none";

export type Place = {
  readonly from: number;
  readonly to: number;
  readonly own: ReadonlySet<number>;
  readonly meaning: { readonly id: string };
  /** Whether it is a mesh, a vendor or the like, of which a harsh word means that it is not wanted. */
  readonly product: boolean;
  /** Whether it names what one may have to put up with: complexity, memory, a paid licence. */
  readonly burden: boolean;
};

export type Said = {
  refused: boolean;
  ignored: boolean;
  must: boolean;
  prefer: boolean;
  few: boolean;
  only: boolean;
  outranked: boolean;
  bettered: boolean;
  current: boolean;
  kept: boolean;
  readonly words: Set<number>;
};

const nothing: Omit<Said, "words"> = {
  refused: false,
  ignored: false,
  must: false,
  prefer: false,
  few: false,
  only: false,
  outranked: false,
  bettered: false,
  current: false,
  kept: false,
};

/** Reads, for each place of a need, what the cues say of it. Cues inside a need's own words say nothing. */
export function readCues(
  tokens: readonly Token[],
  places: readonly Place[],
  cues: readonly Match<CueKind>[],
  filler: ReadonlySet<string>,
): readonly Said[] {
  const said = places.map((): Said => ({ ...nothing, words: new Set() }));
  const taken = new Set(places.flatMap(({ own }) => [...own]));
  const free = longestOf(cues.filter(({ own }) => ![...own].some((at) => taken.has(at))));
  const aims = new Map(free.map((cue) => [cue, targetsOf(cue, free, tokens, places, filler)]));
  for (const [cue, targets] of aims) {
    if (cue.meaning === "none") continue;
    const known = cue.meaning === "same" ? said[places.findLastIndex(({ to }) => to <= cue.from)] : undefined;
    const needed = isCondition(cue, aims, tokens);
    for (const at of targets) {
      const note = said[at];
      if (note && known) copy(note, known);
      else if (note && needed) note.must = true;
      else if (note) apply(note, cue);
    }
  }
  return said;
}

/** Of matches that overlap, the longest. */
export function longestOf<Meaning>(cues: readonly Match<Meaning>[]): readonly Match<Meaning>[] {
  const kept: Match<Meaning>[] = [];
  const used = new Set<number>();
  const bySize = [...cues].sort((a, b) => b.own.size - a.own.size || a.from - b.from);
  for (const cue of bySize) {
    if ([...cue.own].some((at) => used.has(at))) continue;
    for (const at of cue.own) used.add(at);
    kept.push(cue);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** “Without Red Hat's support legal won't sign” refuses what is without it. */
function isCondition(
  cue: Match<CueKind>,
  aims: ReadonlyMap<Match<CueKind>, readonly number[]>,
  tokens: readonly Token[],
): boolean {
  if (cue.meaning !== "avoid" || tokens[cue.from]?.text !== "without") return false;
  return [...aims].some(
    ([other, targets]) =>
      other.from > cue.to &&
      targets.length === 0 &&
      (other.meaning === "avoided" || other.meaning === "avoid") &&
      !tokens
        .slice(cue.to, other.from)
        .some(({ kind }) => kind === "stop" || (kind === "pause" && other.meaning === "avoid")),
  );
}

function copy(note: Said, { refused, ignored }: Said): void {
  note.refused ||= refused;
  note.ignored ||= ignored;
}

function apply(note: Said, cue: Match<CueKind>): void {
  switch (cue.meaning) {
    case "avoid":
    case "avoided":
    case "them":
    case "disliked":
    case "parted":
      note.refused = true;
      break;
    case "ignore":
    case "ignored":
    case "bear":
    case "borne":
      note.ignored = true;
      break;
    case "must":
    case "musted":
      note.must = true;
      break;
    case "only":
      note.only = true;
      break;
    case "prefer":
    case "preferred":
      note.prefer = true;
      break;
    case "few":
      note.few = true;
      break;
    case "over":
      note.outranked = true;
      break;
    case "than":
      note.bettered = true;
      break;
    case "current":
      note.current = true;
      break;
    case "keep":
    case "kept":
      note.kept = true;
      break;
    case "same":
    case "none":
      return;
  }
  const quiet =
    cue.meaning === "few" || cue.meaning === "must" || cue.meaning === "prefer" || cue.meaning === "current";
  if (!quiet) for (const at of cue.own) note.words.add(at);
}
