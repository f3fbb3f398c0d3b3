import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appId, tenantId } from "../../fakes/bot-framework.ts";
import { ann, general, group, type Kept, keepAddresses, personal } from "./kept.ts";
import { channelPost, openStage, type Stage } from "./stage.ts";

const day = 24 * 60 * 60 * 1000;
let now = Date.parse("2026-11-23T12:00:00Z");

let kept: Kept;
let stage: Stage;
beforeAll(async () => {
  kept = await keepAddresses();
  stage = await openStage({ addresses: kept.addresses, timing: { now: () => now } });
});
afterAll(async () => {
  await stage.stop();
  await kept.stop();
});
beforeEach(async () => {
  // The bot left each place, and nothing is held of it.
  for (const place of [inGeneral, inGroup, {}])
    await stage.deliver({ ...place, type: "installationUpdate", action: "remove" });
  await nothingOf(general, group, personal, ann);
});

const inGeneral = {
  conversation: { conversationType: "channel", isGroup: true, tenantId, id: general.channel },
};
const inGroup = {
  conversation: { conversationType: "groupChat", isGroup: true, tenantId, id: group.channel },
};
const bot = { id: `28:${appId}` };

const addressOf = (place: typeof general) => expect.poll(() => kept.store.places.address(place));
async function nothingOf(...places: readonly (typeof general)[]): Promise<void> {
  for (const place of places) await addressOf(place).toBeUndefined();
}

describe("an address", () => {
  it("of a channel is that of the channel, not of the thread or of whoever spoke", async () => {
    await stage.deliver(channelPost("istio"));
    await addressOf(general).toEqual({
      channelId: "msteams",
      serviceUrl: stage.framework.serviceUrl,
      bot: { id: `28:${appId}`, name: "Mesh" },
      conversation: { id: general.channel, conversationType: "channel", tenantId, isGroup: true },
    });
  });

  it("of a personal chat is kept under the chat and under the person", async () => {
    await stage.deliver();
    const address = {
      channelId: "msteams",
      serviceUrl: stage.framework.serviceUrl,
      bot: { id: `28:${appId}`, name: "Mesh" },
      user: { id: "29:ann", aadObjectId: "f0f0" },
      conversation: { id: "a:personal", conversationType: "personal", tenantId, isGroup: false },
    };
    await addressOf(personal).toEqual(address);
    await addressOf(ann).toEqual(address);
  });

  it.each([
    ["a message", { text: "istio" }],
    ["a click", { type: "invoke", name: "adaptiveCard/action", value: {} }],
    ["the installation", { type: "installationUpdate", action: "add" }],
    ["an upgrade", { type: "installationUpdate", action: "add-upgrade" }],
    ["the bot's arrival", { type: "conversationUpdate", membersAdded: [{ id: "29:ann" }, bot] }],
  ])("is learnt from %s", async (_, event) => {
    await stage.deliver({ ...inGroup, ...event });
    await addressOf(group).toMatchObject({ conversation: { id: group.channel } });
  });

  it("is not learnt from what may come from chats the bot is no member of", async () => {
    await stage.deliver({ ...inGroup, type: "invoke", name: "composeExtension/query", value: {} });
    await stage.deliver({ ...inGroup, type: "conversationUpdate", membersAdded: [{ id: "29:bob" }] });
    await stage.deliver({ ...inGroup, type: "typing" });
    // What is written in order after them shows that nothing came before it.
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    expect(await kept.store.places.address(group)).toBeUndefined();
  });

  it("is not learnt from a request that was refused", async () => {
    const serviceUrl = "https://evil.example/";
    const refused = await stage.deliver({ ...inGroup, serviceUrl }, { claims: { serviceurl: serviceUrl } });
    expect(refused.status).toBe(403);
    expect((await stage.deliver(inGroup, { signer: "forged" })).status).toBe(401);
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    expect(await kept.store.places.address(group)).toBeUndefined();
  });

  it("is written once while nothing changes, and again after a day", async () => {
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    const before = kept.writes();
    for (let at = 0; at < 5; at++) await stage.deliver(inGeneral);
    await stage.deliver(inGroup);
    await addressOf(group).toBeDefined();
    expect(kept.writes() - before).toBe(1);
    now += day;
    await stage.deliver(inGeneral);
    await expect.poll(() => kept.writes() - before).toBe(2);
  });

  it("is written again where it changed", async () => {
    await stage.deliver(inGeneral);
    await addressOf(general).toMatchObject({ bot: { name: "Mesh" } });
    await stage.deliver({ ...inGeneral, recipient: { ...bot, name: "Mesh Advisor" } });
    await addressOf(general).toMatchObject({ bot: { name: "Mesh Advisor" } });
  });

  it("is written again where something else took it away", async () => {
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    await kept.store.places.forget(general);
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
  });
});

describe("a place is forgotten", () => {
  it.each([
    ["it is taken away", { type: "installationUpdate", action: "remove" }],
    ["it is removed from the members", { type: "conversationUpdate", membersRemoved: [bot] }],
    ["the team is deleted", { type: "conversationUpdate", channelData: team("teamDeleted") }],
  ])("when %s", async (_, event) => {
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    await stage.deliver({ ...inGeneral, ...event });
    await nothingOf(general);
  });

  it("when the channel is deleted, and only that channel", async () => {
    const other = { ...general, channel: "19:other@thread.tacv2" };
    await stage.deliver(inGeneral);
    await stage.deliver({ conversation: { ...inGeneral.conversation, id: other.channel } });
    await addressOf(other).toBeDefined();
    const channelData = { ...team("channelDeleted"), channel: { id: other.channel } };
    await stage.deliver({ ...inGeneral, type: "conversationUpdate", channelData });
    await nothingOf(other);
    await addressOf(general).toBeDefined();
  });

  it("with both of its names when it was a personal chat", async () => {
    await stage.deliver();
    await addressOf(ann).toBeDefined();
    await stage.deliver({ type: "installationUpdate", action: "remove" });
    await nothingOf(personal, ann);
  });

  it("but not when the app is being upgraded, or somebody else leaves", async () => {
    await stage.deliver(inGeneral);
    await addressOf(general).toBeDefined();
    await stage.deliver({ ...inGeneral, type: "installationUpdate", action: "remove-upgrade" });
    await stage.deliver({ ...inGeneral, type: "conversationUpdate", membersRemoved: [{ id: "29:bob" }] });
    await stage.deliver(inGroup);
    await addressOf(group).toBeDefined();
    expect(await kept.store.places.address(general)).toBeDefined();
  });
});

it("nobody waits for a store that is out of reach, and the log tells no more than why", async () => {
  const away = () => Promise.reject(new Error("secret of the database"));
  const lone = await openStage({ addresses: { remember: away, address: away, forget: away } });
  try {
    expect((await lone.deliver({ text: "istio" })).status).toBe(200);
    expect(lone.framework.sent).toHaveLength(1);
    expect((await lone.deliver({ type: "installationUpdate", action: "remove" })).status).toBe(200);
    await expect.poll(() => lone.logged()).toContain("a place was not written down");
    expect(lone.logged()).not.toContain("secret of the database");
  } finally {
    await lone.stop();
  }
});

describe("forgetting somebody", () => {
  it("takes away how to reach them, and nothing of others", async () => {
    await stage.deliver();
    await stage.deliver(inGeneral);
    await addressOf(ann).toBeDefined();
    await addressOf(general).toBeDefined();
    await kept.store.forget("f0f0", "teams", tenantId);
    await nothingOf(personal, ann);
    expect(await kept.store.places.address(general)).toBeDefined();
  });
});

function team(eventType: string) {
  return { tenant: { id: tenantId }, team: { id: general.channel }, eventType };
}
