import { describe, expect, it } from "vitest";
import { createPlatform } from "../../src/scale/platform.ts";
import { run } from "../spawned.ts";

const place = (tenant: string, channel: string) => ({ tenant, channel });

describe("the simulated Slack", () => {
  it("takes so many messages a minute from a workspace, and says how long to wait for the next", () => {
    let now = 0;
    const slack = createPlatform({ now: () => now, latency: 100, aMinute: 2, seed: 1 });
    const take = (tenant: string, name: string) => slack.take(place(tenant, name)).posted;
    expect(take("T1", "C1").kind).toBe("sent");
    now = 20_000;
    expect(take("T1", "C2").kind).toBe("sent");
    expect(take("T1", "C3")).toMatchObject({ kind: "later", wait: 40_000, limited: true });
    expect(take("T2", "C4").kind).toBe("sent");
    now = 60_000;
    expect(take("T1", "C3").kind).toBe("sent");
    expect([slack.taken(), slack.refused(), slack.twice()]).toEqual([4, 1, 0]);
    take("T1", "C3");
    expect(slack.twice()).toBe(1);
  });

  it("takes about as long as it is told to, the same for the same seed", () => {
    const times = (seed: number) => {
      const slack = createPlatform({ now: () => 0, latency: 100, aMinute: 10_000, seed });
      return Array.from({ length: 1_001 }, (_, at) => slack.take(place("T1", `C${at}`)).after);
    };
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
    const sorted = times(1).toSorted((a, b) => a - b);
    expect(sorted[500]).toBeGreaterThan(85);
    expect(sorted[500]).toBeLessThan(115);
    expect(sorted[990]).toBeGreaterThan(300);
  });
});

describe("npm run scale", () => {
  it("delivers each digest once, through a Slack that takes a few at a time", {
    timeout: 120_000,
  }, async () => {
    const { code, stdout, stderr } = await run("tools/scale.ts", [
      ...["--follows", "120", "--workspaces", "3", "--rate", "15"],
    ]);
    expect(stderr).toBe("");
    expect(stdout).toContain("posted: 120, of which twice: 0");
    expect(stdout).not.toContain("told by Slack to wait: 0 times");
    expect(code).toBe(0);
  });
});
