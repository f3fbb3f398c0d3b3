import { describe, expect, it } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { channel, setStage } from "./stage.ts";

const due = "2026-11-30T09:00:00Z";
const minutesLater = (count: number) => new Date(Date.parse(due) + count * 60_000).toISOString();

const archived = (text: string) => text.replace("state: active", "state: archived");

async function followed() {
  const stage = await setStage();
  await stage.ask("follow istio weekly always");
  return stage;
}

describe("a digest that cannot be posted", () => {
  it("is tried again, later and later, and arrives once", async () => {
    const stage = await followed();
    stage.failures.push(
      { kind: "later", reason: "HTTP 500", doubtful: true },
      { kind: "later", reason: "HTTP 503", doubtful: false },
    );
    await stage.until(due);
    expect(stage.posts).toEqual([]);
    await stage.until(minutesLater(1));
    await stage.until(minutesLater(5));
    expect(stage.posts).toHaveLength(1);
    await stage.until(minutesLater(600));
    expect(stage.posts).toHaveLength(1);
  });

  it("waits as long as the platform asks", async () => {
    const stage = await followed();
    stage.failures.push({ kind: "later", reason: "ratelimited", wait: 20 * 60_000, doubtful: false });
    await stage.until(due);
    await stage.until(minutesLater(19));
    expect(stage.posts).toEqual([]);
    await stage.until(minutesLater(21));
    expect(stage.posts).toHaveLength(1);
  });

  it("is put off for as long as the platform only asks to wait, which is no failure", async () => {
    const stage = await followed();
    const busy = {
      kind: "later",
      reason: "ratelimited",
      wait: 60_000,
      limited: true,
      doubtful: false,
    } as const;
    stage.failures.push(...Array.from({ length: 20 }, () => busy));
    for (let minute = 0; stage.failures.length > 0; minute += 5) await stage.until(minutesLater(minute));
    expect(stage.posts).toEqual([]);
    expect(plainText((await stage.ask("digests", { person: "UADMIN" })).card, { prefix: "" })).toContain(
      "Every digest was delivered",
    );
    // All nine tries are left.
    stage.failures.push(
      ...Array.from({ length: 8 }, () => ({ kind: "later", reason: "HTTP 500", doubtful: false }) as const),
    );
    for (let minute = 12 * 60; minute < 18 * 60; minute += 5) await stage.until(minutesLater(minute));
    expect(stage.posts).toHaveLength(1);
  });

  it("is given up once it was put off for a day and the platform still asks to wait", async () => {
    const stage = await followed();
    const busy = {
      kind: "later",
      reason: "ratelimited",
      wait: 600_000,
      limited: true,
      doubtful: false,
    } as const;
    Object.assign(stage.channels, { post: async () => busy });
    for (let minute = 0; minute < 40 * 60; minute += 10) await stage.until(minutesLater(minute));
    const { card } = await stage.ask("digests", { person: "UADMIN" });
    expect(plainText(card, { prefix: "" })).toContain("ratelimited, after 9 attempts");
  });

  it("is looked for before it is posted again, where it may be out", async () => {
    const stage = await followed();
    const { post } = stage.channels;
    // The platform takes the message, and its answer is lost.
    Object.assign(stage.channels, {
      post: async (posting: Parameters<typeof post>[0]) => {
        await post(posting);
        Object.assign(stage.channels, { post });
        return { kind: "later", reason: "timeout", doubtful: true };
      },
    });
    await stage.until(due);
    await stage.until(minutesLater(10));
    await stage.until(minutesLater(60));
    expect(stage.posts).toHaveLength(1);
    const [follow] = await stage.store.follows.of(channel("C1"));
    expect(follow?.dueAt).toBe(Date.parse("2026-12-07T09:00:00Z"));
  });

  it("is tried again where it may be out and cannot be looked for just now, and posted in the end", async () => {
    const stage = await followed();
    const { find } = stage.channels;
    const away = { kind: "later", reason: "ratelimited", wait: 60_000, doubtful: false } as const;
    let looked = 0;
    Object.assign(stage.channels, {
      find: async () => {
        looked++;
        return away;
      },
    });
    stage.failures.push({ kind: "later", reason: "timeout", doubtful: true });
    await stage.until(due);
    await stage.until(minutesLater(1));
    await stage.until(minutesLater(5));
    expect([looked, stage.posts.length]).toEqual([2, 0]);
    Object.assign(stage.channels, { find });
    await stage.until(minutesLater(30));
    expect(stage.posts).toHaveLength(1);
  });

  it("is posted at the last attempt though it can still not be looked for", async () => {
    const stage = await followed();
    Object.assign(stage.channels, { find: async () => ({ kind: "later", reason: "x", doubtful: false }) });
    stage.failures.push({ kind: "later", reason: "timeout", doubtful: true });
    for (let minute = 0; minute < 500; minute += 5) await stage.until(minutesLater(minute));
    expect(stage.posts).toHaveLength(1);
  });

  it("is a dead letter in the end, which an admin sees and retries", async () => {
    const stage = await followed();
    stage.failures.push(
      ...Array.from({ length: 9 }, () => ({ kind: "later", reason: "HTTP 500", doubtful: false }) as const),
    );
    for (let minute = 0; minute < 500; minute += 5) await stage.until(minutesLater(minute));
    expect(stage.posts).toEqual([]);
    expect((await stage.ask("digests")).outcome).toBe("denied");
    expect(plainText((await stage.ask("digests")).card, { prefix: "" })).toContain(
      "add your id U1 to ADMINS",
    );
    for (const person of ["UADMIN", "UBOSS"]) {
      const { card } = await stage.ask("digests", { person });
      expect(plainText(card, { prefix: "" })).toContain("HTTP 500, after 9 attempts");
    }
    const { card } = await stage.ask("digests", { person: "UADMIN" });
    const retry = card.blocks
      .flatMap((it) => (it.type === "buttons" ? it.buttons : []))
      .find((it) => "command" in it);
    await stage.ask(retry && "command" in retry ? retry.command : "", { person: "UADMIN" });
    await stage.until(minutesLater(501));
    expect(stage.posts).toHaveLength(1);
    expect(plainText((await stage.ask("digests", { person: "UADMIN" })).card, { prefix: "" })).toContain(
      "Every digest was delivered",
    );
  });

  it("is a dead letter at once where it never will be, and the next one is due all the same", async () => {
    const stage = await followed();
    stage.failures.push({ kind: "never", reason: "not_in_channel", advice: "Invite me.", gone: false });
    await stage.until(due);
    expect(plainText((await stage.ask("digests", { person: "UADMIN" })).card, { prefix: "" })).toContain(
      "not_in_channel",
    );
    await stage.until("2026-12-07T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
  });

  it("goes with everything followed where the place is gone", async () => {
    const stage = await followed();
    stage.failures.push({ kind: "never", reason: "account_inactive", advice: "", gone: true });
    await stage.until(due);
    expect(await stage.store.follows.of(channel("C1"))).toEqual([]);
  });
});

describe("a process with an older catalog", () => {
  it("leaves digests to those with the newer one, so that a change is not passed over in a rolling update", async () => {
    const old = await setStage();
    await old.ask("follow istio on change");
    const updated = await setStage({ state: old.folder });
    await updated.until("2026-11-25T10:02:00Z");
    await updated.edit("meshes/istio.yaml", archived);
    await old.until("2026-11-25T10:05:00Z");
    expect(old.posts).toEqual([]);
    await updated.until("2026-11-25T10:05:00Z");
    expect(updated.posts).toHaveLength(1);
  });

  it("delivers again when nobody with a newer one did for a while", async () => {
    const old = await setStage();
    await old.ask("follow istio weekly always at 08:00 UTC");
    const updated = await setStage({ state: old.folder });
    await updated.until("2026-11-30T07:58:00Z");
    await updated.edit("meshes/istio.yaml", archived);
    await old.until("2026-11-30T08:00:00Z");
    expect(old.posts).toEqual([]);
    await old.until("2026-11-30T08:08:00Z");
    expect(old.posts).toHaveLength(1);
  });
});

describe("a worker that died between posting and recording", () => {
  it("is followed by one that finds the message by its mark", async () => {
    const stage = await followed();
    const at = Date.parse(due);
    const [claim] = await stage.store.digests.claim(at, 1_000, 10, ["slack"]);
    if (!claim) throw new Error("nothing was due");
    await stage.store.digests.begin(claim, claim.follow, at);
    await stage.channels.post({
      place: claim.follow.place,
      card: { title: "", banners: [], blocks: [] },
      key: claim.delivery,
    });
    await stage.until(minutesLater(1));
    expect(stage.posts).toHaveLength(1);
    expect((await stage.store.follows.of(channel("C1")))[0]?.dueAt).toBe(Date.parse("2026-12-07T09:00:00Z"));
  });

  it("is followed by one that tells next time what changed in between", async () => {
    const stage = await followed();
    const at = Date.parse(due);
    const [claim] = await stage.store.digests.claim(at, 1_000, 10, ["slack"]);
    if (!claim) throw new Error("nothing was due");
    await stage.store.digests.begin(claim, claim.follow, at);
    await stage.channels.post({
      place: claim.follow.place,
      card: { title: "", banners: [], blocks: [] },
      key: claim.delivery,
    });
    await stage.edit("meshes/istio.yaml", archived);
    await stage.until(minutesLater(1));
    expect(stage.posts).toHaveLength(1);
    await stage.until("2026-12-07T09:00:00Z");
    expect(stage.posts).toHaveLength(2);
    expect(JSON.stringify(stage.posts[1]?.card)).toContain("rchived");
  });

  it("is followed by one that posts again where nothing can be looked up", async () => {
    const stage = await followed();
    Object.assign(stage.channels, { find: undefined });
    const at = Date.parse(due);
    const [claim] = await stage.store.digests.claim(at, 1_000, 10, ["slack"]);
    if (!claim) throw new Error("nothing was due");
    await stage.store.digests.begin(claim, claim.follow, at);
    await stage.channels.post({ place: claim.follow.place, card: { title: "", banners: [], blocks: [] } });
    await stage.until(minutesLater(1));
    expect(stage.posts).toHaveLength(2);
  });

  it("cannot record what another worker has taken over", async () => {
    const stage = await followed();
    const at = Date.parse(due);
    const [first] = await stage.store.digests.claim(at, 1_000, 10, ["slack"]);
    const [second] = await stage.store.digests.claim(at + 2_000, 1_000, 10, ["slack"]);
    if (!first || !second) throw new Error("nothing was due");
    const onward = { dueAt: at + 1, knowing: first.follow.knowing, turn: 0 };
    expect(await stage.store.digests.sent(first, "1.0", onward, at)).toBe(false);
    expect(await stage.store.digests.sent(second, "1.0", onward, at)).toBe(true);
  });
});
