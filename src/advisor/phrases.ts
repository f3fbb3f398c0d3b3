/** Phrases as data: compiled once, then found in a list of words. */
import { stemOf, type Token } from "./tokens.ts";
import { type Item, isSeveral, mostFiller, spell, spellGlued, type Word } from "./ways.ts";

export type Phrase<Meaning> = {
  readonly meaning: Meaning;
  readonly items: readonly Item[];
  /** Only where a thought begins. */
  readonly opens: boolean;
  /** Only where a thought ends. */
  readonly closes: boolean;
};

export type Match<Meaning> = {
  readonly meaning: Meaning;
  readonly from: number;
  /** One past the last token. */
  readonly to: number;
  /** Tokens the phrase itself names, without gaps and fillers. */
  readonly own: ReadonlySet<number>;
};

export type Grammar = {
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly filler: ReadonlySet<string>;
};

const gapWidth = 4;

/** Verbs and words of place that make a gap no wider: “control plane that must not be tied to Kubernetes”. */
const light: ReadonlySet<string> = new Set(
  "be to of not is are was were can must do does will would should may might has have been in on at by it that which".split(
    " ",
  ),
);

export type Compile = <Meaning>(phrase: string, meaning: Meaning) => Phrase<Meaning>;

/** Reads phrases. What one choice of words stands for is worked out once, however many phrases offer it. */
export function createCompile({ families }: Grammar): Compile {
  const known = new Map<string, Item["ways"]>();
  function waysOf(choice: string): Item["ways"] {
    const ways = known.get(choice) ?? membersOf(choice, families).map(wordsOf);
    known.set(choice, ways);
    return ways;
  }
  return (phrase, meaning) => {
    const items: Item[] = [];
    let gap = 0;
    const opens = phrase.startsWith("^");
    const closes = phrase.endsWith("$");
    for (const part of phrase
      .toLowerCase()
      .replace(/^\^|\$$/gu, "")
      .split(/\s+/u)) {
      if (part === "..") {
        gap += gapWidth;
        continue;
      }
      const optional = part.endsWith("?");
      const choices = (optional ? part.slice(0, -1) : part).split("|");
      items.push({ ways: choices.flatMap(waysOf), optional, gap });
      gap = 0;
    }
    return { meaning, items, opens, closes };
  };
}

/** The families of words that a phrase names, each in braces. */
export const familiesIn = (phrase: string): readonly string[] =>
  Array.from(phrase.matchAll(/\{([^{}]*)\}/gu), ([, name = ""]) => name);

function membersOf(choice: string, families: Grammar["families"]): readonly string[] {
  const name = /^\{(.+)\}$/u.exec(choice)?.[1];
  if (name === undefined) return [choice];
  const members = families[name];
  if (!members) throw new Error(`no family {${name}} is defined under families`);
  return members.flatMap((member) => membersOf(member, families));
}

const wordsOf = (text: string): readonly Word[] =>
  text
    .split(/[\s_-]+/u)
    .filter((word) => word !== "")
    .map((written) => {
      const raw = written.replace(/^=/u, "");
      return { raw, stem: stemOf(raw), exact: raw !== written };
    });

/** Every word that some phrase names, once. */
export function vocabularyOf(phrases: readonly Phrase<unknown>[]): readonly string[] {
  const ways = new Set(phrases.flatMap(({ items }) => items.flatMap((item) => item.ways)));
  return [...new Set([...ways].flatMap((way) => way.map(({ raw }) => raw)))];
}

/** Builds a search for all places where one of the phrases stands, longest first at each place. */
export function createSearch<Meaning>(
  phrases: readonly Phrase<Meaning>[],
  { filler }: Grammar,
): (tokens: readonly Token[]) => readonly Match<Meaning>[] {
  const opening = indexByOpening(phrases);
  return (tokens) =>
    tokens.flatMap((token, from) => {
      const next = tokens[from + 1];
      const keys = [
        token.stem,
        token.text.slice(0, 4),
        ...(isSeveral(token) ? ["#"] : []),
        ...(next ? [`${token.text}${next.text}`.slice(0, 4)] : []),
      ];
      const tried = new Set(keys.flatMap((key) => opening.get(key) ?? []));
      const before = tokens[from - 1];
      return [...tried].flatMap((phrase) => {
        if (phrase.opens && before && !/^[.!?;:]/u.test(before.text)) return [];
        const own = walk(phrase.items, 0, tokens, from, filler);
        if (!own || own[0] !== from) return [];
        const to = Math.max(...own) + 1;
        const after = tokens[to];
        if (phrase.closes && after && after.kind !== "stop" && after.kind !== "pause") return [];
        return [{ meaning: phrase.meaning, from, to, own: new Set(own) }];
      });
    });
}

/** Phrases by what their first word may look like: its stem, or its first letters where it may be glued. */
function indexByOpening<Meaning>(
  phrases: readonly Phrase<Meaning>[],
): ReadonlyMap<string, readonly Phrase<Meaning>[]> {
  const index = new Map<string, Phrase<Meaning>[]>();
  for (const phrase of phrases) {
    const keys = new Set<string>();
    for (const item of phrase.items) {
      for (const [first] of item.ways) if (first) keys.add(first.stem).add(first.raw.slice(0, 4));
      if (!item.optional) break;
    }
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), phrase]);
  }
  return index;
}

/** The tokens that items from `at` on take up, beginning at token `from`; undefined where they do not fit. */
function walk(
  items: readonly Item[],
  at: number,
  tokens: readonly Token[],
  from: number,
  filler: ReadonlySet<string>,
): readonly number[] | undefined {
  const item = items[at];
  if (!item) return [];
  for (const place of placesFor(item, at, tokens, from, filler)) {
    for (const way of item.ways) {
      const taken = spell(way, tokens, place, filler);
      if (!taken) continue;
      const after = (taken.at(-1) ?? place) + 1;
      const rest = walk(items, at + 1, tokens, after, filler);
      if (rest) return [...taken, ...rest];
    }
    const glued = spellGlued(item, items[at + 1], tokens[place]);
    const rest = glued && walk(items, at + 2, tokens, place + 1, filler);
    if (rest) return [place, ...rest];
  }
  return item.optional ? walk(items, at + 1, tokens, from, filler) : undefined;
}

/** Where an item may stand: at `from`, past fillers, or past other words where its gap allows. */
function placesFor(
  { gap }: Item,
  at: number,
  tokens: readonly Token[],
  from: number,
  filler: ReadonlySet<string>,
): readonly number[] {
  const places = [from];
  if (at === 0) return places;
  let skipped = 0;
  for (let place = from; place < tokens.length; place++) {
    const token = tokens[place];
    const colon = gap > 0 && token?.text === ":";
    if (!token || (token.kind === "stop" && !colon) || token.kind === "pause") break;
    if (place - from > mostFiller) break;
    const passes = colon || filler.has(token.text) || (gap > 0 && light.has(token.text));
    if (!passes && ++skipped > gap) break;
    places.push(place + 1);
  }
  return places;
}
