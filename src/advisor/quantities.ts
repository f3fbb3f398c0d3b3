/** Numbers with what they count: “4 engineers”, “a dozen services”, “5k pods”. */
import type { Token } from "./tokens.ts";

export type Quantity = {
  readonly count: number;
  readonly of: string;
  readonly from: number;
  readonly to: number;
};

const words: Readonly<Record<string, number>> = {
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  dozens: 40,
  hundred: 100,
  hundreds: 300,
  thousand: 1000,
  thousands: 3000,
};

/** Words that make it a part of the whole: “three legacy services” says nothing of how many there are. */
const partial: ReadonlySet<string> = new Set([
  "legacy",
  "old",
  "older",
  "other",
  "more",
  "extra",
  "further",
  "such",
  "external",
]);

/** How many words may stand between a number and what it counts: “6 small backend services”. */
const reach = 2;

/** Quantities of the things named in `counted`, by stem. */
export function quantitiesIn(tokens: readonly Token[], counted: ReadonlySet<string>): readonly Quantity[] {
  return tokens.flatMap((_, from) => {
    const count = countOf(tokens[from]?.text ?? "");
    if (count === undefined) return [];
    for (let at = from + 1, left = reach; at < tokens.length && left >= 0; at++) {
      const next = tokens[at];
      if (next?.kind !== "word" || partial.has(next.text)) return [];
      if (counted.has(next.stem)) return [{ count, of: next.stem, from, to: at + 1 }];
      if (next.text !== "of" && next.text !== "or" && countOf(next.text) === undefined) left--;
    }
    return [];
  });
}

/** The number a word stands for: “12”, “5k”, “a dozen”. */
export function countOf(text: string): number | undefined {
  const digits = /^(\d+(?:\.\d+)?)(k|m)?$/u.exec(text);
  if (digits) return Number(digits[1]) * (digits[2] === "k" ? 1_000 : digits[2] === "m" ? 1_000_000 : 1);
  return Object.hasOwn(words, text) ? words[text] : undefined;
}
