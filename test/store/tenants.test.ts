import { describe, expect, it } from "vitest";
import type { Place } from "../../src/bot/place.ts";
import type { NewFollow, Store } from "../../src/store/store.ts";
import { temporaryStore } from "./temporary-store.ts";

/** The same channel's id in two workspaces, as two companies that share a channel have it. */
const here: Place = { platform: "slack", tenant: "T1", channel: "C1", kind: "channel" };
const there: Place = { ...here, tenant: "T2" };
/** Ids that a careless pattern would take for another's. */
const tricky = ["T", "T1x", "xT1", "t1", "T_", "T%", "%", ""].map((tenant): Place => ({ ...here, tenant }));
const others: readonly Place[] = [there, { ...here, platform: "teams" }, ...tricky];

const followIn = (place: Place): NewFollow => ({
  place,
  subjects: [`of ${place.platform} ${place.tenant}`],
  schedule: { pattern: "0 9 * * 1", zone: "UTC", onChange: false },
  always: false,
  by: "U1",
  knowing: { snapshot: "s", at: 1 },
  dueAt: 1,
});

const decisionIn = (place: Place) => ({
  place,
  mesh: "linkerd",
  mode: undefined,
  reason: `of ${place.platform} ${place.tenant}`,
  needs: "",
  compared: [],
  features: [],
  sources: [],
  catalog: { version: "1", date: "2026-11-25" },
  knowing: { snapshot: "s", at: 1 },
  by: { id: "U1", name: "Ann" },
});

/** Everything a workspace can have, in each of the places. */
async function fill(store: Store, places: readonly Place[]) {
  for (const place of places) {
    await store.follows.add(followIn(place));
    await store.decisions.add(decisionIn(place));
    await store.places.remember(place, { of: `${place.platform} ${place.tenant}` }, 1);
    await store.topics.set(`${place.platform}:${place.tenant}:C1:U1`, "a topic", 100);
    await store.installations.put({ tenant: place.tenant, sealed: `of ${place.tenant}` }, 1);
  }
  for (const claim of await store.digests.claim(1, 10, 100, ["slack", "teams"]))
    await store.digests.bury(claim, "gone", 50, 2);
}

/** All that is seen from a place. */
async function seen(store: Store, place: Place) {
  const { platform, tenant } = place;
  const decisions = await store.decisions.list(tenant, platform, 100);
  return {
    follows: (await store.follows.of(place)).map(({ subjects }) => subjects[0]),
    decisions: decisions.map(({ reason }) => reason),
    first: (await store.decisions.get(tenant, platform, 1))?.reason,
    dead: (await store.digests.dead(tenant, platform)).map(({ subjects }) => subjects[0]),
    address: await store.places.address(place),
    topic: await store.topics.get(`${platform}:${tenant}:C1:U1`, 1),
    installation: await store.installations.get(tenant),
  };
}

const own = ({ platform, tenant }: Place) => {
  const of = `of ${platform} ${tenant}`;
  return {
    follows: [of],
    decisions: [of],
    first: of,
    dead: [of],
    address: { of: `${platform} ${tenant}` },
    topic: "a topic",
    installation: `of ${tenant}`,
  };
};

const nothing = {
  follows: [],
  decisions: [],
  first: undefined,
  dead: [],
  address: undefined,
  topic: undefined,
  installation: undefined,
};

describe("what belongs to one workspace", () => {
  it("is seen from there and from nowhere else", async () => {
    const store = await temporaryStore();
    await fill(store, [here, ...others]);
    for (const place of [here, ...others])
      expect(await seen(store, place), `${place.platform} ${place.tenant}`).toEqual(own(place));
  });

  it("is nothing to a workspace that has nothing", async () => {
    const store = await temporaryStore();
    await fill(store, others);
    expect(await seen(store, here)).toEqual({ ...nothing, installation: "of T1" });
  });

  it("goes with its workspace, and nothing else does; decisions stay until they are swept", async () => {
    const store = await temporaryStore();
    await fill(store, [here, ...others]);
    await store.installations.remove("T1", "slack", 10);
    const { first, decisions } = own(here);
    expect(await seen(store, here)).toEqual({ ...nothing, first, decisions });
    for (const place of others)
      expect(await seen(store, place), `${place.platform} ${place.tenant}`).toEqual({
        ...own(place),
        ...(place.tenant === "T1" && { installation: undefined }),
      });
  });

  it("is forgotten with a person to the letter: theirs alone, not that of one whose id is like it", async () => {
    const { topics, forget } = await temporaryStore();
    const theirs = ["slack:T1:C1:U_1", "slack:T1:D1:U_1"];
    const kept = [
      "slack:T1:C1:UX1",
      "slack:T1:C1:u_1",
      "slack:T2:C1:U_1",
      "slack:T1:C1:170.1",
      "slack:T1:U_1x",
    ];
    for (const conversation of [...theirs, ...kept]) await topics.set(conversation, "a topic", 100);
    expect(await forget("U_1", "slack", "T1")).toBe(2);
    for (const conversation of theirs) expect(await topics.get(conversation, 1)).toBeUndefined();
    for (const conversation of kept) expect(await topics.get(conversation, 1), conversation).toBe("a topic");
  });

  it("is changed from there alone: followed, paused, revived, forgotten", async () => {
    const store = await temporaryStore();
    await fill(store, [here, there]);
    await store.follows.take(there, ["of slack T1"]);
    await store.follows.pause(there, true);
    await store.places.forget(there);
    const [letter] = await store.digests.dead("T1", "slack");
    expect(await store.digests.revive(letter?.delivery ?? "", "T2", 3)).toBe(false);
    await store.forget("U1", "slack", "T2");
    expect(await seen(store, here)).toEqual(own(here));
    expect((await store.follows.of(here))[0]).toMatchObject({ paused: false, by: "U1" });
    expect((await store.decisions.get("T1", "slack", 1))?.by).toEqual({ id: "U1", name: "Ann" });
  });
});
