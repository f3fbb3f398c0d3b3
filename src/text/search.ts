/** Searches texts for words, exactly, by their beginning or stem, or close enough; the best come first. */
import Fuse from "fuse.js";
import { wordsOf } from "./tidy.ts";

export type Text<Item> = {
  readonly item: Item;
  readonly text: string;
  /** How much a find in this text counts: names more than notes. */
  readonly weight: number;
};

export type Hit<Item> = {
  readonly item: Item;
  readonly text: string;
  readonly score: number;
  /** Whether it lacks some of the words: then no text has them all. */
  readonly partial: boolean;
};

/** Words that say nothing of what is searched for. */
const filler = new Set(
  "a all an and any are as at be by can do does every for from how i in into is it its mesh meshes my of on or our per service services that the their to us use using via we what when which who with".split(
    " ",
  ),
);

const endings = /(?:ations?|ions?|ings?|ments?|ers?|ed|es|s|e|y)$/u;
const shortestStem = 4;
/** Nobody mistypes a longer one, and to compare it takes its time. */
const longestWord = 40;

/** What inflected forms share: “encrypt” of “encryption” and “encrypted”. */
function stemOf(word: string): string {
  const stem = word.replace(endings, "");
  return stem.length < shortestStem ? word : stem;
}

/** Builds a search over texts; `limit` hits at most. */
export function createSearch<Item>(
  texts: readonly Text<Item>[],
): (query: string, limit: number) => readonly Hit<Item>[] {
  const indexed = texts.map((it) => ({ ...it, words: new Set(wordsOf(it.text)) }));
  const vocabulary = [...new Set(indexed.flatMap(({ words }) => [...words]))].filter(
    (word) => word.length >= 4,
  );
  const stems = Map.groupBy(vocabulary, stemOf);
  const fuse = new Fuse(vocabulary, {
    threshold: 0.25,
    ignoreLocation: false,
    distance: 20,
    includeScore: true,
  });

  /** The words of the texts that a typed word may mean, each with how sure that is. */
  const meanings = (word: string): ReadonlyMap<string, number> => {
    const found = new Map<string, number>([[word, 1]]);
    const add = (known: string, sure: number) => found.set(known, Math.max(found.get(known) ?? 0, sure));
    for (const known of vocabulary) if (word.length >= 3 && known.startsWith(word)) add(known, 0.8);
    for (const known of stems.get(stemOf(word)) ?? []) add(known, 0.7);
    if (word.length >= 4 && word.length <= longestWord && found.size === 1 && !vocabulary.includes(word))
      for (const { item } of fuse.search(word, { limit: 3 })) add(item, 0.5);
    return found;
  };

  return (query, limit) => {
    const asked = [...new Set(wordsOf(query))].filter((word) => !filler.has(word)).map(meanings);
    const found = indexed
      .map(({ item, text, weight, words }) => {
        const sure = asked.map((known) =>
          Math.max(0, ...[...known].map(([word, much]) => (words.has(word) ? much : 0))),
        );
        const score = (weight * sure.reduce((sum, much) => sum + much, 0)) / Math.log2(words.size + 4);
        return { item, text, score, has: sure.filter((much) => much > 0).length };
      })
      .filter(({ score }) => score > 0);
    const most = Math.max(0, ...found.map(({ has }) => has));
    // A text with half of the words or fewer is about something else.
    if (most === 0 || (most < asked.length && most * 2 <= asked.length)) return [];
    return found
      .filter(({ has }) => has === most)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ item, text, score }) => ({ item, text, score, partial: most < asked.length }));
  };
}
