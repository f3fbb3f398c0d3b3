/** Messages nobody would expect: real ones broken, hostile fragments, and long ones made to be slow to read. */
import { commands } from "../../src/commands/index.ts";
import type { Random } from "./random.ts";

const examples = commands.flatMap(({ examples }) => examples);

const words =
  "istio linkerd kuma consul cilium osm traefik aws ambient sidecar compare vs show what is who supports wasm does feature recommend which mesh fits a small team no must not without or and on all all rows since 2026-06 install helm cli migrate from to replace versions 1.29 kubernetes 1.34 security sources alternatives search spiffe follow weekly on monday at 09:00 Europe/Berlin unfollow everything decide because decision 1 as adr share forget me list open source report mtls help about it that them they the two of us".split(
    " ",
  );

const hostile: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
  "istio.__proto__",
  "<!channel>",
  "<!here|here>",
  "<!subteam^S1>",
  "<@U1>",
  "<#C1|general>",
  "<https://evil.example|istio>",
  "<at>All</at>",
  "<script>alert(1)</script>",
  "&amp;lt;!channel&amp;gt;",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "{{DATE(2026-01-01,SHORT)}}",
  "*b* _i_ ~s~ `c` ```d```",
  "$" + "{process.env.SLACK_BOT_TOKEN}",
  "{{constructor.constructor('return 1')()}}",
  "../../etc/passwd",
  "%00%0a%0d",
  "'; drop table follows; --",
  "\u202eoitsi\u202c",
  "\u0000",
  "\ud800",
  "\udfff\ud83d",
  "\u{1f1e9}\u{1f1ea}",
  "e\u0301\u0301\u0301\u0301",
  "ﬁ",
  "İstanbul",
  "ſervice",
  "\u2028\u2029",
  "\u00ad\u200b\ufeff",
  "１２３",
  "😀".repeat(30),
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e999",
  "9".repeat(400),
  "2026-99-99",
  "since 0000-00",
  "at 99:99",
  "every -1 days",
  "Mars/Olympus_Mons",
];

/** Each is short and ends in what makes a careless pattern try everything again. */
const repeated: readonly string[] = [
  " ",
  ", ",
  "a ",
  "and ",
  "on ",
  "vs ",
  "istio vs ",
  "no ",
  "not without ",
  "from a to ",
  "1.",
  "0",
  "-",
  "'",
  '"',
  "(",
  "<",
  "<at>",
  "&amp;",
  "@a ",
  "please ",
  "what is ",
  "because ",
  "\n",
  "\t\n",
  "é",
  "x",
  "all ",
];

/** One message; the next of the same generator is another. */
export function messageFrom(random: Random): string {
  switch (random.below(7)) {
    case 0:
      return mutated(random.pick(examples), random);
    case 1:
      return joined(random, () => random.pick(words), 12);
    case 2:
      return joined(random, () => (random.chance(0.7) ? random.pick(words) : random.pick(hostile)), 10);
    case 3:
      return `${random.pick(examples)} ${random.pick(hostile)}`;
    case 4:
      return Array.from({ length: random.below(60) }, () => String.fromCharCode(random.below(0x1_0000))).join(
        "",
      );
    case 5:
      return mutated(mutated(mutated(random.pick(examples), random), random), random);
    default:
      // Long ones cost as much as a thousand short ones.
      return random.chance(0.02)
        ? random.pick(words) +
            random.pick(repeated).repeat(1 + random.below(4_500)) +
            random.pick(["", "!", "x", "istio"])
        : joined(random, () => random.pick([random.pick(hostile), random.pick(repeated)]), 4);
  }
}

const joined = (random: Random, part: () => string, most: number): string =>
  Array.from({ length: 1 + random.below(most) }, part).join(random.pick([" ", " ", " ", ", ", "", "\n"]));

function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const other = random.below(text.length + 1);
  const [from, to] = [Math.min(at, other), Math.max(at, other)];
  switch (random.below(7)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, at) + random.pick(hostile) + text.slice(at);
    case 2:
      return text.slice(0, to) + text.slice(from, to) + text.slice(to);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random.below(0x250)) + text.slice(at + 1);
    case 4:
      return text
        .split(" ")
        .toSorted(() => random.below(3) - 1)
        .join(" ");
    case 5:
      return random.chance(0.5) ? text.toUpperCase() : `${text} ${random.pick(words)} ${random.pick(words)}`;
    default:
      return text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);
  }
}

/** What a form might come back with, whatever its fields are. */
export function valuesFrom(ids: readonly string[], random: Random): Record<string, readonly string[]> {
  const entries = Array.from({ length: random.below(6) }, () => [
    random.chance(0.8) && ids.length > 0 ? random.pick(ids) : random.pick(hostile),
    Array.from({ length: random.below(4) }, () => messageFrom(random).slice(0, 300)),
  ]);
  return Object.fromEntries(entries);
}
