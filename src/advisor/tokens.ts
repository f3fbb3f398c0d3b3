/** Cuts a message into words, marks of pause and joints, each with its place in the text. */
import { tidy } from "../text/tidy.ts";

export type Token = {
  /** Lower case, without a possessive; `not` where a contraction held one. */
  readonly text: string;
  readonly stem: string;
  /** stop ends a thought, pause may end one, joint joins two words of a list. */
  readonly kind: "word" | "stop" | "pause" | "joint";
  readonly start: number;
  readonly end: number;
};

export type Tokens = { readonly text: string; readonly list: readonly Token[] };

const contraction =
  /^(do|does|did|is|are|was|were|have|has|had|ca|can|wo|would|should|could|must|need|ai)n'?t$/u;
const contracted: Readonly<Record<string, string>> = { ca: "can", can: "can", wo: "will", ai: "is" };
/** “cant” and “wont” are contractions without their apostrophe; “want” and “cant” of a roof do not come up. */
const expandedNot: ReadonlySet<string> = new Set(["cannot"]);

/** Written forms whose marks would tear them apart. */
const whole: readonly (readonly [RegExp, string])[] = [
  [/\ba\s?\/\s?b\b/gu, "a_b"],
  [/\bdc\/os\b/gu, "dc_os"],
  [/\bci\/cd\b/gu, "ci_cd"],
  [/\b24\s?[/x]\s?7\b/gu, "24_7"],
  [/\bz\/os\b/gu, "z_os"],
  [/\bw\/o\b/gu, "w_o"],
  [/\b(\d),(\d{3})\b/gu, "$1_$2"],
  [/\b([1-9]) (000)\b/gu, "$1_$2"],
];

/** An address range is one word, not a count of anything. */
const range = /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/gu;

const piece =
  /(?<bang>(?<![^\s,(])!(?=\p{L}))|(?<word>[\p{L}\p{N}_]+(?:\.\d+)*(?:'[\p{L}]+)?)|(?<stop>[.!?;:()[\]|"]+|(?<=\s)-+(?=\s))|(?<pause>,)|(?<joint>[+&/=]|->|=>|>|<)/gu;

const joints: Readonly<Record<string, string>> = {
  "+": "and",
  "&": "and",
  "/": "slash",
  "=": "equals",
  ">": "over",
};

export function tokenise(message: string): Tokens {
  const text = tidy(message.replace(/\s*[\r\n•]+\s*/gu, "; "));
  // Same length piece by piece, so that places in `read` are places in `text`.
  let read = text.toLowerCase();
  if (read.length !== text.length) read = text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
  for (const [pattern, kept] of whole)
    read = read.replace(pattern, (found, ...groups: string[]) => {
      const to = kept.replace(/\$(\d)/gu, (_, at) => groups[Number(at) - 1] ?? "");
      return to.length === found.length ? to : found;
    });
  read = read.replace(range, (found) => "cidr".padEnd(found.length, "_"));
  return { text, list: [...read.matchAll(piece)].flatMap(tokensOf) };
}

function tokensOf(match: RegExpExecArray): readonly Token[] {
  const [written] = match;
  const start = match.index;
  const end = start + written.length;
  const { bang, word, stop, pause } = match.groups ?? {};
  if (bang !== undefined) return [wordToken("not", start, end)];
  if (stop !== undefined) return [{ text: written, stem: written, kind: "stop", start, end }];
  if (pause !== undefined) return [{ text: ",", stem: ",", kind: "pause", start, end }];
  if (word === undefined) {
    const text = joints[written] ?? "to";
    return [{ text, stem: stemOf(text), kind: "joint", start, end }];
  }
  const contracts = contraction.exec(word);
  if (contracts || expandedNot.has(word)) {
    const verb = contracts?.[1] ?? "can";
    return [wordToken(contracted[verb] ?? verb, start, end), wordToken("not", start, end)];
  }
  const parts = partsOf(word.replace(/'(?:s|re|ve|ll|d|m)$/u, ""), start, end);
  return isVerb(word, match.input.slice(end)) ? [...parts, wordToken("is", end - 2, end)] : parts;
}

/** “complexity's fine” has a verb where “Istio's modes” has an owner. */
const isVerb = (word: string, rest: string): boolean =>
  /'s$/u.test(word) &&
  !pronouns.has(word.slice(0, -2)) &&
  /^\s+(?:not|no|never|fine|ok|okay|cool|out|off|banned|forbidden|gone|dead|too|a|an|the|our|my|optional|irrelevant|acceptable|alright|key|king|mandatory|required|needed|essential|enough|plentiful|plenty|already|been|going|ruled|cheap|scarce|tight|limited|in|on|allowed|prohibited)\b/u.test(
    rest,
  );

const pronouns: ReadonlySet<string> = new Set(["it", "that", "what", "there", "who", "here", "let", "how"]);

/** Words glued by underscores are taken apart, but for the written forms kept whole. */
function partsOf(word: string, start: number, end: number): readonly Token[] {
  if (word === "w_o") return [wordToken("without", start, end)];
  if (kept.has(word) || /^\d+(_\d{3})+$/u.test(word))
    return [wordToken(word.replaceAll("_", ""), start, end)];
  const size = /^(\d+)(mb|mib|gb|gib|ms|min|mins)$/u.exec(word);
  if (size?.[1] && size[2]) {
    const middle = start + size[1].length;
    return [wordToken(size[1], start, middle), wordToken(size[2], middle, end)];
  }
  if (!word.includes("_")) return [wordToken(word, start, end)];
  let at = start;
  return word.split("_").flatMap((part) => {
    const from = at;
    at += part.length + 1;
    return part === "" ? [] : [wordToken(part, from, from + part.length)];
  });
}

const kept: ReadonlySet<string> = new Set(["a_b", "dc_os", "ci_cd", "24_7", "z_os", "w_o"]);

export function wordToken(text: string, start: number, end: number): Token {
  return { text, stem: stemOf(text), kind: "word", start, end };
}

/** The part of an English word its forms share: “splits”, “splitting” and “split” are one. */
export function stemOf(word: string): string {
  if (word.length <= 3 || /\d/u.test(word)) return word;
  let stem = word;
  if (/ies$/u.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:x|ch|sh|ss)es$/u.test(stem)) stem = stem.slice(0, -2);
  else if (/[^siu]s$/u.test(stem)) stem = stem.slice(0, -1);
  const bare = /^(.*[aeiouy].*)(?:ing|ed)$/u.exec(stem)?.[1];
  if (bare !== undefined && bare.length >= 3) stem = bare.replace(/([bdgklmnprt])\1$/u, "$1");
  else if (/^.{4,}ly$/u.test(stem)) stem = stem.slice(0, -2);
  if (/[^aeiou]y$/u.test(stem) && stem.length > 3) stem = `${stem.slice(0, -1)}i`;
  return stem.length > 4 ? stem.replace(/e$/u, "") : stem;
}
