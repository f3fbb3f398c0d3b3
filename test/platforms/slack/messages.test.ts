import { describe, expect, it, vi } from "vitest";
import { startSlackApi } from "../../fakes/slack-api.ts";
import { directMessage, eventRequest, mention } from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";
import { card, setStage } from "./stage.ts";

describe("a mention", () => {
  it("is answered in its thread, without previews of links", async () => {
    const stage = await setStage();
    const { status, body } = await stage.deliver(eventRequest(mention("<@UBOT> istio vs linkerd")));
    expect({ status, body }).toEqual({ status: 200, body: "" });
    await stage.stop();
    expect(stage.asked).toEqual([
      {
        platform: "slack",
        via: "mention",
        text: "istio vs linkerd",
        conversation: "slack:T1:C1:170.1",
        from: fromSlack("C1", "170.1"),
      },
    ]);
    const [call] = stage.api.callsTo("chat.postMessage");
    expect(call?.token).toBe("xoxb-test");
    expect(call?.body).toMatchObject({
      channel: "C1",
      thread_ts: "170.1",
      unfurl_links: "false",
      unfurl_media: "false",
      text: expect.stringContaining("About istio vs linkerd"),
    });
    expect(stage.api.calls).toHaveLength(1);
  });

  it("in a thread stays in that thread and shares its topic", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(mention("<@UBOT> and kuma?", { ts: "175.1", thread_ts: "170.1" })));
    await stage.stop();
    expect(stage.asked[0]?.conversation).toBe("slack:T1:C1:170.1");
    expect(stage.api.callsTo("chat.postMessage")[0]?.body).toMatchObject({ thread_ts: "170.1" });
  });

  it.each(["invalid_blocks", "msg_blocks_too_long"])("gets plain text after Slack says %s", async (error) => {
    const stage = await setStage();
    stage.api.fail("chat.postMessage", { status: 200, body: { ok: false, error } });
    await stage.deliver(eventRequest(mention("<@UBOT> show istio")));
    await stage.stop();
    const [first, second, ...more] = stage.api.callsTo("chat.postMessage");
    expect(first?.body.blocks).toBeDefined();
    expect(second?.body).toMatchObject({
      channel: "C1",
      thread_ts: "170.1",
      text: expect.stringContaining("About show istio"),
    });
    expect(second?.body.blocks).toBeUndefined();
    expect(more).toEqual([]);
    expect(stage.logged.join("")).toContain(error);
  });

  it("where the bot may not write leaves a reason in the log and sends nothing twice", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(mention("<@UBOT> show istio", { channel: "C2" })));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
    expect(stage.logged.join("")).toContain("not_in_channel");
  });

  it.each([
    ["limits the rate", { status: 429, headers: { "retry-after": "0" } }],
    ["fails", { status: 500 }],
    ["cuts the connection", "cut" as const],
  ])("is answered after Slack %s once", async (_, failure) => {
    const stage = await setStage();
    stage.api.fail("chat.postMessage", failure);
    await stage.deliver(eventRequest(mention("<@UBOT> show istio")));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(2);
  });

  it("that a proxy's page answers in Slack's place is given up, told in the log without the page, and the next is answered", async () => {
    const stage = await setStage();
    stage.api.fail("chat.postMessage", { page: "<html>Sign in to the guest network</html>" });
    await stage.deliver(eventRequest(mention("<@UBOT> show istio")));
    await expect.poll(() => stage.logged.join("")).toContain("was not answered");
    await stage.deliver(eventRequest(mention("<@UBOT> show linkerd")));
    await expect.poll(() => stage.api.messages("C1")).toHaveLength(1);
    expect(stage.logged.join("")).not.toContain("guest network");
  });
});

describe("a direct message", () => {
  it("is answered where it was written, and a newcomer is welcomed", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(directMessage("what is kuma?")));
    await stage.stop();
    expect(stage.asked).toEqual([
      {
        platform: "slack",
        via: "direct",
        text: "what is kuma?",
        conversation: "slack:T1:D1:U1",
        from: fromSlack("D1"),
      },
      { platform: "slack", via: "install", text: "", conversation: "slack:T1:D1:U1", from: fromSlack("D1") },
    ]);
    const texts = stage.api
      .callsTo("chat.postMessage")
      .map(({ body }) => [body.channel, body.thread_ts, body.text]);
    expect(texts).toEqual([
      ["D1", undefined, expect.stringContaining("About what is kuma?")],
      ["D1", undefined, expect.stringContaining("About Welcome")],
    ]);
  });

  it("of somebody the bot has spoken to before gets no welcome", async () => {
    const api = await startSlackApi();
    api.remember("D1", { ts: "160.1", bot_id: "BBOT", text: "hello again" });
    const stage = await setStage({ api });
    await stage.deliver(eventRequest(directMessage("what is kuma?")));
    await stage.stop();
    expect(stage.asked.map(({ via }) => via)).toEqual(["direct"]);
  });

  it("is looked up for a welcome only once", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(directMessage("what is kuma?")));
    await stage.deliver(eventRequest(directMessage("what is istio?", { ts: "171.1" })));
    await stage.stop();
    expect(stage.api.callsTo("conversations.history")).toHaveLength(1);
    expect(stage.asked.filter(({ via }) => via === "install")).toHaveLength(1);
  });

  it("is answered though the look-up fails", async () => {
    const stage = await setStage();
    stage.api.fail("conversations.history", { status: 200, body: { ok: false, error: "missing_scope" } });
    await stage.deliver(eventRequest(directMessage("what is kuma?")));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
  });

  it("speaks of commands without a prefix, because none is needed there", async () => {
    const blocks = [{ type: "paragraph" as const, text: [{ kind: "command" as const, text: "list" }] }];
    const stage = await setStage({ answer: () => ({ card: card("Help", { blocks }) }) });
    await stage.deliver(eventRequest(directMessage("help")));
    await stage.stop();
    expect(JSON.stringify(stage.api.callsTo("chat.postMessage")[0]?.body.blocks)).toContain("`list`");
  });

  it.each([
    ["the bot itself", { bot_id: "BBOT", user: "UBOT" }],
    ["another bot", { subtype: "bot_message", bot_id: "B2", user: undefined }],
    ["an edit", { subtype: "message_changed", message: { text: "what is kuma?" } }],
    ["a deletion", { subtype: "message_deleted", previous_message: { text: "what is kuma?" } }],
    ["an edited message", { edited: { user: "U1", ts: "171.1" } }],
    ["a person in a channel", { channel: "C1", channel_type: "channel" }],
  ])("from %s is left alone", async (_, more) => {
    const stage = await setStage();
    expect(await stage.deliver(eventRequest(directMessage("what is kuma?", more)))).toMatchObject({
      status: 200,
    });
    await stage.stop();
    expect(stage.asked).toEqual([]);
    expect(stage.api.calls).toEqual([]);
  });
});

describe("a repeated delivery", () => {
  it("is answered once", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-a" }));
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-a", retry: 1 }));
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-a", retry: 2 }));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
  });

  it("is answered once when both arrive together", async () => {
    const stage = await setStage();
    const request = eventRequest(mention("<@UBOT> hi"), { id: "Ev-b" });
    await Promise.all([stage.deliver(request), stage.deliver(request), stage.deliver(request)]);
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
  });

  it("is answered when it is the first to arrive", async () => {
    const stage = await setStage();
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-c", retry: 1 }));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
  });

  it("is answered when the first could not be", async () => {
    const stage = await setStage();
    stage.api.fail("chat.postMessage", { status: 200, body: { ok: false, error: "internal_error" } });
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-d" }));
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("internal_error"));
    await stage.deliver(eventRequest(mention("<@UBOT> hi"), { id: "Ev-d", retry: 1 }));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(2);
  });
});

describe("a stop", () => {
  it("waits for answers under way", async () => {
    const stage = await setStage();
    stage.api.fail("chat.postMessage", { slow: 200 });
    await stage.deliver(eventRequest(mention("<@UBOT> hi")));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage")).toHaveLength(1);
    expect(stage.logged.join("")).not.toContain("not answered");
  });
});
