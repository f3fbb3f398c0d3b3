import { describe, expect, it } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { createMeshBot } from "../../src/lone-bot.ts";
import { fromTerminal } from "../../src/platforms/console/from.ts";
import { ask, clock } from "../mesh-bot.ts";

type Found = { found: { kind: string; command: string; because: string }[] };

describe("search", () => {
  it("puts the feature of that name first, and says why each was found", async () => {
    const { found } = (await ask("search spiffe")).answer as Found;
    expect(found[0]).toMatchObject({ kind: "feature", command: "feature spiffe" });
    for (const { because } of found) expect(because.toLowerCase()).toMatch(/spiff/u);
  });

  it.each([
    ["search certificat", "feature certificate-rotation"],
    ["search outlier detection", "feature circuit-breaking"],
    ["search linkrd", "show linkerd"],
    ["search shadowing traffic", "feature mirroring"],
  ])("“%s” finds %s", async (message, command) => {
    const { found } = (await ask(message)).answer as Found;
    expect(found.map((it) => it.command)).toContain(command);
  });

  it.each(["find spiffe", "look up spiffe", "search for spiffe"])(
    "is what “%s” asks for",
    async (message) => {
      expect((await ask(message)).command).toBe("search");
    },
  );

  it.each([
    "find a mesh for a small team",
    "find me a mesh that runs on vms",
    "find me a mesh",
    "look for a mesh",
  ])("leaves “%s” to the advisor", async (message) => {
    expect((await ask(message)).command).toBe("recommend");
  });

  it.each([
    ["search encryption between pods", "feature mtls"],
    ["search government compliance", "feature strict-mtls"],
    ["search who may call whom", "feature authorization"],
  ])("“%s” finds %s by its meaning", async (message, command) => {
    const { command: by, answer } = await ask(message);
    expect(by).toBe("search");
    const hit = (answer as Found).found.find((it) => it.command === command);
    expect(hit?.because).toMatch(/^what “.+” asks for\. /u);
  });

  it("finds inflected words, and says which name was found", async () => {
    const { found } = (await ask("search encrypting pods")).answer as Found;
    expect(found.some(({ because }) => /\bencrypt(?:ed|s|ion|ing)?\b/iu.test(because))).toBe(true);
    expect(((await ask("search svid")).answer as Found).found[0]?.because).toBe("also called “svid”");
    expect(((await ask("search kuma")).answer as Found).found[0]?.because).toBe("named “Kuma”");
  });

  it("shows what comes closest where no text has all the words, and says so", async () => {
    const { answer, card } = await ask("search rate limiting per user");
    expect((answer as Found & { partial: boolean }).partial).toBe(true);
    expect(JSON.stringify(card)).toContain("Nothing has all these words");
    expect((answer as Found).found[0]).toMatchObject({ command: "feature rate-limiting" });
  });

  it("admits to find nothing", async () => {
    expect((await ask("search xyzzy plugh")).outcome).toBe("unknown");
  });
});

describe("a report of a wrong fact", () => {
  it("carries mesh, feature, value, source and catalog version, to be copied", async () => {
    const { answer, card } = await ask("report linkerd mtls");
    const { body } = answer as { body: string };
    for (const part of [
      "Mesh: linkerd",
      "Feature: mtls",
      "Value shown: ✓ Yes, by default",
      "Source: ",
      "https://",
      "Catalog: 2026.",
    ])
      expect(body).toContain(part);
    expect(card.blocks).toContainEqual({ type: "code", code: body });
  });

  it.each(["the mtls of linkerd is wrong", "report mtls of linkerd", "linkerd mtls is wrong"])(
    "is what “%s” asks for",
    async (message) => {
      const { command, answer } = await ask(message);
      expect(command).toBe("report");
      expect((answer as { body: string }).body).toContain("Feature: mtls");
    },
  );

  it("of a feature alone asks which mesh", async () => {
    const { outcome, card } = await ask("report wasm");
    expect([outcome, card.title]).toEqual(["usage", "WebAssembly extensions of which mesh?"]);
    expect(JSON.stringify(card)).toContain('"report istio wasm"');
  });

  it("opens the tracker with all that where one is configured", async () => {
    const bot = createMeshBot({
      clock,
      tracker: "https://example.com/issues/new?template=fact",
      log: { info: () => {}, error: () => {} },
    });
    const { card } = await bot.reply({
      platform: "terminal",
      via: "click",
      text: "report istio wasm",
      conversation: "t",
      from: fromTerminal,
    });
    const link = card.blocks
      .flatMap((block) => (block.type === "buttons" ? block.buttons : []))
      .find((it) => "url" in it);
    const url = new URL(link && "url" in link ? link.url : "about:blank");
    expect(url.searchParams.get("template")).toBe("fact");
    expect(url.searchParams.get("title")).toBe("Wrong fact: Istio, WebAssembly extensions");
    expect(url.searchParams.get("body")).toContain("Feature: wasm");
  });

  it.each([
    "show istio",
    "compare istio linkerd",
    "does istio support wasm",
    "versions istio",
    "security istio",
    "install istio",
    "sources istio",
    "alternatives osm",
    "migrate osm istio",
    "changes of istio",
    "changes since 2026-09",
    "benchmarks linkerd",
    "benchmarks",
    "list",
    "search spiffe",
    "who supports wasm",
  ])("is offered by “%s”", async (message) => {
    expect(JSON.stringify((await ask(message)).card)).toContain('"Wrong fact?"');
  });
});

describe("benchmarks", () => {
  it("carry author, version, method, unit and date, and say whose number it is", async () => {
    const said = plainText((await ask("benchmarks linkerd")).card, { prefix: "" });
    for (const part of [
      "Buoyant",
      "a vendor's or project's own number",
      "Linkerd 2.11.1",
      "2,000 requests a second",
      "26.3 MB",
      "2021-11-29",
      "https://",
    ])
      expect(said).toContain(part);
  });

  it("are not made up where none is known", async () => {
    const { answer, card } = await ask("benchmarks kuma");
    expect(answer).toEqual({ ids: [], meshes: [{ mesh: "kuma" }] });
    expect(plainText(card, { prefix: "" })).toContain("None of Kuma was found");
  });

  it("of a dead mesh carry its banner, figures or none", async () => {
    for (const id of ["aws-app-mesh", "nginx-service-mesh", "traefik-mesh"]) {
      const { card } = await ask(`benchmarks ${id}`);
      expect(card.banners.length, id).toBeGreaterThan(0);
    }
  });
});
