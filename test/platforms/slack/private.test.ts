import { describe, expect, it } from "vitest";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { startSlackApi } from "../../fakes/slack-api.ts";
import {
  clickRequest,
  directMessage,
  eventRequest,
  mention,
  press,
  slashRequest,
} from "../../fakes/slack-request.ts";
import { card, setStage } from "./stage.ts";

const answer = () => ({ card: card("For your eyes"), private: true as const });
const asked = (more = {}) => eventRequest(mention("<@UBOT> preview", more));

describe("an answer only the asker should read", () => {
  it("is shown to them alone after a mention, where a thread has nothing to show it in", async () => {
    const stage = await setStage({ answer });
    await stage.deliver(asked());
    await stage.stop();
    const [call, ...more] = stage.api.callsTo("chat.postEphemeral");
    expect(call?.body).toMatchObject({
      channel: "C1",
      user: "U1",
      text: expect.stringContaining("About For your eyes"),
    });
    expect(call?.body.thread_ts).toBeUndefined();
    expect(problemsOf(call?.body ?? {})).toEqual([]);
    expect(more).toEqual([]);
    expect(stage.api.callsTo("chat.postMessage")).toEqual([]);
  });

  it("is shown in the thread where there is one", async () => {
    const stage = await setStage({ answer });
    await stage.deliver(asked({ ts: "175.1", thread_ts: "170.1" }));
    await stage.stop();
    expect(stage.api.callsTo("chat.postEphemeral")[0]?.body).toMatchObject({ thread_ts: "170.1" });
  });

  it("goes to them directly where Slack does not show it in the channel, and to nobody else", async () => {
    const api = await startSlackApi({ channels: { C1: { name: "general", members: ["U2"] } } });
    const stage = await setStage({ api, answer });
    await stage.deliver(asked());
    await stage.stop();
    expect(api.callsTo("chat.postMessage").map(({ body }) => body.channel)).toEqual(["U1"]);
    expect(stage.logged.join("")).toContain("user_not_in_channel");
  });

  it("is plain text after Slack refuses its blocks", async () => {
    const stage = await setStage({ answer });
    stage.api.fail("chat.postEphemeral", { status: 200, body: { ok: false, error: "invalid_blocks" } });
    await stage.deliver(asked());
    await stage.stop();
    const [, second] = stage.api.callsTo("chat.postEphemeral");
    expect(second?.body).toMatchObject({ user: "U1", text: expect.stringContaining("For your eyes") });
    expect(second?.body.blocks).toBeUndefined();
    expect(stage.api.callsTo("chat.postMessage")).toEqual([]);
  });

  it("is an ordinary message in a direct message", async () => {
    const api = await startSlackApi();
    api.remember("D1", { ts: "160.1", bot_id: "BBOT", text: "hello again" });
    const stage = await setStage({ api, answer });
    await stage.deliver(eventRequest(directMessage("preview")));
    await stage.stop();
    expect(api.callsTo("chat.postMessage").map(({ body }) => body.channel)).toEqual(["D1"]);
    expect(api.callsTo("chat.postEphemeral")).toEqual([]);
  });

  it("cannot be shared by a button, after a slash command or a click", async () => {
    const stage = await setStage({ answer });
    const { body } = await stage.deliver(slashRequest("preview"));
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("preview"), responseUrl: url }));
    await stage.stop();
    expect(JSON.parse(body)).toMatchObject({ response_type: "ephemeral" });
    expect(received).toMatchObject([{ response_type: "ephemeral" }]);
    expect(body + JSON.stringify(received)).not.toContain("Share in channel");
  });
});
