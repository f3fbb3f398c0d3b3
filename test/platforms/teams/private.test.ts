import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ann, type Kept, keepAddresses, personal } from "./kept.ts";
import { channelPost, echoed, openStage, type Stage } from "./stage.ts";

const secret = "next digests: Monday";
const adr = "# Use Linkerd\n\n* Status: accepted\n";
const files: Readonly<Record<string, string>> = { adr, long: "a line of the file\n".repeat(2_000) };

let kept: Kept;
let stage: Stage;
beforeAll(async () => {
  kept = await keepAddresses();
  stage = await openStage({
    addresses: kept.addresses,
    card: ({ text }) => echoed(text === "preview" ? secret : text),
    more({ text }) {
      const file = files[text];
      return {
        ...(text.startsWith("preview") && { private: true }),
        ...(file && { file: { name: "0007-use-linkerd.md", text: file } }),
      };
    },
  });
});
afterAll(async () => {
  await stage.stop();
  await kept.stop();
});
afterEach(() => stage.framework.behave({}));

async function sentBy(changes: Readonly<Record<string, unknown>>) {
  const before = stage.framework.sent.length;
  const response = await stage.deliver(changes);
  return { sent: stage.framework.sent.slice(before), body: await response.json().catch(() => undefined) };
}

const click = (command: string) => ({
  type: "invoke",
  name: "adaptiveCard/action",
  value: { action: { type: "Action.Execute", verb: "mesh", data: { command } } },
  conversation: channelPost("").conversation,
});

describe("an answer for the asker alone, asked for in a channel,", () => {
  describe("where their chat is known", () => {
    beforeEach(async () => {
      await stage.deliver({ text: "hello" });
      await expect.poll(() => kept.store.places.address(ann)).toBeDefined();
    });

    it("goes there, and the channel hears where", async () => {
      const { sent } = await sentBy(channelPost("preview"));
      expect(sent.map(({ path }) => decodeURIComponent(path.split("/")[4] ?? ""))).toEqual([
        "a:personal",
        "19:team@thread.tacv2;messageid=1700000000000",
      ]);
      expect(JSON.stringify(sent[0])).toContain(secret);
      expect(JSON.stringify(sent[0])).toContain("You asked for this in a channel.");
      expect(sent[1]?.activity.text).toBe("I answered you in our chat.");
      expect(JSON.stringify(sent[1])).not.toContain(secret);
    });

    it("goes there after a click too, and whoever clicked is told", async () => {
      const { sent, body } = await sentBy(click("preview"));
      expect(sent.map(({ path }) => path)).toEqual([expect.stringContaining("a%3Apersonal")]);
      expect(body).toMatchObject({ statusCode: 200, value: "I answered you in our chat." });
    });

    it("is kept back where that chat cannot be written to, and a chat that is gone is forgotten", async () => {
      stage.framework.behave({ troubles: [{ status: 403, code: "ConversationBlockedByUser" }] });
      const { sent } = await sentBy(channelPost("preview"));
      expect(sent).toHaveLength(1);
      expect(JSON.stringify(sent)).not.toContain(secret);
      expect(JSON.stringify(sent)).toContain("open a chat with me");
      await expect.poll(() => kept.store.places.address(ann)).toBeUndefined();
    });
  });

  it("is kept back where Teams is away, and the chat is not forgotten", async () => {
    await stage.deliver({ text: "hello" });
    await expect.poll(() => kept.store.places.address(ann)).toBeDefined();
    stage.framework.behave({ troubles: [{ status: 503 }] });
    const { sent } = await sentBy(channelPost("preview"));
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toContain(secret);
    expect(JSON.stringify(sent)).toContain("just now");
    expect(await kept.store.places.address(ann)).toBeDefined();
  });

  it("is kept back where no chat is known, with how to get it", async () => {
    await stage.deliver({ type: "installationUpdate", action: "remove" });
    await expect.poll(() => kept.store.places.address(ann)).toBeUndefined();
    const { sent } = await sentBy(channelPost("preview"));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.path).toContain("19%3Ateam");
    expect(JSON.stringify(sent)).not.toContain(secret);
    expect(sent[0]?.activity.summary).toBe("That answer is for you alone");
    expect(JSON.stringify(sent[0])).toContain("preview");
  });

  it("is kept back where nothing is remembered at all", async () => {
    const lone = await openStage({ card: () => echoed(secret), more: () => ({ private: true }) });
    try {
      await lone.deliver({ text: "hello" });
      const before = lone.framework.sent.length;
      await lone.deliver(channelPost("preview"));
      expect(JSON.stringify(lone.framework.sent.slice(before))).not.toContain(secret);
    } finally {
      await lone.stop();
    }
  });

  it("goes to the chat that was known when it was asked, though the answer forgets it", async () => {
    const forgetful = await openStage({
      addresses: kept.addresses,
      bot: {
        async reply({ text }) {
          if (text === "forget me") await kept.store.places.forget(ann);
          const card = echoed(text === "forget me" ? "Forgotten" : text);
          return { command: "forget", outcome: "answered", answer: null, card, private: true };
        },
      },
    });
    try {
      await forgetful.deliver({ text: "hello" });
      const { serviceUrl } = forgetful.framework;
      await expect.poll(() => kept.store.places.address(ann)).toMatchObject({ serviceUrl });
      await forgetful.deliver(channelPost("forget me"));
      const texts = forgetful.framework.sent.slice(-2).map(({ activity }) => JSON.stringify(activity));
      expect(texts).toEqual([
        expect.stringContaining("Forgotten"),
        expect.stringContaining("I answered you in our chat."),
      ]);
      expect(await kept.store.places.address(ann)).toBeUndefined();
    } finally {
      await forgetful.stop();
    }
  });

  it("is an answer like any other in their own chat", async () => {
    const { sent } = await sentBy({ text: "preview" });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent[0])).toContain(secret);
    expect(sent[0]?.path).toContain(encodeURIComponent(personal.channel));
  });
});

describe("a file", () => {
  const textOf = (value: unknown): string => JSON.stringify(value);

  it("is shown below its answer, to be copied under its name", async () => {
    const { sent } = await sentBy({ text: "adr" });
    expect(sent).toHaveLength(1);
    expect(textOf(sent[0])).toContain("0007-use-linkerd.md");
    const content = sent[0]?.activity.attachments?.[0]?.content;
    expect(textOf(content)).toContain(textOf(adr.trimEnd()).slice(1, -1));
    expect(textOf(content)).toContain("Monospace");
    expect(textOf(content)).not.toContain("not shown");
  });

  it("that is too long is cut between two lines, and says how much is missing", async () => {
    const { sent } = await sentBy(channelPost("long"));
    const content = sent[0]?.activity.attachments?.[0]?.content;
    const text = textOf(content);
    expect(text.length * 2).toBeLessThanOrEqual(25_000);
    const lines = text.split("a line of the file").length - 1;
    expect(lines).toBeGreaterThan(200);
    const left = Number(/(\d+) more characters of the file/u.exec(text)?.[1]);
    expect(left).toBeGreaterThan(0);
    const shown = (files.long?.length ?? 0) - left;
    expect((shown + 1) % "a line of the file\n".length).toBe(0);
  });
});
