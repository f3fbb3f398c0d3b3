import { describe, expect, it } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { soleForm } from "../../src/card/form.ts";
import { plainText } from "../../src/card/plain.ts";
import { commands } from "../../src/commands/index.ts";
import { ask } from "../mesh-bot.ts";

const said = (card: Card) => plainText(card, { prefix: "" });
const optionsOf = ({ blocks }: Card) =>
  blocks.flatMap((block) => (block.type === "select" ? block.options : [])).map(({ label }) => label);

describe("names", () => {
  it.each([
    ["names isti", ["Istio"]],
    ["names lnkrd", ["Linkerd"]],
    ["names meshes amb", ["Istio (Ambient)"]],
    ["names topics mtls", ["Mutual TLS"]],
    ["names rate lim", ["Rate limiting"]],
    ["names OSM", ["Open Service Mesh"]],
  ])("fit “%s” with what begins like it first", async (text, first) => {
    const { card, outcome } = await ask(text);
    expect(outcome).toBe("answered");
    expect(optionsOf(card).slice(0, first.length)).toEqual(first);
  });

  it("are all of them where nothing is typed, and none where nothing is like it", async () => {
    const all = optionsOf((await ask("names")).card);
    expect(all.length).toBeGreaterThan(80);
    expect(all.length).toBeLessThanOrEqual(100);
    expect(all[0]).toBe("Istio");
    expect(await ask("names zzzzqqqq")).toMatchObject({ outcome: "unknown" });
  });

  it("are commands that are answered", async () => {
    for (const text of ["names", "names meshes", "names topics"]) {
      const { card } = await ask(text);
      for (const block of card.blocks)
        if (block.type === "select")
          for (const { command } of block.options)
            expect(["answered", "assumed", "usage"], command).toContain((await ask(command)).outcome);
    }
  });
});

describe("an address on the web", () => {
  it.each([
    ["https://istio.io/latest/docs/ambient/", "Istio"],
    ["http://www.linkerd.io", "Linkerd"],
    ["https://preliminary.istio.io/x", "Istio"],
    ["https://github.com/istio/ztunnel/issues/1", "Istio"],
    ["https://github.com/kumahq/kuma", "Kuma"],
    ["https://developer.hashicorp.com/Consul/docs", "Consul Connect"],
    ["kuma.io", "Kuma"],
    ["link docs.aws.amazon.com/app-mesh/latest", "AWS App Mesh"],
  ])("%s is about %s", async (text, name) => {
    const { card, command, outcome, again } = await ask(text);
    expect([command, outcome, card.title]).toEqual(["link", "answered", name]);
    expect((await ask(again ?? "")).card.title).toBe(name);
  });

  it.each([
    "https://developer.hashicorp.com/vault",
    "https://github.com/kubernetes/kubernetes",
    "https://notistio.io/istio",
    "https://istio.io.example.com/",
    "https://aws.amazon.com/app-meshes",
    "https://example.com/istio-vs-linkerd",
    "link",
    "link javascript:alert(1)",
  ])("%s is about no mesh", async (text) => {
    expect(await ask(text)).toMatchObject({ command: "link", outcome: "unknown" });
  });

  it("of a mesh nobody should adopt carries the warning", async () => {
    expect((await ask("https://docs.openservicemesh.io/docs/")).card.banners).toMatchObject([
      { kind: "archived" },
    ]);
  });
});

describe("the glossary of a text", () => {
  it("has each mesh and each feature once, in their order, with their warnings", async () => {
    const { card, answer } = await ask(
      "glossary We left OSM for linkerd (2.18); Linkerd has mTLS, retries. Is WASM free? OPA works with Istio ambient.",
    );
    expect(answer).toEqual({
      meshes: [{ mesh: "osm" }, { mesh: "linkerd" }, { mesh: "istio", mode: "ambient" }],
      features: ["mtls", "retries", "wasm", "ext-authz"],
      more: 0,
    });
    expect(card.banners).toMatchObject([{ kind: "archived" }]);
    expect(JSON.stringify(card)).toContain('"command":"compare osm linkerd istio ambient"');
  });

  it("leaves common words alone", async () => {
    const text =
      "glossary the price is free for every tenant, upgrades and logs come with the console and the ui";
    expect(await ask(text)).toMatchObject({
      outcome: "answered",
      card: { title: "Nothing there that I could explain" },
    });
  });

  it("counts what it leaves out", async () => {
    const { card } = await ask("glossary istio, linkerd, kuma, consul, cilium, kmesh and nginx service mesh");
    expect(said(card)).toContain("2 more are named there.");
  });

  it("asks for one where there is none", async () => {
    expect((await ask("glossary")).outcome).toBe("usage");
  });
});

describe("compare without meshes", () => {
  it.each(["compare", "compare istio"])(
    "as “%s” asks by a form, and can be typed as before",
    async (text) => {
      const { card, outcome } = await ask(text);
      expect(outcome).toBe("usage");
      expect(soleForm(card)).toMatchObject({ shownBy: text, command: "compare" });
      expect(said(card)).toContain("compare istio linkerd");
    },
  );

  it("becomes the comparison that could have been typed", async () => {
    const values = { meshes: ["linkerd", "istio ambient"], on: ["mtls"] };
    const { card, again, outcome } = await ask("compare istio", undefined, values);
    expect([outcome, again]).toEqual(["answered", "compare linkerd istio ambient on mtls"]);
    expect(card.title).toBe("Linkerd and Istio (Ambient): Mutual TLS");
  });

  it("says which names it does not know", async () => {
    const { card } = await ask("compare", undefined, { meshes: ["istio", "docker"] });
    expect(card.title).toContain("I know no mesh called “docker”");
  });
});

describe("home", () => {
  it("shows what is new and where to begin, where nothing is kept", async () => {
    const { card, outcome } = await ask("home");
    expect(outcome).toBe("answered");
    const text = said(card);
    expect(text).toContain("New in the last 30 days");
    expect(text).not.toContain("Followed here");
    const offered = card.blocks.flatMap((block) => (block.type === "buttons" ? block.buttons : []));
    for (const button of offered)
      if ("command" in button) expect((await ask(button.command)).outcome).toMatch(/^(?:answered|usage)$/u);
  });

  it("is what its command shows, among the commands", () => {
    expect(commands.map(({ name }) => name)).toContain("home");
  });
});
