import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/bot/ask.ts";
import { plainText } from "../../src/card/plain.ts";
import { channel, setStage } from "./stage.ts";

const said = ({ card }: Reply) => plainText(card, { prefix: "/mesh " });
const withdrawn = (text: string) =>
  text.replace(/(\n {2}mtls:\n(?: {4}[^\n]*\n)*? {4}grade: )default/u, "$1none");

describe("decide", () => {
  it("records the mesh, the reason, the needs, what it was compared with, sources, catalog, who and when", async () => {
    const stage = await setStage();
    await stage.ask("which mesh fits a small team on kubernetes that needs mtls?");
    await stage.ask("compare linkerd istio");
    const reply = await stage.ask("decide linkerd because it is light and mTLS is on by default");
    expect(reply.outcome).toBe("answered");
    const { decision } = reply.answer as { decision: Record<string, unknown> };
    expect(decision).toMatchObject({
      number: 1,
      mesh: "linkerd",
      reason: "it is light and mTLS is on by default",
      compared: ["istio"],
      catalog: { version: expect.stringMatching(/^\d{4}\.\d+\.\d+$/u) },
      by: { id: "U1" },
    });
    expect(decision.needs).toMatch(/mutual TLS|mTLS|encrypt/iu);
    expect(decision.features).toContain("mtls");
    expect((decision.sources as string[]).length).toBeGreaterThan(1);
    expect(said(reply)).toContain("Mutual TLS: ✓ Yes, by default");
    expect(said(reply)).toContain("you will hear of it here");
  });

  it("numbers decisions within each workspace and keeps them apart", async () => {
    const stage = await setStage();
    await stage.ask("decide linkerd because it is light");
    await stage.ask("decide kuma: VMs", { place: channel("C2") });
    await stage.ask("decide istio because everybody does", { place: channel("C1", "T2") });
    expect(said(await stage.ask("decisions"))).toMatch(/2\. Kuma.*\n.*1\. Linkerd/u);
    expect(said(await stage.ask("decision 2"))).toContain("VMs");
    const other = said(await stage.ask("decisions", { place: channel("C9", "T2") }));
    expect(other).toContain("1. Istio");
    expect(other).not.toContain("Linkerd");
    expect((await stage.ask("decision 2", { place: channel("C9", "T2") })).outcome).toBe("unknown");
  });

  it.each([
    ["decide linkerd", "usage", /Why Linkerd\?/u],
    ["decide because we like it", "usage", /which mesh\?/u],
    ["decide xylophone because we like it", "unknown", /no mesh called/u],
    ["decide istio linkerd because both", "usage", /One mesh at a time/u],
    ["decision", "usage", /Which decision/u],
    ["decision 12", "unknown", /no decision 12/u],
    ["what changed since we decided?", "unknown", /Nothing was decided/u],
  ])("%s is %s", async (text, outcome, why) => {
    const stage = await setStage();
    const reply = await stage.ask(text);
    expect(reply.outcome).toBe(outcome);
    expect(said(reply)).toMatch(why);
  });

  it("keeps reasons to a length that can be read", async () => {
    const stage = await setStage();
    const reply = await stage.ask(`decide istio because ${"very ".repeat(500)}good`);
    expect(reply.outcome).toBe("usage");
    expect(said(reply)).toMatch(/Keep it to 2000 characters/u);
  });

  it("is overheard when a reason is given", async () => {
    const stage = await setStage();
    expect(await stage.ask("we decided on linkerd because of its footprint")).toMatchObject({
      command: "decide",
    });
    expect((await stage.ask("we decided on linkerd")).command).not.toBe("decide");
  });
});

describe("a decision", () => {
  it("is a MADR record as a file, in which nothing that was said is markup", async () => {
    const stage = await setStage();
    await stage.ask("compare istio ambient linkerd");
    await stage.ask("decide istio ambient because *fast* <b>and</b> [new](https://evil.example)");
    const { file, card } = await stage.ask("decision 1 as adr");
    expect(file?.name).toBe("0001-use-istio-ambient.md");
    expect(card.title).toBe("Decision 1 as a record");
    const text = file?.text ?? "";
    for (const heading of [
      "# Use Istio (Ambient) as the service mesh",
      "## Context and Problem Statement",
      "## Considered Options",
      "* Linkerd",
      "## Decision Outcome",
      "### Facts it rests on",
    ])
      expect(text).toContain(heading);
    expect(text).toContain('Chosen option: "Istio (Ambient)", because \\*fast\\* \\<b\\>and\\</b\\>');
    expect(text).toMatch(/^---\nstatus: accepted\ndate: 2026-11-25\ndecision-makers: "U1"\n---\n/u);
  });

  it("tells what changed since, and that nothing did", async () => {
    const stage = await setStage();
    await stage.ask("we need mtls, which mesh fits?");
    await stage.ask("decide linkerd because mTLS");
    expect(said(await stage.ask("what changed since we decided?"))).toContain("as they were on 2026-11-25");
    await stage.edit("meshes/linkerd.yaml", withdrawn);
    expect(said(await stage.ask("decision 1 changes"))).toMatch(
      /Mutual TLS.*was ✓ Yes, by default, is now ✗ No/u,
    );
  });

  it("is announced where it was made when a fact it rests on changes, and not for another", async () => {
    const stage = await setStage();
    await stage.ask("we need mtls, which mesh fits?");
    await stage.ask("decide linkerd because mTLS");
    await stage.edit("meshes/linkerd.yaml", (text) =>
      text.replace(/(\n {2}fault-injection:\n(?: {4}[^\n]*\n)*? {4}grade: )[\w-]+/u, "$1none"),
    );
    await stage.until("2026-11-25T10:05:00Z");
    expect(stage.posts).toEqual([]);
    await stage.edit("meshes/linkerd.yaml", withdrawn);
    await stage.until("2026-11-25T10:10:00Z");
    expect(stage.posts.map(({ place, card }) => [place.channel, card.title])).toEqual([
      ["C1", "Something that decision 1 rests on has changed"],
    ]);
    await stage.until("2026-12-25T10:10:00Z");
    expect(stage.posts).toHaveLength(1);
  });

  it("shows nobody's name once its maker is forgotten", async () => {
    const stage = await setStage();
    await stage.ask("decide linkerd because it is light");
    await stage.ask("forget me");
    expect(said(await stage.ask("decision 1"))).toContain("by somebody who asked to be forgotten");
  });
});
