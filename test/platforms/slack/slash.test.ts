import { describe, expect, it, vi } from "vitest";
import type { Card } from "../../../src/card/card.ts";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { slashRequest } from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";
import { card, setStage } from "./stage.ts";

describe("a slash command", () => {
  it("is answered privately in the acknowledgement, without a call to Slack", async () => {
    const stage = await setStage();
    const { status, headers, body } = await stage.deliver(slashRequest("compare istio linkerd"));
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("application/json");
    expect(headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
    const message = JSON.parse(body);
    expect(message).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("compare istio linkerd"),
    });
    expect(problemsOf(message)).toEqual([]);
    expect(stage.api.calls).toEqual([]);
    expect(stage.asked).toEqual([
      {
        platform: "slack",
        via: "slash",
        text: "compare istio linkerd",
        conversation: "slack:T1:C1:U1",
        from: fromSlack("C1"),
      },
    ]);
  });

  it("carries a button that shares the answer", async () => {
    const stage = await setStage();
    const { body } = await stage.deliver(slashRequest("show istio"));
    expect(JSON.parse(body).blocks.at(-1).elements).toEqual([
      {
        type: "button",
        action_id: "share",
        value: "show istio",
        text: { type: "plain_text", text: "Share in channel", emoji: false },
      },
    ]);
  });

  it("offers no sharing of a question back", async () => {
    const stage = await setStage({ answer: () => ({ card: card("Which mesh?"), outcome: "ambiguous" }) });
    const { body } = await stage.deliver(slashRequest("compare"));
    expect(body).not.toContain("Share in channel");
  });

  it("speaks of commands as this workspace calls them", async () => {
    const stage = await setStage({
      answer: () => ({
        card: card("Help", { blocks: [{ type: "paragraph", text: [{ kind: "command", text: "list" }] }] }),
      }),
    });
    const { body } = await stage.deliver(slashRequest("help", { command: "/servicemesh" }));
    expect(JSON.parse(body).blocks[1].text.text).toBe("`/servicemesh list`");
  });

  it("is answered as plain text when no blocks would hold the card", async () => {
    const blocks = Array.from({ length: 60 }, (_, n) => ({ type: "code" as const, code: `line ${n}` }));
    const stage = await setStage({ answer: () => ({ card: card("Long", { blocks }) }) });
    const message = JSON.parse((await stage.deliver(slashRequest("long"))).body);
    expect(message.blocks).toBeUndefined();
    expect(message.text).toContain("line 59");
  });

  it("that meets a bug of ours fails at once, and the log says where", async () => {
    const broken: Card = {
      ...card("Broken"),
      get blocks(): Card["blocks"] {
        throw new TypeError("a bug");
      },
    };
    const stage = await setStage({ answer: () => ({ card: broken }) });
    expect(await stage.deliver(slashRequest("hi"))).toMatchObject({ status: 500 });
    expect(stage.logged.join("")).toContain("listeners.ts");
  });

  it("that takes long is promised an answer, which comes through its response_url", async () => {
    const slow = Promise.withResolvers<void>();
    const stage = await setStage({
      answer: async ({ text }) => {
        await slow.promise;
        return { card: card(text) };
      },
    });
    const responseUrl = stage.api.responseUrl();
    const { status, body } = await stage.deliver(
      slashRequest("show istio", { responseUrl: responseUrl.url }),
    );
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      response_type: "ephemeral",
      text: "Working on it. The answer follows here.",
    });
    slow.resolve();
    await vi.waitFor(() => expect(responseUrl.received).toHaveLength(1));
    expect(responseUrl.received[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
  });

  it("that fails after the promise of an answer says so", async () => {
    const slow = Promise.withResolvers<Card>();
    const stage = await setStage({ answer: async () => ({ card: await slow.promise }) });
    const { url, received } = stage.api.responseUrl();
    const { body } = await stage.deliver(slashRequest("show istio", { responseUrl: url }));
    expect(body).toContain("Working on it");
    slow.resolve({
      ...card("Broken"),
      get blocks(): Card["blocks"] {
        throw new TypeError("a bug");
      },
    });
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(received[0]).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("could not finish"),
    });
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("was not answered"));
  });
});
