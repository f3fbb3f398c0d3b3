import { describe, expect, it } from "vitest";
import { createMeshBot } from "../../src/app.ts";
import { plainText } from "../../src/card/plain.ts";
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

  it("opens the tracker with all that where one is configured", async () => {
    const bot = await createMeshBot({
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
