import { describe, expect, it, onTestFinished } from "vitest";
import type { Trouble } from "../../fakes/bot-framework.ts";
import { openStage } from "./stage.ts";

const once: readonly (readonly [string, Trouble])[] = [
  ["wants to be left alone for a second", { status: 429, headers: { "retry-after": "1" } }],
  ["is away", { status: 503 }],
  ["breaks down", { status: 500 }],
  ["has a gateway in trouble", { status: 502 }],
  ["cuts the connection", "cut"],
];

describe("an answer, where Teams", () => {
  it.each(once)("%s once, comes all the same", async (_, trouble) => {
    const stage = await openStage();
    onTestFinished(stage.stop);
    stage.framework.behave({ troubles: [trouble] });
    expect((await stage.deliver({ text: "show istio" })).status).toBe(200);
    expect(stage.framework.sent).toHaveLength(1);
  });

  it.each([{ status: 429, headers: { "retry-after": "1" } }, "cut"] as const)(
    "has nothing but trouble (%j), is given up, and the log says why",
    async (trouble) => {
      const stage = await openStage();
      onTestFinished(stage.stop);
      stage.framework.behave({ troubles: Array(10).fill(trouble) });
      const response = await stage.deliver({ text: "a private question" });
      // Teams tells who asked that the bot did not answer.
      expect([response.status, stage.framework.attempts()]).toEqual([500, 4]);
      expect(stage.logged()).toContain(trouble === "cut" ? "ECONNRESET" : '"status":429');
      expect(stage.logged()).not.toContain("a private question");
      stage.framework.behave({});
      expect((await stage.deliver({ text: "show istio" })).status).toBe(200);
    },
  );

  it("is not there but a proxy's page, does not upset the next answer", async () => {
    const stage = await openStage();
    onTestFinished(stage.stop);
    stage.framework.behave({ troubles: ["page"] });
    await stage.deliver({ text: "show istio" });
    expect(stage.framework.sent).toEqual([]);
    expect((await stage.deliver({ text: "show linkerd" })).status).toBe(200);
    expect(stage.framework.sent).toHaveLength(1);
    expect(stage.logged()).not.toContain("Guest network");
  });

  it("says nothing at all, is given up after a while", async () => {
    const stage = await openStage({ timing: { patience: 300 } });
    onTestFinished(stage.stop);
    stage.framework.behave({ troubles: Array(10).fill("slow") });
    expect((await stage.deliver({ text: "show istio" })).status).toBe(500);
    stage.framework.behave({});
    expect((await stage.deliver({ text: "show istio" })).status).toBe(200);
  });
});
