import { describe, expect, it } from "vitest";
import { nextTimes, scheduleOf, typedSchedule, wordsOf } from "../../src/digests/schedule.ts";
import { readWhen } from "../../src/digests/when.ts";

const read = (text: string, zone = "UTC") => {
  const { when, rest, always, mistake } = readWhen(text);
  const schedule = scheduleOf(when, zone);
  return { words: wordsOf(schedule), schedule, rest, always, mistake };
};

describe("when something should come", () => {
  it.each([
    ["istio", "istio", "every Monday at 09:00 (UTC)"],
    [
      "istio linkerd weekly on monday at 09:00 Europe/Berlin",
      "istio linkerd",
      "every Monday at 09:00 (Europe/Berlin)",
    ],
    ["all daily at 9am", "all", "every day at 09:00 (UTC)"],
    [
      "kuma every monday and thursday at 17:30 in berlin",
      "kuma",
      "every Monday and Thursday at 17:30 (Europe/Berlin)",
    ],
    ["kuma on fridays, 4 pm new york time", "kuma ,", "every Friday at 16:00 (America/New_York)"],
    [
      "linkerd monthly on the 15th at noon America/New_York",
      "linkerd",
      "every month on the 15th at 12:00 (America/New_York)",
    ],
    ["consul monthly", "consul", "every month on the 1st at 09:00 (UTC)"],
    ["all every weekday at 8 UTC", "all", "every weekday at 08:00 (UTC)"],
    ["istio at midnight GMT", "istio", "every Monday at 00:00 (UTC)"],
    ["istio on change", "istio", "when something changes, looked at every day at 09:00 (UTC)"],
    [
      "istio whenever something changes",
      "istio",
      "when something changes, looked at every day at 09:00 (UTC)",
    ],
    ["istio at 12am", "istio", "every Monday at 00:00 (UTC)"],
    ["istio at 12:30 pm", "istio", "every Monday at 12:30 (UTC)"],
  ])("%s", (text, rest, words) => {
    expect(read(text)).toMatchObject({ rest, words, mistake: undefined });
  });

  it.each([
    ["istio always", true],
    ["istio weekly even if nothing is new", true],
    ["istio weekly", false],
  ])("%s: also where nothing is new is %s", (text, always) => {
    expect(read(text)).toMatchObject({ rest: "istio", always });
  });

  it.each([
    ["istio hourly", /hourly.*not offered/u],
    ["istio every other week", /every other week.*not offered/u],
    ["istio every 5 minutes", /not offered/u],
    ["istio at 25:00", /no such time/u],
    ["istio at 13pm", /no such time/u],
    ["istio on the 31st", /1st to the 28th/u],
    ["istio at 9 Mars/Olympus", /no time zone “Mars\/Olympus”/u],
  ])("%s is refused with what to say instead", (text, mistake) => {
    expect(read(text).mistake).toMatch(mistake);
  });

  it("is typed back in words that are read alike", () => {
    for (const text of [
      "daily at 7:05",
      "weekly on tue and fri",
      "monthly on the 3rd",
      "every weekday",
      "on change at 6",
    ]) {
      const { schedule } = read(`istio ${text} Asia/Tokyo`);
      expect(read(typedSchedule(schedule)).schedule).toEqual(schedule);
    }
  });
});

describe("the next times", () => {
  const times = (text: string, after: string, count = 4) =>
    nextTimes(read(text).schedule, new Date(after), count).map((it) => it.toISOString());

  it("keep the hour when clocks go forward", () => {
    expect(times("daily at 9 Europe/Berlin", "2027-03-26T12:00:00Z")).toEqual([
      "2027-03-27T08:00:00.000Z",
      "2027-03-28T07:00:00.000Z",
      "2027-03-29T07:00:00.000Z",
      "2027-03-30T07:00:00.000Z",
    ]);
  });

  it("keep the hour when clocks go back", () => {
    expect(times("weekly on monday at 9 America/New_York", "2026-10-20T00:00:00Z", 3)).toEqual([
      "2026-10-26T13:00:00.000Z",
      "2026-11-02T14:00:00.000Z",
      "2026-11-09T14:00:00.000Z",
    ]);
  });

  it("come once a day also where clocks skip the hour, right after the gap", () => {
    expect(times("daily at 2:30 Europe/Berlin", "2027-03-27T12:00:00Z", 2)).toEqual([
      "2027-03-28T01:00:00.000Z",
      "2027-03-29T00:30:00.000Z",
    ]);
  });

  it("come once a day also where clocks show the hour twice", () => {
    expect(times("daily at 2:30 Europe/Berlin", "2026-10-24T12:00:00Z", 3)).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
      "2026-10-27T01:30:00.000Z",
    ]);
  });

  it("cross into half-hour zones and over the date line", () => {
    expect(times("monthly on the 1st at 0:15 Pacific/Auckland", "2026-12-15T00:00:00Z", 1)).toEqual([
      "2026-12-31T11:15:00.000Z",
    ]);
    expect(times("daily at 9 Asia/Kolkata", "2026-12-15T00:00:00Z", 1)).toEqual(["2026-12-15T03:30:00.000Z"]);
  });
});
