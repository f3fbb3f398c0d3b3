import { describe, expect, it } from "vitest";
import type { Ask } from "../../src/bot/ask.ts";
import { createBot } from "../../src/bot/bot.ts";
import { createTopics } from "../../src/conversation/topic.ts";
import { fromTerminal } from "../../src/platforms/console/from.ts";
import { ask, clock, install, logged } from "../mesh-bot.ts";

const line = (text: string): Ask => ({
  platform: "terminal",
  via: "line",
  text,
  conversation: "t",
  from: fromTerminal,
});

describe("the bot", () => {
  it("turns a bug into a fault with a reference, in the reply and in the log alike", async () => {
    const errors: { reference: string }[] = [];
    const bot = createBot({
      knowledge: () => {
        throw new Error("no catalog");
      },
      commands: [],
      home: "home",
      welcome: "",
      topics: createTopics(),
      clock,
      log: { info: () => {}, error: (it) => errors.push(it) },
    });
    const reply = await bot.reply(line("compare istio linkerd"));
    expect(reply.outcome).toBe("fault");
    expect(errors).toHaveLength(1);
    expect(reply.answer).toEqual({ reference: errors[0]?.reference });
    expect(JSON.stringify(reply.card)).toContain(errors[0]?.reference);
  });

  it("logs one line a reply, without a word of the message", async () => {
    const before = logged.length;
    await ask("compare istio xylophone-secret");
    const lines = logged.slice(before);
    expect(lines).toHaveLength(1);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(["ask", "command", "ms", "outcome", "platform"]);
    expect(JSON.stringify(lines)).not.toContain("xylophone");
  });

  it("welcomes whoever installs it", async () => {
    const { card, outcome } = await install();
    expect(outcome).toBe("answered");
    expect(card.title).toContain("Mesh Advisor");
  });

  it.each(["", "hi", "Hello!", "thanks", "what can you do?", "   ", "hey"])(
    "answers %j with the start card",
    async (text) => {
      const { command, card } = await ask(text);
      expect(command).toBe("start");
      const buttons = card.blocks.find(({ type }) => type === "buttons");
      expect(buttons).toMatchObject({ buttons: [{}, {}, {}] });
    },
  );

  it("offers the command for a mistyped one", async () => {
    const { outcome, card } = await ask("comapre istio linkerd");
    expect(outcome).toBe("usage");
    expect(card.blocks).toContainEqual(
      expect.objectContaining({ buttons: [expect.objectContaining({ command: "compare istio linkerd" })] }),
    );
  });

  it.each([
    "lunch?",
    "what's the weather",
    "kafka vs rabbitmq",
    "asdkjh qwe 12 ;;; --",
    "drop table users",
    "42",
  ])("admits it does not understand %j", async (text) => {
    expect((await ask(text)).outcome).toBe("unknown");
  });

  it("reads the first 4,000 characters of a longer message, and says so", async () => {
    const { outcome, card } = await ask(`compare istio linkerd ${" ".repeat(5_000)} and nonsense`);
    expect(outcome).toBe("answered");
    expect(JSON.stringify(card)).toContain("I read the first 4,000 characters of your message");
    expect(JSON.stringify((await ask("compare istio linkerd")).card)).not.toContain("I read the first");
  });

  it("gives every answer a command that works without the conversation", async () => {
    await ask("show consul", "talk");
    for (const message of [
      "compare it with kuma",
      "does it support wasm?",
      "how do I install it",
      "sources for it",
    ]) {
      const { again, answer } = await ask(message, "talk");
      expect((await ask(again ?? "")).answer, message).toEqual(answer);
      await ask("show consul", "talk");
    }
  });

  it("remembers the topic of a conversation, and of no other", async () => {
    await ask("show istio", "one");
    expect((await ask("compare it with kuma", "one")).card.title).toBe("Istio and Kuma");
    expect((await ask("compare it with kuma", "two")).outcome).toBe("unknown");
  });
});
