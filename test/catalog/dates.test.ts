import { describe, expect, it } from "vitest";
import { daysAfter, isPast, isSince, isUntil } from "../../src/catalog/dates.ts";

describe("a date that names no day", () => {
  it("is past only when its month is over", () => {
    expect(isPast("2026-11", "2026-11-30")).toBe(false);
    expect(isPast("2026-11", "2026-12-01")).toBe(true);
    expect([isPast("2026-11-23", "2026-11-22"), isPast("2026-11-23", "2026-11-23")]).toEqual([false, true]);
  });

  it("is since a day until its month is over, and until a day once its month has begun", () => {
    expect([isSince("2026-06", "2026-06-30"), isSince("2026-06", "2026-07-01")]).toEqual([true, false]);
    expect([isUntil("2026-06", "2026-05-31"), isUntil("2026-06", "2026-06-01")]).toEqual([false, true]);
    expect([isSince("2026-06-05", "2026-06-06"), isUntil("2026-06-05", "2026-06-04")]).toEqual([
      false,
      false,
    ]);
  });

  it("is counted from in days across months and years", () => {
    expect([daysAfter("2026-12-31", 1), daysAfter("2028-03-01", -1)]).toEqual(["2027-01-01", "2028-02-29"]);
  });
});
