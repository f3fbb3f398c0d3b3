import { describe, expect, it } from "vitest";
import { botId, botUserId, directMessage, eventRequest, signingSecret } from "../../fakes/slack-request.ts";
import { card, setStage } from "./stage.ts";

const config = { signingSecret, botId, botUserId, agentView: true };

describe("in the agent's pane", () => {
  it("a message is answered in its thread, which is a conversation of its own", async () => {
    const stage = await setStage({ config });
    await stage.deliver(eventRequest(directMessage("show istio", { ts: "180.1" })));
    await stage.deliver(eventRequest(directMessage("and kuma", { ts: "181.1", thread_ts: "180.1" })));
    await stage.stop();
    expect(stage.asked.map(({ conversation, from }) => [conversation, from.place.thread])).toEqual([
      ["slack:T1:D1:180.1", "180.1"],
      ["slack:T1:D1:180.1", "180.1"],
    ]);
    expect(stage.api.callsTo("chat.postMessage").map(({ body }) => body.thread_ts)).toEqual([
      "180.1",
      "180.1",
    ]);
  });

  it("nobody is greeted besides, and a quick answer shows no status", async () => {
    const stage = await setStage({ config });
    await stage.deliver(eventRequest(directMessage("show istio")));
    await stage.stop();
    expect(stage.api.calls.map(({ method }) => method)).toEqual(["chat.postMessage"]);
  });

  it.each([
    ["shows that it is worked on", undefined],
    [
      "comes all the same where Slack shows no status",
      { status: 200, body: { ok: false, error: "missing_scope" } },
    ],
  ])("an answer that takes long %s", async (_, failure) => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const stage = await setStage({
      config,
      answer: async ({ text }) => {
        await finished;
        return { card: card(text) };
      },
    });
    if (failure) stage.api.fail("assistant.threads.setStatus", failure);
    await stage.deliver(eventRequest(directMessage("show istio", { ts: "180.1" })));
    await expect
      .poll(() => stage.api.callsTo("assistant.threads.setStatus"), { timeout: 5_000 })
      .toMatchObject([{ body: { channel_id: "D1", thread_ts: "180.1", status: "is looking it up…" } }]);
    finish();
    await stage.stop();
    const calls = stage.api.calls.map(({ method, body }) => [method, body.status]);
    expect(calls.slice(1)).toEqual([
      ["chat.postMessage", undefined],
      ["assistant.threads.setStatus", ""],
    ]);
  });
});
