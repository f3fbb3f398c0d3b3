import { describe, expect, it } from "vitest";
import { channel, setStage } from "../digests/stage.ts";

describe("somebody who is still writing", () => {
  it("has nothing done and nothing remembered, and is told what sending would do", async () => {
    const stage = await setStage();
    const look = (text: string) => stage.ask(text, { via: "look" });
    for (const text of ["follow istio", "decide istio because it fits", "forget me", "pause"])
      expect((await look(text)).outcome).toBe("unavailable");
    expect(await stage.store.follows.of(channel("C1"))).toEqual([]);
    expect(await stage.store.decisions.list("T1", "slack", 10)).toEqual([]);

    expect((await look("show istio")).outcome).toBe("answered");
    expect((await stage.ask("compare it with kuma")).outcome).not.toBe("answered");
  });
});

describe("the bot's own page", () => {
  const titlesIn = (blocks: readonly { readonly type: string }[]) =>
    blocks.flatMap((block) => (block.type === "heading" && "text" in block ? [block.text] : []));
  const home = (stage: Awaited<ReturnType<typeof setStage>>, place = channel("D1")) =>
    stage.ask("", { via: "home", place });

  it("has what was decided in the workspace and what is followed in the place, beside what is new", async () => {
    const stage = await setStage();
    await stage.ask("decide linkerd: it is small");
    await stage.ask("follow istio", { place: channel("D1") });
    const { card, command, done } = await home(stage);
    expect([command, done]).toEqual(["home", undefined]);
    expect(titlesIn(card.blocks)).toEqual(["New in the last 30 days", "Decided", "Followed here"]);
    const said = JSON.stringify(card);
    expect(said).toContain("it is small");
    expect(said).toMatch(/"text":"Istio"\},\{"kind":"plain","text":": /u);

    const other = JSON.stringify((await home(stage, channel("D9", "T9"))).card);
    expect(other).not.toContain("it is small");
    expect(other).toContain("Nothing yet.");
  });

  it("has what is new where the memory is out of reach", async () => {
    const stage = await setStage();
    await stage.store.close();
    const { card, outcome } = await home(stage);
    expect(outcome).toBe("answered");
    expect(titlesIn(card.blocks)).toEqual(["New in the last 30 days"]);
  });
});
