/** Searches texts for words: every word must be found, exactly, as a beginning, or close enough; the best come first. */
import Fuse from "fuse.js";
import { wordsOf } from "./tidy.ts";

export type Text<Item> = {
  readonly item: Item;
  readonly text: string;
  /** How much a find in this text counts: names more than notes. */
  readonly weight: number;
};

export type Hit<Item> = { readonly item: Item; readonly text: string; readonly score: number };

/** Words that say nothing of what is searched for. */
const filler = new Set(
  "a an and are can do does for how i in is it mesh meshes of on or service services the to we what which with".split(
    " ",
  ),
);

/** Builds a search over texts; `limit` hits at most. */
export function createSearch<Item>(
  texts: readonly Text<Item>[],
): (query: string, limit: number) => readonly Hit<Item>[] {
  const indexed = texts.map((it) => ({ ...it, words: new Set(wordsOf(it.text)) }));
  const vocabulary = [...new Set(indexed.flatMap(({ words }) => [...words]))].filter(
    (word) => word.length >= 4,
  );
  const fuse = new Fuse(vocabulary, {
    threshold: 0.25,
    ignoreLocation: false,
    distance: 20,
    includeScore: true,
  });

  /** The words of the texts that a typed word may mean, each with how sure that is. */
  const meanings = (word: string): ReadonlyMap<string, number> => {
    const found = new Map<string, number>([[word, 1]]);
    for (const known of vocabulary)
      if (word.length >= 3 && known.startsWith(word)) found.set(known, Math.max(found.get(known) ?? 0, 0.8));
    if (word.length >= 4 && !vocabulary.includes(word))
      for (const { item } of fuse.search(word, { limit: 3 }))
        found.set(item, Math.max(found.get(item) ?? 0, 0.5));
    return found;
  };

  return (query, limit) => {
    const asked = wordsOf(query)
      .filter((word) => !filler.has(word))
      .map(meanings);
    if (asked.length === 0) return [];
    return indexed
      .flatMap(({ item, text, weight, words }) => {
        const sure = asked.map((known) =>
          Math.max(0, ...[...known].map(([word, much]) => (words.has(word) ? much : 0))),
        );
        const score = sure.every((much) => much > 0) ? weight * sure.reduce((sum, much) => sum + much, 0) : 0;
        return score > 0 ? [{ item, text, score: score / Math.log2(words.size + 4) }] : [];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  };
}
