import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { card, setStage } from "./stage.ts";
import { direct, general, setVoice } from "./voice.ts";

const digest = card("Mesh of the week");
const key = "digest-1";

describe("a message of the bot's own", () => {
  it("is a card with words beside it, without previews of links, and marked", async () => {
    const { channels, api } = await setVoice();
    const posted = await channels.post({ place: general, card: digest, key });
    const [message] = api.messages("C1");
    expect(posted).toEqual({ kind: "sent", message: message?.ts });
    const [call, ...more] = api.callsTo("chat.postMessage");
    expect(call?.token).toBe("xoxb-test");
    expect(call?.body).toMatchObject({
      channel: "C1",
      text: expect.stringContaining("About Mesh of the week"),
      unfurl_links: "false",
      unfurl_media: "false",
      metadata: { event_type: "mesh_digest", event_payload: { key } },
    });
    expect(call?.body.thread_ts).toBeUndefined();
    expect(problemsOf(call?.body ?? {})).toEqual([]);
    expect(more).toEqual([]);
  });

  it("goes to a thread where it is meant for one, and carries no mark unless it has a key", async () => {
    const { channels, api } = await setVoice();
    await channels.post({ place: { ...general, thread: "170.1" }, card: digest });
    expect(api.callsTo("chat.postMessage")[0]?.body).toMatchObject({ channel: "C1", thread_ts: "170.1" });
    expect(api.callsTo("chat.postMessage")[0]?.body.metadata).toBeUndefined();
  });

  it.each([
    ["in a channel", general, "/mesh list"],
    ["in a thread", { ...general, thread: "170.1" }, "@Mesh list"],
    ["directly", direct, "\n\nlist"],
  ])("%s speaks of commands as they are typed there", async (_, place, typed) => {
    const blocks = [{ type: "paragraph" as const, text: [{ kind: "command" as const, text: "list" }] }];
    const { channels, api } = await setVoice();
    await channels.post({ place, card: card("Digest", { blocks }) });
    expect(api.callsTo("chat.postMessage")[0]?.body.text).toContain(typed);
  });

  it("goes out as plain text, marked as well, where Slack refuses its blocks", async () => {
    const { channels, api } = await setVoice();
    api.fail("chat.postMessage", { status: 200, body: { ok: false, error: "invalid_blocks" } });
    const posted = await channels.post({ place: general, card: digest, key });
    const [message] = api.messages("C1");
    expect(posted).toEqual({ kind: "sent", message: message?.ts });
    expect(message?.blocks).toBeUndefined();
    expect(await channels.find?.(general, key, new Date(0))).toBe(message?.ts);
  });

  it("is sent with the token of its workspace", async () => {
    const { channels, api } = await setVoice({ tokenFor: async (tenant) => `xoxb-${tenant}` });
    await channels.post({ place: { ...general, tenant: "T7" }, card: digest });
    expect(api.callsTo("chat.postMessage").map(({ token }) => token)).toEqual(["xoxb-T7"]);
  });

  it("goes out by the connection with the token that is configured", async () => {
    const { channels, api } = await setStage();
    expect(await channels.post({ place: general, card: digest, key })).toMatchObject({ kind: "sent" });
    expect(api.callsTo("chat.postMessage").map(({ token }) => token)).toEqual(["xoxb-test"]);
  });

  it("leaves neither its words nor the token in the log", async () => {
    const { channels, api, logged } = await setVoice();
    api.fail("chat.postMessage", { status: 500, body: { ok: false, error: "xoxb-test" } });
    await channels.post({ place: general, card: digest, key });
    await channels.post({ place: general, card: digest, key });
    expect(logged.join("")).toContain("HTTP 500");
    expect(logged.join("")).not.toMatch(/xoxb-|week/);
  });
});

describe("a post that fails", () => {
  const never = { kind: "never", gone: false };
  const invited = expect.stringContaining("/invite @Mesh");

  it.each([
    ["a server's error", { status: 500 }, "HTTP 500"],
    ["a gateway's error", { status: 502, body: {} }, "HTTP 502"],
    ["a connection that breaks", "cut" as const, expect.any(String)],
    ["an answer that is lost", "lost" as const, expect.any(String)],
    ["half-done work", { status: 200, body: { ok: false, error: "internal_error" } }, "internal_error"],
  ])("by %s is tried once; it may be out", async (_, failure, reason) => {
    const { channels, api } = await setVoice();
    api.fail("chat.postMessage", failure);
    expect(await channels.post({ place: general, card: digest, key })).toEqual({
      kind: "later",
      reason,
      doubtful: true,
    });
    expect(api.callsTo("chat.postMessage")).toHaveLength(1);
  });

  it("by Slack's slowness may be out, and is found once it is", async () => {
    const { channels, api } = await setVoice({ timeout: 50 });
    api.fail("chat.postMessage", { slow: 150 });
    expect(await channels.post({ place: general, card: digest, key })).toMatchObject({
      kind: "later",
      doubtful: true,
    });
    while (api.messages("C1").length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await channels.find?.(general, key, new Date(0))).toBe(api.messages("C1")[0]?.ts);
  });

  it("by a refused connection is not out", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { channels } = await setVoice({ apiUrl: `http://127.0.0.1:${port}/api/` });
    expect(await channels.post({ place: general, card: digest })).toEqual({
      kind: "later",
      reason: expect.stringContaining("ECONNREFUSED"),
      doubtful: false,
    });
  });

  it("by a proxy's page may be out, and the page is not passed on", async () => {
    const page = createServer((_, response) => response.end("<html>Sign in to the guest network</html>"));
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    const { port } = page.address() as AddressInfo;
    const { channels, logged } = await setVoice({ apiUrl: `http://127.0.0.1:${port}/api/` });
    expect(await channels.post({ place: general, card: digest })).toEqual({
      kind: "later",
      reason: "an answer that is not Slack's",
      doubtful: true,
    });
    expect(logged.join("")).not.toContain("guest network");
    page.closeAllConnections();
    page.close();
  });

  it.each(["ratelimited", "team_added_to_org", "something_new"])(
    "by %s is tried again and is not out",
    async (error) => {
      const { channels, api } = await setVoice();
      api.fail("chat.postMessage", { status: 200, body: { ok: false, error } });
      expect(await channels.post({ place: general, card: digest })).toEqual({
        kind: "later",
        reason: error,
        doubtful: false,
      });
    },
  );

  it.each([
    ["that the bot is not in", "C2", "not_in_channel", invited],
    ["that it cannot see", "G9", "channel_not_found", invited],
    ["that is archived", "C3", "is_archived", expect.stringContaining("archived")],
  ])(
    "in a channel %s says what to do, and keeps what is followed there",
    async (_, channel, reason, advice) => {
      const workspace = {
        joined: ["C1", "C3"],
        channels: { C3: { name: "old", members: [], archived: true as const } },
      };
      const { channels } = await setVoice({ workspace });
      expect(await channels.post({ place: { ...general, channel }, card: digest })).toEqual({
        ...never,
        reason,
        advice,
      });
    },
  );

  it.each([
    ["restricted_action", "Ask whoever manages the channel"],
    ["restricted_action_thread_locked", "takes no replies"],
    ["invalid_auth", "install the app again"],
    ["account_inactive", "install the app again"],
    ["token_revoked", "install the app again"],
    ["messages_tab_disabled", "App Home"],
    ["ekm_access_denied", "administrators"],
  ])("by %s says what to do", async (error, advice) => {
    const { channels, api } = await setVoice();
    api.fail("chat.postMessage", { status: 200, body: { ok: false, error } });
    expect(await channels.post({ place: general, card: digest })).toEqual({
      ...never,
      reason: error,
      advice: expect.stringContaining(advice),
    });
  });

  it("for want of a scope names it", async () => {
    const { channels } = await setVoice({ workspace: { scopes: ["commands"] } });
    expect(await channels.post({ place: general, card: digest })).toEqual({
      ...never,
      reason: "missing_scope: chat:write",
      advice: expect.stringContaining("lacks the scope chat:write"),
    });
  });

  it("even as plain text is given up", async () => {
    const { channels, api } = await setVoice();
    const refusal = { status: 200, body: { ok: false, error: "invalid_blocks" } };
    api.fail("chat.postMessage", refusal, refusal);
    expect(await channels.post({ place: general, card: digest })).toMatchObject(never);
    expect(api.callsTo("chat.postMessage")).toHaveLength(2);
  });

  it("in a direct message that is there no more is for good", async () => {
    const { channels } = await setVoice();
    expect(await channels.post({ place: { ...direct, channel: "D9" }, card: digest })).toMatchObject({
      kind: "never",
      gone: true,
    });
  });

  it("in a workspace without the app asks Slack nothing", async () => {
    const { channels, api } = await setVoice({ tokenFor: async () => undefined });
    expect(await channels.post({ place: general, card: digest })).toMatchObject({
      ...never,
      advice: expect.stringContaining("install the app"),
    });
    expect(api.calls).toEqual([]);
  });

  it("because the token is out of reach is tried again", async () => {
    const { channels } = await setVoice({ tokenFor: () => Promise.reject(new Error("the store is away")) });
    expect(await channels.post({ place: general, card: digest })).toEqual({
      kind: "later",
      reason: "the store is away",
      doubtful: false,
    });
  });
});

describe("the pace of posting", () => {
  it("is one message a second in a channel, whatever goes to others", async () => {
    const { channels, slept } = await setVoice({ workspace: { joined: ["C1", "C4"] } });
    const places = [general, general, { ...general, channel: "C4" }, general];
    for (const place of places) await channels.post({ place, card: digest });
    expect(slept).toEqual([1_000, 1_000]);
  });

  it("leaves a workspace alone for as long as Slack says, and others not", async () => {
    const { channels, api, advance } = await setVoice();
    api.fail("chat.postMessage", { status: 429, headers: { "retry-after": "30" } });
    const limited = { kind: "later", wait: 30_000, doubtful: false };
    expect(await channels.post({ place: general, card: digest })).toMatchObject(limited);
    advance(10_000);
    expect(await channels.post({ place: direct, card: digest })).toMatchObject({ ...limited, wait: 20_000 });
    expect(api.callsTo("chat.postMessage")).toHaveLength(1);
    expect(await channels.post({ place: { ...general, tenant: "T2" }, card: digest })).toMatchObject({
      kind: "sent",
    });
    advance(20_000);
    expect(await channels.post({ place: direct, card: digest })).toMatchObject({ kind: "sent" });
  });
});
