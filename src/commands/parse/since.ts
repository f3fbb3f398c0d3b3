/** Reads since when: a day, a month, a year, a version of the catalog, or so long ago. */
import type { Context } from "../../bot/command.ts";
import { type Problem, problem } from "../../bot/problem.ts";
import { daysAfter } from "../../catalog/dates.ts";

/** The day, the version of the catalog where one was named, and the text without the words that told it. */
export type Since = { readonly day: string; readonly version?: string; readonly rest: string };

const usualDays = 90;
const lead = "(?:\\b(?:since|after|from|in|during|over|within)(?: (?:the|version|catalog)){0,4} )?";
const version = new RegExp(`${lead}\\b(\\d{4}\\.\\d{1,2}\\.\\d+)\\b`, "iu");
const numeric = new RegExp(`${lead}\\b(\\d{4}(?:-\\d{1,2}(?:-\\d{1,2})?)?)\\b(?![.-])`, "iu");
const ago =
  /(?:\b(?:since|after|from|in|during|over|within) )?(?:\bthe )?\b(?:(?:last|past) (?:(\d+) )?(day|week|month|quarter|year)s?|(\d+) (day|week|month|quarter|year)s? ago|(yesterday|today))\b/iu;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const named = new RegExp(
  `\\b(?:since|after|from|in)(?: (\\d{1,2})\\.?)? (${months.join("|")})[a-z]*(?: (\\d{1,2})(?:st|nd|rd|th)?,?(?!\\d))?(?: (\\d{4}))?\\b`,
  "iu",
);
const unitDays: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

type Parts = readonly (string | undefined)[];

/** Each way to tell a day; the first that matches wins. */
const ways: readonly (readonly [RegExp, (parts: Parts, today: string) => string | undefined])[] = [
  [named, namedDay],
  [ago, daysAgo],
  [numeric, ([date = ""]) => wholeDay(date)],
];

/** Without a word of when, the usual time. A day to come is refused. */
export function readSince(text: string, context: Context): Since | Problem {
  const { today } = context;
  const quoted = version.exec(text);
  if (quoted) return sinceVersion(quoted[1] ?? "", text.replace(quoted[0], " "), context);
  const told = ways.flatMap(([pattern, read]) => {
    const [said, ...parts] = pattern.exec(text) ?? [];
    return said === undefined ? [] : [{ said, day: read(parts, today) }];
  })[0];
  if (!told) return { day: daysAfter(today, -usualDays), rest: text };
  const { said, day } = told;
  if (day === undefined) return again("Since when?", "Give a day or a month, such as changes since 2026-06.");
  if (day > today)
    return again(`${day} is still to come`, `Today is ${today}. Give a day that is past, or none.`);
  return { day, rest: text.replace(said, " ") };
}

function sinceVersion(asked: string, rest: string, { catalog, history }: Context): Since | Problem {
  const kept = [...history, catalog];
  const meant = kept.find((it) => it.version === asked);
  const versions = kept.map((it) => it.version).join(", ");
  return meant
    ? { day: meant.date, version: meant.version, rest }
    : again(`Version ${asked} of the catalog is not kept`, `There are ${versions}.`);
}

const again = (title: string, text: string): Problem =>
  problem("usage", title, text, [{ label: `The last ${usualDays} days`, command: "changes" }]);

/** The first day of a year, month or day as typed; undefined where there is none. */
function wholeDay(date: string): string | undefined {
  const [year = "", month = "1", day = "1"] = date.split("-");
  const whole = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${whole}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== whole ? undefined : whole;
}

function daysAgo(parts: Parts, today: string): string | undefined {
  const [count = "1", unit, agoCount, agoUnit, word] = parts;
  if (word !== undefined) return daysAfter(today, word.toLowerCase() === "today" ? 0 : -1);
  const days = Number(agoCount ?? count) * (unitDays[(unit ?? agoUnit ?? "day").toLowerCase()] ?? 1);
  return days > 36_500 ? undefined : daysAfter(today, -days);
}

/** “June”, “June 2026”, “3 June”: without a year, the latest that has come. */
function namedDay(parts: Parts, today: string): string | undefined {
  const [before, name = "", after, year] = parts;
  const month = String(months.indexOf(name.toLowerCase()) + 1).padStart(2, "0");
  const rest = `${month}-${(before ?? after ?? "1").padStart(2, "0")}`;
  const thisYear = Number(today.slice(0, 4));
  const guess = `${thisYear}-${rest}` <= today ? thisYear : thisYear - 1;
  return wholeDay(`${year ?? guess}-${rest}`);
}
