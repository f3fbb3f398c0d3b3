import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { channelPost, echoed, openStage, type Stage } from "./stage.ts";

const huge = "all of it ".repeat(3_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ card: ({ text }) => echoed(text === "huge" ? huge : text) });
});
afterAll(() => stage.stop());
afterEach(() => stage.framework.behave({}));

const execute = (command: string) => ({
  type: "invoke",
  name: "adaptiveCard/action",
  value: { action: { type: "Action.Execute", verb: "mesh", data: { command } }, trigger: "manual" },
});

async function sentBy(work: () => Promise<unknown>) {
  const before = stage.framework.sent.length;
  await work();
  return stage.framework.sent.slice(before);
}

describe("a message", () => {
  it("is answered with a card that a notification can announce", async () => {
    const [reply] = await sentBy(() => stage.deliver({ text: "istio" }));
    expect(reply?.activity).toMatchObject({
      type: "message",
      summary: "Echo",
      replyToId: "activity-1",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: { fallbackText: expect.stringContaining("istio") },
        },
      ],
    });
    expect(reply?.activity.entities ?? []).toEqual([]);
  });

  it("in a channel is answered in its thread, for all to see, with the bot's name before commands", async () => {
    const [reply] = await sentBy(() => stage.deliver(channelPost("istio")));
    expect(reply?.path).toBe(
      "/amer/v3/conversations/19%3Ateam%40thread.tacv2%3Bmessageid%3D1700000000000/activities/activity-1",
    );
    expect(JSON.stringify(reply?.activity)).toContain("@Mesh more istio");
  });

  it("in a group chat is answered there", async () => {
    const conversation = {
      conversationType: "groupChat",
      tenantId: channelPost("").conversation.tenantId,
      id: "19:group@thread.v2",
    };
    const [reply] = await sentBy(() => stage.deliver({ ...channelPost("istio"), conversation }));
    expect(reply?.path).toContain("/v3/conversations/19%3Agroup%40thread.v2/");
    expect(stage.asks.at(-1)).toMatchObject({ via: "mention", text: "istio" });
  });

  it("too long for a card is answered in plain words", async () => {
    const [reply] = await sentBy(() => stage.deliver({ text: "huge" }));
    expect(reply?.activity).toMatchObject({
      textFormat: "plain",
      text: expect.stringContaining("characters are not shown"),
    });
    expect(reply?.activity.attachments).toBeUndefined();
  });

  it("whose card Teams finds too large is answered in plain words", async () => {
    stage.framework.behave({ takes: 1_500 });
    const [reply, ...others] = await sentBy(() => stage.deliver({ text: "istio" }));
    expect(reply?.activity).toMatchObject({ textFormat: "plain", text: "Echo\n\nistio\n\nMore: more istio" });
    expect(others).toEqual([]);
  });

  it("that cannot be answered at all fails without telling the log what was said", async () => {
    stage.framework.behave({ takes: 10 });
    expect((await stage.deliver({ text: "a private question" })).status).toBe(500);
    expect(stage.logged()).toContain("request failed");
    expect(stage.logged()).not.toContain("a private question");
    expect(stage.logged()).not.toContain("token-of-the-bot");
  });
});

describe("a click", () => {
  it("on a personal card replaces it in the answer to the click", async () => {
    let body: unknown;
    const sent = await sentBy(async () => {
      body = await (await stage.deliver(execute("show istio"))).json();
    });
    expect(sent).toEqual([]);
    expect(body).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.card.adaptive",
      value: { type: "AdaptiveCard", speak: expect.stringContaining("show istio") },
    });
  });

  it("that has too much to say for a card says it in words", async () => {
    expect(await (await stage.deliver(execute("huge"))).json()).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: expect.stringContaining("characters are not shown"),
    });
  });

  it("in a channel leaves the posted card alone and answers with a reply", async () => {
    let body: unknown;
    const { conversation } = channelPost("");
    const sent = await sentBy(async () => {
      body = await (
        await stage.deliver({ ...execute("show istio"), conversation, replyToId: "card-1" })
      ).json();
    });
    expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.activity.message" });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: "POST", activity: { summary: "Echo" } });
  });

  it("of an older client replaces a personal card too", async () => {
    const changes = { text: undefined, value: { command: "show istio" }, replyToId: "card-1" };
    const sent = await sentBy(() => stage.deliver(changes));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "PUT",
      path: "/amer/v3/conversations/a%3Apersonal/activities/card-1",
    });
  });

  it("of an older client is answered with a new card where the old one cannot be replaced", async () => {
    stage.framework.behave({ replaces: false });
    const changes = { text: undefined, value: { command: "show istio" }, replyToId: "card-1" };
    const sent = await sentBy(() => stage.deliver(changes));
    expect(sent.map(({ method }) => method)).toEqual(["POST"]);
  });

  it("of an older client in a channel leaves the posted card alone", async () => {
    const { conversation } = channelPost("");
    const sent = await sentBy(() =>
      stage.deliver({ text: undefined, value: { command: "x" }, replyToId: "card-1", conversation }),
    );
    expect(sent.map(({ method }) => method)).toEqual(["POST"]);
  });

  it("on a button nobody knows any more says what to do", async () => {
    const value = { action: { type: "Action.Execute", verb: "old", data: {} } };
    const response = await stage.deliver({ type: "invoke", name: "adaptiveCard/action", value });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      statusCode: 400,
      value: { message: expect.stringContaining("Ask again") },
    });
  });
});

describe("other events", () => {
  it("welcome whoever installs the bot", async () => {
    const sent = await sentBy(() =>
      stage.deliver({ type: "installationUpdate", action: "add", text: undefined }),
    );
    expect(sent).toHaveLength(1);
    expect(stage.asks.at(-1)).toMatchObject({ via: "install" });
  });

  it("get no answer", async () => {
    for (const type of ["conversationUpdate", "typing", "messageReaction", "endOfConversation"]) {
      const sent = await sentBy(async () => expect((await stage.deliver({ type })).status).toBe(200));
      expect(sent).toEqual([]);
    }
  });

  it("that want an answer nobody has are told so", async () => {
    expect((await stage.deliver({ type: "invoke", name: "task/fetch", value: {} })).status).toBe(501);
  });
});
