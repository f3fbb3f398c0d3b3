import { describe, expect, it } from "vitest";
import { createAnswers } from "../../src/bot/answers.ts";
import { type Context, failed } from "../../src/bot/command.ts";
import { problem } from "../../src/bot/problem.ts";
import type { Routed } from "../../src/bot/route.ts";
import { noTopic } from "../../src/conversation/topic.ts";
import { ask } from "../mesh-bot.ts";

const topic = (mesh: string) => ({ meshes: [{ mesh }], needs: "" });

/** Routes that count; “it” asks what the conversation is about. */
function counted(capacity?: number) {
  let routed = 0;
  const route = (words: string, context: Context): Routed => {
    routed++;
    const about = words === "it" ? (context.topic.meshes[0]?.mesh ?? "nothing") : words;
    if (words === "garbage")
      return { command: "fallback", result: failed(problem("unknown", "What?", "I do not know.")) };
    if (words === "keep") return { command: "follow", result: { perform: () => Promise.reject() } };
    const card = { title: about, banners: [], blocks: [] };
    return { command: "show", result: { outcome: "answered", answer: about, card } };
  };
  const answers = createAnswers(route, capacity);
  const knowledge = {} as Parameters<typeof answers.to>[1]["knowledge"];
  const known = { knowledge, commands: [], reportsToChannel: false, today: "2026-11-23", topic: noTopic };
  const say = (words: string, more: Partial<typeof known> = {}) => {
    const { result } = answers.to(words, { ...known, ...more });
    return "card" in result ? result.card.title : "pending";
  };
  return { say, routed: () => routed, other: { ...knowledge } };
}

describe("an answer kept", () => {
  it("is given again while knowledge, day and where reports go are the same", () => {
    const { say, routed, other } = counted();
    say("istio");
    say("istio");
    expect(routed()).toBe(1);
    say("istio", { today: "2026-11-24" });
    say("istio", { today: "2026-11-24", knowledge: other });
    say("istio", { today: "2026-11-24", knowledge: other, reportsToChannel: true });
    expect(routed()).toBe(4);
  });

  it("serves any topic where none was looked at", () => {
    const { say, routed } = counted();
    say("istio", { topic: topic("kuma") });
    say("istio", { topic: topic("consul") });
    expect(routed()).toBe(1);
  });

  it("serves no other topic where one was looked at", () => {
    const { say } = counted();
    expect(say("it")).toBe("nothing");
    expect(say("it", { topic: topic("kuma") })).toBe("kuma");
    expect(say("it", { topic: topic("consul") })).toBe("consul");
    expect(say("it")).toBe("nothing");
  });

  it("is neither garbage nor what needs the store, nor a long message", () => {
    const { say, routed } = counted();
    for (const words of ["garbage", "keep", "x".repeat(201)]) {
      say(words);
      say(words);
    }
    expect(routed()).toBe(6);
  });

  it("makes room by giving up the one longest not asked", () => {
    const { say, routed } = counted(2);
    for (const words of ["a", "b", "a", "c", "a"]) say(words);
    expect(routed()).toBe(3);
    say("b");
    expect(routed()).toBe(4);
  });
});

describe("the same words in another conversation", () => {
  it("mean what that conversation is about", async () => {
    await ask("show kuma", "kept:1");
    await ask("show consul", "kept:2");
    const [first, second, none] = await Promise.all(
      ["kept:1", "kept:2", "kept:3"].map((conversation) => ask("install it with helm", conversation)),
    );
    expect(first?.card.title).toContain("Kuma");
    expect(second?.card.title).toContain("Consul");
    expect(none?.outcome).not.toBe("answered");
  });
});
