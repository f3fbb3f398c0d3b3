import { describe, expect, it } from "vitest";
import minimal from "../../../manifests/slack/manifest.json" with { type: "json" };
import { card } from "./stage.ts";
import { direct, general, setVoice } from "./voice.ts";

const long = new Date(0);
const ann = { id: "U1" };
const scopes = minimal.oauth_config.scopes.bot;
const crowd = Array.from({ length: 1_500 }, (_, at) => `U${at + 100}`);
const channels = {
  C1: { name: "general", members: ["U1", "UBOT"] },
  C2: { name: "platform", members: [...crowd, "U2"] },
  G1: { name: "secret-plans", members: ["U2", "UBOT"] },
  G2: { name: "without-the-bot", members: ["U1"] },
};
const workspace = { joined: ["C1", "D1", "G1"], known: ["C2"], channels };

describe("finding a digest again", () => {
  it("finds the one with its key, in the channel, the thread or the direct message", async () => {
    const { channels } = await setVoice();
    for (const place of [general, { ...general, thread: "170.1" }, direct]) {
      const digest = { place, card: card("Digest") };
      await channels.post({ ...digest, key: "another" });
      const posted = await channels.post({ ...digest, key: "mine" });
      await channels.post({ ...digest, key: "third" });
      expect(await channels.find?.(place, "mine", long)).toBe(posted.kind === "sent" && posted.message);
      expect(await channels.find?.(place, "nobody's", long)).toBeUndefined();
    }
  });

  it("finds it among many, page by page", async () => {
    const { channels, api } = await setVoice();
    const posted = await channels.post({ place: general, card: card("Digest"), key: "mine" });
    const seconds = Math.ceil(Date.now() / 1_000) + 10;
    for (let n = 0; n < 450; n++) api.remember("C1", { ts: `${seconds + n}.1`, text: "chatter" });
    expect(await channels.find?.(general, "mine", long)).toBe(posted.kind === "sent" && posted.message);
    expect(api.callsTo("conversations.history")).toHaveLength(3);
  });

  it("looks no further back than the posting began, give or take the clocks", async () => {
    const { channels, api } = await setVoice();
    api.remember("C1", {
      ts: "1000.1",
      metadata: { event_type: "mesh_digest", event_payload: { key: "mine" } },
    });
    expect(await channels.find?.(general, "mine", new Date(1_200_000))).toBe("1000.1");
    expect(await channels.find?.(general, "mine", new Date(1_400_000))).toBeUndefined();
  });

  it("takes no other app's message for its own", async () => {
    const { channels, api } = await setVoice();
    api.remember("C1", { ts: "1000.1", metadata: { event_type: "theirs", event_payload: { key: "mine" } } });
    api.remember("C1", { ts: "1000.2", metadata: { event_type: "mesh_digest" } });
    expect(await channels.find?.(general, "mine", long)).toBeUndefined();
  });

  it("tries again where Slack fails once, and says that it may be told later where it goes on", async () => {
    const { channels, api } = await setVoice();
    const posted = await channels.post({ place: general, card: card("Digest"), key: "mine" });
    api.fail("conversations.history", { status: 500 });
    expect(await channels.find?.(general, "mine", long)).toBe(posted.kind === "sent" && posted.message);
    api.fail("conversations.history", { status: 429, headers: { "retry-after": "60" } });
    expect(await channels.find?.(general, "mine", long)).toMatchObject({ kind: "later", wait: 60_000 });
  });
});

describe("who somebody is", () => {
  const people = {
    U1: { tz: "Europe/Berlin" },
    U2: { tz: "", is_admin: true },
    U3: { is_owner: true, is_admin: false },
    U4: { is_admin: true, team_id: "T9" },
  };

  it("gives the time zone of the profile where there is one", async () => {
    const { channels } = await setVoice({ workspace: { people } });
    const zones = await Promise.all(["U1", "U2", "U9"].map((id) => channels.zoneOf?.({ id }, "T1")));
    expect(zones).toEqual(["Europe/Berlin", undefined, undefined]);
  });

  it("tells administrators and owners from others, and from another company's", async () => {
    const { channels } = await setVoice({ workspace: { people } });
    const told = await Promise.all(
      ["U1", "U2", "U3", "U4", "U9"].map((id) => channels.isAdmin?.({ id }, "T1")),
    );
    expect(told).toEqual(["no", "yes", "yes", "no", "unknown"]);
  });

  it("tells members from others, page by page", async () => {
    const { channels, api } = await setVoice({ workspace });
    const told = (id: string, channel: string) => channels.isMember?.({ id }, { ...general, channel });
    expect(await told("U1", "C1")).toBe("yes");
    expect(await told("U2", "C1")).toBe("no");
    expect(await told("U2", "C2")).toBe("yes");
    expect(await told("U1", "G2")).toBe("unknown");
    expect(api.callsTo("conversations.members").map(({ body }) => body.cursor)).toContain("999");
  });
});

describe("a channel's name", () => {
  const at = (channel: string) => ({ ...general, channel });

  it.each([
    ["#general", at("C1")],
    ["general", at("C1")],
    ["#Platform", at("C2")],
    ["#secret-plans", at("G1")],
    ["<#C2|platform>", at("C2")],
    ["<#C2>", at("C2")],
    ["#C2", at("C2")],
    ["C2", at("C2")],
    ["#without-the-bot", undefined],
    ["G2", undefined],
    ["#nowhere", undefined],
  ])("%s is found where it can be seen", async (name, place) => {
    const { channels } = await setVoice({ workspace });
    expect(await channels.placeNamed?.(name, "T1")).toEqual(place);
  });

  it("is looked up once for many who ask, and again for one that was not there", async () => {
    const { channels, api, advance } = await setVoice({ workspace });
    await Promise.all([channels.placeNamed?.("#general", "T1"), channels.placeNamed?.("#platform", "T1")]);
    expect(api.callsTo("conversations.list")).toHaveLength(1);
    advance(60_000);
    await channels.placeNamed?.("#general", "T1");
    expect(api.callsTo("conversations.list")).toHaveLength(1);
    await channels.placeNamed?.("#nowhere", "T1");
    expect(api.callsTo("conversations.list")).toHaveLength(2);
    await channels.placeNamed?.("#nowhere", "T1");
    expect(api.callsTo("conversations.list")).toHaveLength(2);
    advance(600_001);
    await channels.placeNamed?.("#general", "T1");
    expect(api.callsTo("conversations.list")).toHaveLength(3);
  });

  it("of one workspace means nothing in another", async () => {
    const { channels, api } = await setVoice({
      workspace,
      tokenFor: async (tenant) => (tenant === "T1" ? "xoxb-test" : "xoxb-other"),
    });
    expect(await channels.placeNamed?.("#secret-plans", "T1")).toEqual(at("G1"));
    expect(await channels.placeNamed?.("#secret-plans", "T2")).toBe("unknown");
    expect(api.callsTo("conversations.list").map(({ token }) => token)).toEqual(["xoxb-test", "xoxb-other"]);
  });

  it("is asked for again after a failure", async () => {
    const { channels, api } = await setVoice({ workspace });
    api.fail("conversations.list", { status: 200, body: { ok: false, error: "fatal_error" } });
    expect(await channels.placeNamed?.("#general", "T1")).toBe("unknown");
    expect(await channels.placeNamed?.("#general", "T1")).toEqual(at("C1"));
  });

  it("among too many channels is unknown rather than missing", async () => {
    const many = Array.from(
      { length: 30_100 },
      (_, n) => [`C${n + 10}`, { name: `c${n}`, members: [] }] as const,
    );
    const { channels } = await setVoice({
      workspace: { channels: Object.fromEntries(many), known: [], joined: many.map(([id]) => id) },
    });
    expect(await channels.placeNamed?.("#nowhere", "T1")).toBe("unknown");
  });
});

describe("with the scopes of the minimal manifest", () => {
  it("posts go out, and look-ups say that nothing is known and which scope would help", async () => {
    const { channels, logged } = await setVoice({
      workspace: { ...workspace, people: { U1: { tz: "Europe/Berlin", is_admin: true } }, scopes },
    });
    expect(await channels.post({ place: general, card: card("Digest"), key: "mine" })).toMatchObject({
      kind: "sent",
    });
    expect({
      found: await channels.find?.(general, "mine", long),
      zone: await channels.zoneOf?.(ann, "T1"),
      member: await channels.isMember?.(ann, general),
      admin: await channels.isAdmin?.(ann, "T1"),
      named: await channels.placeNamed?.("#general", "T1"),
      byId: await channels.placeNamed?.("C1", "T1"),
    }).toEqual({
      found: undefined,
      zone: undefined,
      member: "unknown",
      admin: "unknown",
      named: "unknown",
      byId: "unknown",
    });
    for (const scope of ["channels:history", "users:read", "channels:read"])
      expect(logged.join("")).toContain(`missing_scope: ${scope}`);
  });
});
