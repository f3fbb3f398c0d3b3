import { describe, expect, it } from "vitest";
import type { Watch } from "../../src/bot/watch.ts";
import { channel, setStage } from "./stage.ts";

/** Keeps how every piece of work ended. */
function createWatch() {
  const ends: string[] = [];
  const watch: Watch = async (work, act, endOf, failureOf = () => "failed") => {
    try {
      const value = await act();
      ends.push(`${work.kind} ${endOf(value).outcome}`);
      return value;
    } catch (error) {
      ends.push(`${work.kind} ${failureOf(error)}`);
      throw error;
    }
  };
  return { ends, watch };
}

const daily = "follow mesh of the week daily at 09:00 UTC";

describe("each attempt at a digest", () => {
  it("is told by what it came to: sent, tried again, given up, or nothing new", async () => {
    const { ends, watch } = createWatch();
    const stage = await setStage({ watch });
    await stage.ask(daily);
    await stage.ask("follow istio daily at 09:00 UTC", { place: channel("C2") });
    await stage.until("2026-11-26T09:00:00Z");
    expect(ends.toSorted()).toEqual(["delivery quiet", "delivery sent"]);

    ends.length = 0;
    stage.failures.push({ kind: "later", reason: "busy", doubtful: false });
    await stage.until("2026-11-27T09:00:00Z");
    await stage.until("2026-11-27T10:00:00Z");
    expect(ends.toSorted()).toEqual(["delivery quiet", "delivery retried", "delivery sent"]);

    ends.length = 0;
    stage.failures.push({ kind: "never", reason: "no", advice: "Ask.", gone: false });
    await stage.until("2026-11-28T09:00:00Z");
    expect(ends).toContain("delivery dead");

    ends.length = 0;
    stage.failures.push({ kind: "never", reason: "no", advice: "Ask.", gone: true });
    await stage.until("2026-11-29T09:00:00Z");
    expect(ends).toContain("delivery gone");
  });

  it("waits in a queue whose length and lateness can be told", async () => {
    const stage = await setStage();
    await stage.ask(daily);
    await stage.ask(daily, { place: channel("C2") });
    expect(await stage.queue()).toEqual({ due: 0, lateSeconds: 0 });
    stage.setClock("2026-11-26T09:00:30Z");
    expect(await stage.queue()).toEqual({ due: 2, lateSeconds: 30 });
    await stage.until("2026-11-26T09:01:00Z");
    expect(await stage.queue()).toEqual({ due: 0, lateSeconds: 0 });
  });
});
