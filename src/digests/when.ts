/** Reads when something should come, out of the words around it. */
import type { When } from "./schedule.ts";

export type ReadWhen = {
  readonly when: When;
  /** Send also where nothing is new. */
  readonly always: boolean;
  /** The words that say nothing of when. */
  readonly rest: string;
  /** What is wrong with what was said, as a sentence. */
  readonly mistake?: string;
};

const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const weekday =
  "(?:sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)s?";

/** Each takes its words out of the text; the first that match win. */
const phrases = {
  always:
    /\b(?:always|(?:even|also) (?:if|when|where) (?:there(?:'s| is) )?(?:nothing|no)(?: is| has)?(?: (?:news?|change[sd]?)){0,2})\b/iu,
  change:
    /\b(?:(?:on|upon|at|after) (?:any |every |each )?changes?|(?:when|whenever|if|as soon as) (?:something|anything|it|they) changes?|immediately)\b/iu,
  monthly: /\b(?:monthly|every month|each month|once a month)\b/iu,
  weekdays: /\b(?:(?:every|each|on) (?:weekdays?|workdays?|working days?)|weekdays)\b/iu,
  daily: /\b(?:daily|every ?day|each day|once a day)\b/iu,
  weekly: /\b(?:weekly|every week|each week|once a week)\b/iu,
  unable:
    /\b(?:hourly|every (?:hour|minute|second|other|2nd|two|three|\d+)\b.*|fortnightly|bi-?weekly|bi-?monthly|quarterly|yearly|annually)(?: (?:days?|weeks?|months?))?\b/iu,
  date: /\bon (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: (?:day )?of (?:the|each|every) month)?\b(?!:)/iu,
  days: new RegExp(
    `\\b(?:(?:on|every|each) )?((?:${weekday})(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*&\\s*|\\s*,\\s*and\\s+)(?:${weekday}))*)\\b`,
    "iu",
  ),
  time: /\b(?:at |@ ?)?(\d{1,2})[:.](\d{2})(?: ?(am|pm|a\.m\.|p\.m\.))?(?: ?(?:h|o'clock))?(?![\w:])|\b(?:at |@ ?)?(\d{1,2}) ?(am|pm|a\.m\.|p\.m\.)(?![\w:])|\bat (\d{1,2})(?: ?(?:h|o'clock))?(?![\w:])|\b(?:at )?(noon|midnight)\b/iu,
} as const;

export function readWhen(text: string): ReadWhen {
  let rest = text;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest);
    if (!found) return undefined;
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`;
    return found;
  };

  const always = take(phrases.always) !== undefined;
  const unable = take(phrases.unable);
  const onChange = take(phrases.change) !== undefined;
  const zone = takeZone(rest);
  const strange = zone ? undefined : /\b[a-z]+\/[a-z_]+\b/iu.exec(rest)?.[0];
  rest = zone?.rest ?? rest;
  const time = timeOf(take(phrases.time));
  const monthly = take(phrases.monthly) !== undefined;
  const weekdays = take(phrases.weekdays) !== undefined;
  const daily = take(phrases.daily) !== undefined;
  const weekly = take(phrases.weekly) !== undefined;
  const named = take(phrases.days)?.[1];
  const date = take(phrases.date)?.[1];
  const every = onChange
    ? "change"
    : weekdays
      ? "weekday"
      : daily
        ? "day"
        : monthly || date !== undefined
          ? "month"
          : weekly || named !== undefined
            ? "week"
            : undefined;
  const mistake = mistakeIn({ unable: unable?.[0], strange, time, date });
  return {
    when: {
      ...(every && { every }),
      ...(named !== undefined && { weekdays: weekdaysIn(named) }),
      ...(date !== undefined && { dayOfMonth: Number(date) }),
      ...(time && time !== "impossible" && { time }),
      ...(zone && { zone: zone.name }),
    },
    always,
    rest: rest.replace(/\s+/gu, " ").trim(),
    ...(mistake !== undefined && { mistake }),
  };
}

type Said = {
  readonly unable: string | undefined;
  readonly strange: string | undefined;
  readonly time: ReturnType<typeof timeOf>;
  readonly date: string | undefined;
};

function mistakeIn({ unable, strange, time, date }: Said): string | undefined {
  if (unable !== undefined)
    return `“${unable.trim()}” is not offered: choose daily, weekly, monthly, every weekday, or on change.`;
  if (strange !== undefined)
    return `I know no time zone “${strange}”: write it as Europe/Berlin, America/New_York or UTC.`;
  if (time === "impossible") return "There is no such time of day: write it as 09:00 or 9am.";
  if (date !== undefined && (Number(date) < 1 || Number(date) > 28))
    return "Choose a day of the month from the 1st to the 28th, which every month has.";
  return undefined;
}

const weekdaysIn = (words: string): readonly number[] => {
  const found = [...words.toLowerCase().matchAll(/\b(sun|mon|tue|wed|thu|fri|sat)/gu)];
  return [...new Set(found.map(([day]) => weekdayNames.indexOf(day)))].sort((a, b) => a - b);
};

function timeOf(
  found: RegExpExecArray | undefined,
): { readonly hour: number; readonly minute: number } | "impossible" | undefined {
  if (!found) return undefined;
  const [, hour, minute = "0", half, bare, bareHalf, plainHour, named] = found;
  if (named !== undefined) return { hour: named.toLowerCase() === "noon" ? 12 : 0, minute: 0 };
  const said = Number(hour ?? bare ?? plainHour);
  const suffix = (half ?? bareHalf)?.toLowerCase().replaceAll(".", "");
  if (suffix !== undefined && (said < 1 || said > 12)) return "impossible";
  const at = suffix === undefined ? said : (said % 12) + (suffix === "pm" ? 12 : 0);
  return at > 23 || Number(minute) > 59 ? "impossible" : { hour: at, minute: Number(minute) };
}

/** Every zone by its name, and by its city where only one zone has it. */
const zones: ReadonlyMap<string, string> = new Map(
  ["UTC", ...Intl.supportedValuesOf("timeZone")].flatMap((name): [string, string][] => {
    const city = name.split("/").at(-1) ?? name;
    return [
      [city.toLowerCase().replaceAll("_", " "), name],
      [name.toLowerCase(), name],
    ];
  }),
);

/** A zone named with a slash, as `UTC` or `GMT`, or by its city after the time. */
function takeZone(text: string): { readonly name: string; readonly rest: string } | undefined {
  const slashed = /\b[a-z]+(?:\/[a-z_+-]+\d*)+\b/iu.exec(text);
  const found = slashed ?? /\b(?:utc|gmt|z)\b/iu.exec(text) ?? cityIn(text);
  if (!found) return undefined;
  const said = found[0].trim().toLowerCase();
  const name = said === "gmt" || said === "z" ? "UTC" : (zones.get(said) ?? aliasOf(said));
  if (name === undefined) return undefined;
  const before = text.slice(0, found.index).replace(/\s*\b(?:in|time zone|timezone|tz)\s*$/iu, " ");
  const after = text.slice(found.index + found[0].length).replace(/^\s*time\b/iu, " ");
  return { name, rest: `${before} ${after}` };
}

function cityIn(text: string): { readonly 0: string; readonly index: number } | undefined {
  for (const found of text.matchAll(/\b[a-z]+(?: [a-z]+)?(?= time\b|\s*$)/giu))
    if (zones.has(found[0].toLowerCase())) return found;
  const [last] = /\b[a-z]+$/iu.exec(text.trim()) ?? [];
  const at = last === undefined ? -1 : text.lastIndexOf(last);
  return last !== undefined && zones.has(last.toLowerCase()) ? { 0: last, index: at } : undefined;
}

/** Older names that the platform still understands. */
function aliasOf(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
