/** Numbers with what they count: “4 engineers”, “a dozen services”, “5k pods”. */
import type { Token } from "./tokens.ts";

export type Quantity = {
  readonly count: number;
  readonly of: string;
  /** Whether it is only a part of what they have: “the two services that need it”, “not one pod”, “2 pods per node”. */
  readonly part: boolean;
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

/** Words that end what a number counts: “one mesh for containers” counts meshes. */
const ending: ReadonlySet<string> = new Set(
  "for in on at per to with without by from and but that which who where is are was were has have must should can will do does".split(
    " ",
  ),
);

const each: ReadonlySet<string> = new Set(["each", "every", "per", "not", "no", "other", "apiece"]);
/** Around a number these pick some out: “the two services that need it”. */
const definite: ReadonlySet<string> = new Set(["the", "these", "those", "for"]);
const relative: ReadonlySet<string> = new Set(["that", "which", "who", "where", "whose"]);
/** Before “one”, these say that it is all there is. */
const owning: ReadonlySet<string> = new Set([
  "have",
  "has",
  "got",
  "run",
  "only",
  "just",
  "own",
  "exactly",
  "is",
  "on",
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
      if (next?.kind !== "word" || partial.has(next.text) || ending.has(next.text)) return [];
      // “two of our 300 services”
      const within = tokens[at - 1]?.text === "of" || tokens[at - 2]?.text === "of";
      if (within && countOf(next.text) !== undefined) return [];
      if (counted.has(next.stem)) {
        const head = headOf(tokens, at, counted);
        const of = tokens[head]?.stem ?? next.stem;
        return [{ count, of, from, to: head + 1, part: isPart(tokens, from, head, count) }];
      }
      if (next.text !== "of" && next.text !== "or" && countOf(next.text) === undefined) left--;
    }
    return [];
  });
}

/** “two backend devs” are devs; a “3 node cluster” is three nodes. */
function headOf(tokens: readonly Token[], at: number, counted: ReadonlySet<string>): number {
  const next = tokens[at + 1];
  return next && counted.has(next.stem) && /(?:s|people)$/u.test(next.text)
    ? headOf(tokens, at + 1, counted)
    : at;
}

function isPart(tokens: readonly Token[], from: number, head: number, count: number): boolean {
  const before = tokens[from - 1];
  const after = tokens[head + 1]?.text ?? "";
  if (each.has(before?.text ?? "") || each.has(after)) return true;
  if (definite.has(before?.text ?? "") && relative.has(after)) return true;
  if (count > 1) return false;
  const opens = !before || before.kind === "stop" || before.kind === "pause";
  return head > from + 1 || !(opens || owning.has(before.text));
}

/** The number a word stands for: “12”, “5k”, “a dozen”. */
export function countOf(text: string): number | undefined {
  const digits = /^(\d+(?:\.\d+)?)(k|m)?$/u.exec(text);
  if (digits) return Number(digits[1]) * (digits[2] === "k" ? 1_000 : digits[2] === "m" ? 1_000_000 : 1);
  return Object.hasOwn(words, text) ? words[text] : undefined;
}
