import { describe, expect, it } from "vitest";
import { channel, setStage } from "./stage.ts";

const archived = (text: string) => text.replace("state: active", "state: archived");

describe("a clock that jumps", () => {
  it("ahead over several digests brings one, with everything since the last, and then those that are due", async () => {
    const stage = await setStage();
    await stage.ask("follow istio weekly always");
    await stage.edit("meshes/istio.yaml", archived);
    await stage.until("2027-02-01T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
    expect(JSON.stringify(stage.posts[0]?.card)).toContain("rchived");
    await stage.until("2027-02-08T09:00:00Z");
    expect(stage.posts).toHaveLength(2);
  });

  it("back brings nothing twice, and the next one when it is due by the clock again", async () => {
    const stage = await setStage();
    await stage.ask("follow istio weekly always");
    await stage.until("2026-11-30T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
    await stage.until("2026-11-30T08:00:00Z");
    await stage.until("2026-11-30T09:30:00Z");
    expect(stage.posts).toHaveLength(1);
    await stage.until("2026-12-07T09:00:00Z");
    expect(stage.posts).toHaveLength(2);
  });

  it("back while a digest is on its way holds up no other, and that one comes in the end", async () => {
    const stage = await setStage();
    await stage.ask("follow istio weekly always");
    await stage.ask("follow istio weekly always at 10:00", { place: channel("C2") });
    const at = Date.parse("2026-11-30T09:00:00Z");
    await stage.store.digests.claim(at, 60_000, 1, ["slack"]);
    // Whoever claimed it died, and the clock is set back by an hour.
    await stage.until("2026-11-30T08:00:00Z");
    expect(stage.posts).toEqual([]);
    await stage.until("2026-11-30T09:02:00Z");
    await stage.until("2026-11-30T10:00:00Z");
    expect(stage.posts.map(({ place }) => place.channel)).toEqual(["C1", "C2"]);
  });
});
