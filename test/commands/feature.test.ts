import { describe, expect, it } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { ask } from "../mesh-bot.ts";

const say = async (message: string) => {
  const reply = await ask(message);
  return { ...reply, said: plainText(reply.card, { prefix: "" }) };
};

describe("asking about a feature", () => {
  it.each([
    ["does linkerd support rate limiting?", "rate-limiting", ["linkerd"]],
    ["does kuma run on VMs?", "vms", ["kuma"]],
    ["can istio do fault injection", "fault-injection", ["istio"]],
    ["is mtls supported by traefik mesh", "mtls", ["traefik-mesh"]],
    ["istio wasm", "wasm", ["istio"]],
    ["who supports wasm?", "wasm", []],
    ["which meshes have mirroring", "mirroring", []],
    ["what is outlier detection?", "circuit-breaking", []],
    ["feature mtls", "mtls", []],
    ["does consul work without kubernetes?", "no-kubernetes", ["consul"]],
    ["rate limiting in consul", "rate-limiting", ["consul"]],
  ])("“%s” is about %s", async (message, feature, meshes) => {
    const { command, answer } = await ask(message);
    expect(command).toBe("feature");
    expect(answer).toMatchObject({
      subject: { kind: "feature", id: feature },
      meshes: meshes.map((mesh) => ({ mesh })),
    });
  });

  it("answers yes, no or partly, with note, source and date", async () => {
    const { said } = await say("does linkerd support rate limiting?");
    expect(said).toMatch(/Linkerd: Rate limiting\n\n(?:Yes|Partly)[^\n]*\(.*https:\/\/.*\d{4}-\d{2}/u);
    expect((await say("does traefik mesh support mtls?")).said).toContain("No.");
  });

  it("says who supports it, every mesh with its grade and date", async () => {
    const { answer } = await ask("who supports wasm?");
    const { cells } = answer as {
      cells: { mesh: string; grade: string; asOf: string; sources: unknown[] }[];
    };
    expect(cells.length).toBeGreaterThanOrEqual(6);
    for (const { grade, asOf, sources } of cells) {
      expect(grade).toMatch(/^(?:default|opt-in|partial|vendor-only|none|unknown|not-applicable)$/u);
      expect(asOf).toMatch(/^\d{4}-\d{2}/u);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it("lists a group's features", async () => {
    const { said } = await say("feature security");
    expect(said).toContain("Mutual TLS");
  });

  it("warns of every retired mesh it names", async () => {
    const { card } = await say("who supports retries?");
    expect(card.banners.map(({ kind }) => kind)).toContain("dormant");
  });
});

describe("a group of features", () => {
  it("of a mesh tells what the mesh does, feature by feature", async () => {
    const { card, answer } = await ask("feature security of istio");
    expect(card.title).toBe("Istio: Security");
    const { cells } = answer as { cells: { feature: string; grade?: string }[] };
    expect(cells).toContainEqual(expect.objectContaining({ feature: "mtls", grade: "default" }));
    const table = card.blocks.find(({ type }) => type === "table");
    expect(JSON.stringify(table)).toMatch(/"Mutual TLS".*?"✓ Yes, by default"/u);
  });
});

describe("a feature over every mesh", () => {
  it("tells a mode apart where something else is so of it", async () => {
    const { card, answer } = await ask("who supports multi-cluster");
    const { cells } = answer as { cells: { mesh: string; mode?: string }[] };
    expect(cells).toContainEqual(expect.objectContaining({ mesh: "istio", mode: "ambient" }));
    expect(JSON.stringify(card.blocks)).toContain('"Istio (Ambient)"');
  });
});
