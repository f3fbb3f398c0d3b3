/** When digests come: read from people's words, told back in words, and worked out in a time zone. */
import { Cron } from "croner";
import type { Schedule } from "../store/store.ts";
import { capital } from "../text/capital.ts";

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** What somebody said about when; what they left out is undefined. */
export type When = {
  readonly every?: "day" | "weekday" | "week" | "month" | "change";
  /** 0 is Sunday. */
  readonly weekdays?: readonly number[];
  readonly dayOfMonth?: number;
  readonly time?: { readonly hour: number; readonly minute: number };
  readonly zone?: string;
};

/** Weekly on Monday at nine, unless something else is said. */
export function scheduleOf({ every, weekdays, dayOfMonth, time, zone }: When, usualZone: string): Schedule {
  const { hour, minute } = time ?? { hour: 9, minute: 0 };
  const at = `${minute} ${hour}`;
  const day = weekdays && weekdays.length > 0 ? weekdays.join(",") : undefined;
  const dates =
    dayOfMonth !== undefined || every === "month"
      ? `${dayOfMonth ?? 1} * *`
      : every === "day" || every === "change"
        ? `* * ${day ?? "*"}`
        : every === "weekday"
          ? "* * 1-5"
          : `* * ${day ?? 1}`;
  return { pattern: `${at} ${dates}`, zone: zone ?? usualZone, onChange: every === "change" };
}

/** The next times after a moment, in order; a time that a change of clocks skips comes right after the gap. */
export function nextTimes({ pattern, zone }: Schedule, after: Date, count: number): readonly Date[] {
  return new Cron(pattern, { timezone: zone, paused: true }).nextRuns(count, after);
}

/** @throws when a pattern never comes, which none of ours does. */
export function nextTime(schedule: Schedule, after: Date): Date {
  const [next] = nextTimes(schedule, after, 1);
  if (!next) throw new Error(`the schedule ${schedule.pattern} never comes`);
  return next;
}

/** “every Monday at 09:00 (Europe/Berlin)”. */
export function wordsOf({ pattern, zone, onChange }: Schedule): string {
  const [minute = "0", hour = "9", dayOfMonth = "*", , weekday = "*"] = pattern.split(" ");
  const at = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")} (${zone})`;
  if (onChange) return `when something changes, looked at every day at ${at}`;
  if (dayOfMonth !== "*") return `every month on the ${ordinal(Number(dayOfMonth))} at ${at}`;
  if (weekday === "*") return `every day at ${at}`;
  if (weekday === "1-5") return `every weekday at ${at}`;
  const names = weekday.split(",").map((day) => capital(days[Number(day)] ?? ""));
  const last = names.pop();
  return `every ${names.length > 0 ? `${names.join(", ")} and ` : ""}${last} at ${at}`;
}

/** “weekly on monday at 09:00 Europe/Berlin”, as `follow` reads it. */
export function typedSchedule({ pattern, zone, onChange }: Schedule): string {
  const [minute = "0", hour = "9", dayOfMonth = "*", , weekday = "*"] = pattern.split(" ");
  const at = `at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} ${zone}`;
  if (onChange) return `on change ${at}`;
  if (dayOfMonth !== "*") return `monthly on the ${ordinal(Number(dayOfMonth))} ${at}`;
  if (weekday === "*") return `daily ${at}`;
  if (weekday === "1-5") return `every weekday ${at}`;
  const names = weekday.split(",").map((day) => days[Number(day)] ?? "");
  return `weekly on ${names.join(" and ")} ${at}`;
}

function ordinal(day: number): string {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}
