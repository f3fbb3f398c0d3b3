import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Channels, Posted } from "../../../src/bot/channels.ts";
import { type Trouble, tenantId } from "../../fakes/bot-framework.ts";
import { ann, general, group, type Kept, keepAddresses, personal } from "./kept.ts";
import { channelPost, configured, echoed, openStage, type Stage } from "./stage.ts";

const card = echoed("A digest");
const slept: number[] = [];

let kept: Kept;
let stage: Stage;
beforeAll(async () => {
  kept = await keepAddresses();
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  stage = await openStage({ addresses: kept.addresses, timing: { sleep } });
  const conversation = { conversationType: "groupChat", tenantId, id: group.channel };
  await stage.deliver(channelPost("hello"));
  await stage.deliver({ conversation });
  await stage.deliver();
  for (const place of [general, group, personal, ann])
    await vi.waitFor(async () => expect(await kept.store.places.address(place)).toBeDefined());
});
afterAll(async () => {
  await stage.stop();
  await kept.stop();
});
afterEach(() => {
  stage.framework.behave({});
  slept.length = 0;
});

/** Posts, and tells what came of it, what was taken, and how often it was tried. */
async function post(
  posting: Partial<Parameters<Channels["post"]>[0]> = {},
  troubles: readonly Trouble[] = [],
) {
  const { framework } = stage;
  const [taken, tried] = [framework.sent.length, framework.attempts()];
  framework.behave({ ...behaviour, troubles });
  const posted = await stage.channels.post({ place: general, card, ...posting });
  return { posted, sent: framework.sent.slice(taken), tries: framework.attempts() - tried };
}
let behaviour: { takes?: number } = {};
afterEach(() => {
  behaviour = {};
});

describe("a post", () => {
  it("to a channel starts a thread of its own, with the bot's credentials", async () => {
    const { posted, sent } = await post();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "POST",
      path: "/amer/v3/conversations/19%3Ateam%40thread.tacv2/activities",
      authorization: "Bearer token-of-the-bot",
      activity: { type: "message", summary: "Echo", attachments: [{}] },
    });
    expect(sent[0]?.activity.replyToId).toBeUndefined();
    expect(JSON.stringify(sent[0]?.activity)).toContain("@Mesh more A digest");
    expect(posted).toEqual({ kind: "sent", message: expect.stringMatching(/^sent-\d+$/u) });
  });

  it("to a thread is a reply in it", async () => {
    const { sent } = await post({ place: { ...general, thread: "1700000000000" } });
    expect(sent[0]?.path).toBe(
      "/amer/v3/conversations/19%3Ateam%40thread.tacv2%3Bmessageid%3D1700000000000/activities",
    );
  });

  it("to a group chat, and to a personal one without the bot's name before commands", async () => {
    expect((await post({ place: group })).sent[0]?.path).toContain("/19%3Agroup%40thread.v2/");
    const { sent } = await post({ place: personal });
    expect(sent[0]?.path).toContain("/a%3Apersonal/");
    expect(JSON.stringify(sent[0]?.activity)).not.toContain("@Mesh");
  });

  it("goes by the address it is given, where one was kept", async () => {
    const address = await kept.store.places.address(group);
    const { sent } = await post({ place: { ...group, channel: "19:unknown@thread.v2" }, address });
    expect(sent[0]?.path).toContain("/19%3Agroup%40thread.v2/");
  });

  it("says how to be reached where nothing is known of the place", async () => {
    for (const address of [undefined, { serviceUrl: "nonsense" }, "nonsense"]) {
      const { posted, tries } = await post({ place: { ...group, channel: "19:unknown@thread.v2" }, address });
      expect(posted).toMatchObject({
        kind: "never",
        gone: false,
        advice: expect.stringContaining("Mention me there once"),
      });
      expect(tries).toBe(0);
    }
  });

  it("whose card Teams does not take goes out in plain words", async () => {
    behaviour = { takes: 1_500 };
    const { posted, sent } = await post();
    expect(posted.kind).toBe("sent");
    expect(sent[0]?.activity).toMatchObject({
      textFormat: "plain",
      text: expect.stringContaining("A digest"),
    });
    expect((await post({}, [{ status: 400 }])).sent[0]?.activity.text).toContain("A digest");
  });
});

describe("a failure", () => {
  const later = (more: Partial<Posted>): object => ({ kind: "later", ...more });
  const rows: readonly (readonly [string, Trouble, object])[] = [
    ["the bot is not in the conversation", { status: 403, code: "BotNotInConversationRoster" }, gone()],
    ["the bot was blocked", { status: 403, code: "ConversationBlockedByUser" }, gone()],
    ["the conversation is not there", { status: 404, code: "ConversationNotFound" }, gone()],
    ["another cloud has the conversation", { status: 403, code: "InvalidBotApiHost" }, never("Write to me")],
    ["the bot may not post", { status: 403, code: "NotEnoughPermissions" }, never("owners")],
    ["Teams does not know the bot", { status: 401, code: "BotNotRegistered" }, never("TEAMS_APP_PASSWORD")],
    ["Teams will have none of it", { status: 409 }, never("whoever runs me")],
    ["Teams wants to be left alone", { status: 429 }, later({ doubtful: false })],
    ["Teams says for how long", retryAfter("7"), later({ doubtful: false, wait: 7_000 })],
    [
      "Teams says until when",
      retryAfter("Wed, 01 Jan 2020 00:00:00 GMT"),
      later({ doubtful: false, wait: 0 }),
    ],
    ["Teams is away", { status: 503 }, later({ doubtful: false })],
    ["Teams broke down", { status: 500 }, later({ doubtful: true })],
    ["the connection is cut", "cut", later({ doubtful: true })],
    ["the connection is cut after the message", "taken, then cut", later({ doubtful: true })],
  ];
  it.each(rows)("is told, and tried once, where %s", async (_, trouble, expected) => {
    const { posted, tries } = await post({}, [trouble, trouble, trouble]);
    expect(posted).toMatchObject(expected);
    expect(tries).toBe(1);
    expect(slept).toEqual([]);
  });

  it.each([412, 502, 504])("that passes (%i) is tried once more after a moment", async (status) => {
    const { posted, sent, tries } = await post({}, [{ status }]);
    expect(posted.kind).toBe("sent");
    expect([sent.length, tries]).toEqual([1, 2]);
    expect(slept).toHaveLength(1);
    const again = await post({}, [{ status }, { status }, { status }]);
    expect(again.posted).toMatchObject(later({ doubtful: status !== 412 }));
    expect(again.tries).toBe(2);
  });

  it("of a thread says nothing of its channel", async () => {
    const place = { ...general, thread: "1700000000000" };
    expect((await post({ place }, [{ status: 404 }])).posted).toMatchObject({ kind: "never", gone: false });
  });

  it("of even the plain words is final", async () => {
    const { posted, tries } = await post({}, [{ status: 413 }, { status: 413 }]);
    expect(posted).toMatchObject({ kind: "never", gone: false });
    expect(tries).toBe(2);
  });

  it("tells no word of the card", async () => {
    const { posted } = await post({}, [{ status: 500, code: "It said: A digest" }]);
    expect(posted).toMatchObject({ reason: "teams 500" });
  });
});

describe("where nothing can be reached", () => {
  it("Teams is not waited for longer than it may take, and the message may be out", async () => {
    const impatient = await openStage({ addresses: kept.addresses, timing: { patience: 1_000 } });
    try {
      const { serviceUrl } = impatient.framework;
      const address = { ...Object(await kept.store.places.address(general)), serviceUrl };
      impatient.framework.behave({ troubles: ["slow"] });
      const posted = await impatient.channels.post({ place: general, address, card });
      expect(posted).toMatchObject({ kind: "later", doubtful: true, reason: "teams no answer" });
    } finally {
      await impatient.stop();
    }
  });

  it("the message is certainly not out", async () => {
    const lone = await openStage({ addresses: kept.addresses });
    const address = await kept.store.places.address(general);
    await lone.stop();
    const serviceUrl = lone.framework.serviceUrl;
    const { channels, stop } = await openStage({
      config: { ...configured, serviceHosts: [] },
      auth: { serviceOrigins: [new URL(serviceUrl).origin] },
    });
    try {
      const posted = await channels.post({
        place: general,
        address: { ...Object(address), serviceUrl },
        card,
      });
      expect(posted).toMatchObject({
        kind: "later",
        doubtful: false,
        reason: "teams not reached ECONNREFUSED",
      });
    } finally {
      await stop();
    }
  });

  it("a store that is away makes it later", async () => {
    const away = () => Promise.reject(new Error("away"));
    const { channels, stop } = await openStage({
      addresses: { remember: away, address: away, forget: away },
    });
    try {
      expect(await channels.post({ place: general, card })).toMatchObject({ kind: "later", doubtful: false });
    } finally {
      await stop();
    }
  });
});

describe("an address that was kept", () => {
  it("is not spoken to any more once the lists have changed", async () => {
    const address = await kept.store.places.address(general);
    const strict = { ...configured, serviceHosts: [] };
    const uninvited = await openStage({ config: { ...strict, allowedTenants: ["another"] } });
    try {
      // To this stage, the connector of the other is a stranger.
      expect(await uninvited.channels.post({ place: general, address, card })).toMatchObject({
        kind: "never",
        gone: false,
        advice: expect.stringContaining("TEAMS_SERVICE_HOSTS"),
      });
      const { serviceUrl } = uninvited.framework;
      const own = { ...Object(address), serviceUrl };
      expect(await uninvited.channels.post({ place: general, address: own, card })).toMatchObject({
        kind: "never",
        gone: false,
        advice: expect.stringContaining("TEAMS_ALLOWED_TENANTS"),
      });
      expect(uninvited.framework.attempts()).toBe(0);
    } finally {
      await uninvited.stop();
    }
  });
});

describe("what is known of people", () => {
  const zoneAfter = async (changes: Readonly<Record<string, unknown>>) => {
    await stage.deliver(changes);
    return stage.channels.zoneOf?.({ id: "f0f0" }, tenantId);
  };
  const client = (timezone: string) => ({ entities: [{ type: "clientInfo", locale: "de-DE", timezone }] });

  it("is the time zone they were last seen in", async () => {
    expect(await stage.channels.zoneOf?.({ id: "stranger" }, tenantId)).toBeUndefined();
    expect(await zoneAfter(client("Europe/Berlin"))).toBe("Europe/Berlin");
    expect(await zoneAfter({})).toBe("Europe/Berlin");
    expect(await zoneAfter(client("Nowhere/Land"))).toBe("Europe/Berlin");
    expect(await zoneAfter({ localTimezone: "America/New_York" })).toBe("America/New_York");
  });

  it("is whether they belong to a place", async () => {
    stage.framework.behave({ members: ["f0f0"] });
    expect(await stage.channels.isMember?.({ id: "f0f0" }, general)).toBe("yes");
    expect(await stage.channels.isMember?.({ id: "stranger" }, general)).toBe("no");
    const elsewhere = { ...general, channel: "19:unknown@thread.tacv2" };
    expect(await stage.channels.isMember?.({ id: "f0f0" }, elsewhere)).toBe("unknown");
  });
});

function gone(): object {
  return { kind: "never", gone: true };
}
function never(advice: string): object {
  return { kind: "never", gone: false, advice: expect.stringContaining(advice) };
}
function retryAfter(seconds: string): Trouble {
  return { status: 429, code: "Throttled", headers: { "retry-after": seconds } };
}
