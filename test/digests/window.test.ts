import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Channels, Posted } from "../../src/bot/channels.ts";
import { channel, setStage } from "./stage.ts";

const due = "2026-11-30T09:00:00Z";

/** Somebody follows in each of so many channels; Slack takes a message only once it is let go. */
async function held(count: number) {
  const stage = await setStage();
  for (let at = 0; at < count; at++)
    await stage.ask("follow istio weekly always", { place: channel(`C${at}`) });
  const waiting = new Map<string, (posted: Posted) => void>();
  let most = 0;
  const post: Channels["post"] = ({ place }) =>
    new Promise((resolve) => {
      waiting.set(place.channel, resolve);
      most = Math.max(most, waiting.size);
    });
  Object.assign(stage.channels, { post });
  stage.setClock(due);
  const sent: string[] = [];
  return {
    ...stage,
    sent,
    waiting: () => waiting.size,
    mostAtOnce: () => most,
    /** Slack takes the message of one channel. */
    take(name: string) {
      waiting.get(name)?.({ kind: "sent", message: "1.0" });
      waiting.delete(name);
      sent.push(name);
    },
    anyBut: (name: string) => [...waiting.keys()].find((it) => it !== name),
  };
}

describe("digests that are due at once", () => {
  it("go on past one that Slack takes long for, twenty at a time and no more", async () => {
    const stage = await held(50);
    const delivering = stage.worker.deliverDue();
    await expect.poll(stage.waiting).toBe(20);
    while (stage.sent.length < 49) {
      await expect.poll(() => stage.anyBut("C0")).toBeDefined();
      stage.take(stage.anyBut("C0") ?? "");
    }
    expect([stage.mostAtOnce(), stage.waiting()]).toEqual([20, 1]);
    stage.take("C0");
    expect(await delivering).toBe(50);
    expect(new Set(stage.sent).size).toBe(50);
  });

  it("begin no more once it is told to stop, which waits for those under way", async () => {
    const stage = await held(30);
    stage.worker.start();
    await expect.poll(stage.waiting).toBe(20);
    let stopped = false;
    const stopping = stage.worker.stop().then(() => {
      stopped = true;
    });
    const begun = [...Array(30).keys()].map((at) => `C${at}`);
    for (const name of begun.slice(0, 19)) stage.take(name);
    await sleep(100);
    expect([stopped, stage.waiting()]).toEqual([false, 1]);
    stage.take(stage.anyBut("") ?? "");
    await stopping;
    expect(stage.mostAtOnce()).toBe(20);
    const follows = await Promise.all(begun.map((name) => stage.store.follows.of(channel(name))));
    const delivered = follows.flat().filter(({ dueAt }) => dueAt > Date.parse(due));
    expect(delivered).toHaveLength(20);
  });
});
