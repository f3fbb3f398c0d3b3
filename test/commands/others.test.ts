import { describe, expect, it } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { renderSlack } from "../../src/platforms/slack/drawing/render.ts";
import { ask } from "../mesh-bot.ts";

const say = async (message: string, conversation?: string) => {
  const reply = await ask(message, conversation);
  return { ...reply, said: plainText(reply.card, { prefix: "" }) };
};

describe("show", () => {
  it.each([
    "show istio",
    "what is istio",
    "what's istio?",
    "tell me about istio",
    "istio",
    "ISTIO!",
    "explain istio",
  ])("is what “%s” asks for", async (message) => {
    const { command, card } = await ask(message);
    expect(command).toBe("show");
    expect(card.title).toBe("Istio");
    expect(card.url).toBe("https://istio.io");
  });

  it("carries every section of the article when asked for everything", async () => {
    const { said } = await say("show istio all");
    for (const section of ["Overview", "Features", "Installation", "Use cases", "Pros", "Cons", "Rated"])
      expect(said).toContain(section);
    expect(said).toMatch(/dead letter/iu);
    expect(said).toMatch(/But: /u);
  });

  it("takes “traefik” for Traefik Mesh, says so, and warns", async () => {
    const { outcome, card, said } = await say("show traefik");
    expect(outcome).toBe("assumed");
    expect(said).toContain("Showing Traefik Mesh for “traefik”.");
    expect(card.banners.map(({ kind }) => kind)).toContain("dormant");
  });

  it.each([
    ["consul", "not-open-source"],
    ["openshift-service-mesh", "commercial"],
    ["traefik-mesh", "dormant"],
  ])("shows %s with its %s banner", async (mesh, kind) => {
    expect((await ask(`show ${mesh}`)).card.banners.map((it) => it.kind)).toContain(kind);
  });

  it.each(["docker", "kafka", "jenkins"])("admits not to know %s", async (word) => {
    expect((await ask(`show ${word}`)).outcome).toBe("unknown");
  });
});

describe("install", () => {
  it("gives real commands with their source", async () => {
    const { card, said } = await say("install linkerd cli");
    expect(card.blocks.some(({ type }) => type === "code")).toBe(true);
    expect(said).toContain("linkerd install --crds | kubectl apply -f -");
    expect(said).toMatch(/https:\/\//u);
  });

  it("reads the way from the question", async () => {
    expect((await ask("how do I install consul with helm?")).answer).toMatchObject({
      mesh: "consul",
      way: "helm",
    });
    expect((await ask("how to set up istio")).answer).toMatchObject({ mesh: "istio" });
  });

  it("offers the ways there are for one there is not", async () => {
    const { outcome, card } = await ask("install openshift-service-mesh helm");
    expect(outcome).toBe("unknown");
    expect(JSON.stringify(card)).toContain("install openshift-service-mesh operator");
  });
});

describe("sources", () => {
  it("lists each source once, with what it supports and how old it is", async () => {
    const { answer } = await ask("sources istio");
    const { sources, claims } = answer as {
      sources: { title: string; url?: string; asOf: string }[];
      claims: number[];
    };
    expect(new Set(sources.map(({ title, url }) => `${title}${url}`)).size).toBe(sources.length);
    expect(claims).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it("come in pages whose links every platform keeps", async () => {
    const { card, said } = await say("sources istio");
    expect(said).toMatch(/1 to 15 of \d+/u);
    const linksIn = (shown: unknown) => JSON.stringify(shown).match(/https:/gu)?.length;
    expect(linksIn(renderSlack(card, { prefix: "" }).blocks)).toBeGreaterThanOrEqual(14);
    expect(JSON.stringify(card)).toContain("sources istio page 2");
    expect((await say("sources istio page 2")).said).toMatch(/16 to 30 of \d+/u);
    expect((await say("sources istio page 99")).outcome).toBe("answered");
  });

  it("tell on demand where they disagree", async () => {
    expect((await say("sources istio disputes")).said).toMatch(/Observability: Advanced \(article.*But: /u);
    expect((await say("sources flomesh disputes")).card.title).toBe("No source disagrees on Flomesh");
  });

  it("names those of the project and of what is said of it, too", async () => {
    const { sources } = (await ask("sources osm")).answer as { sources: { supports: string[] }[] };
    const supported = new Set(sources.flatMap(({ supports }) => supports));
    for (const about of [
      "status",
      "newest release",
      "release lines",
      "ways out",
      "installation",
      "what is said of it",
    ])
      expect(supported).toContain(about);
  });

  it("narrows to one feature", async () => {
    expect((await ask("sources linkerd mtls")).answer).toMatchObject({ feature: "mtls" });
  });
});

describe("list", () => {
  it("names every mesh, with what warns of it", async () => {
    const { said } = await say("list");
    for (const name of [
      "Istio",
      "Linkerd",
      "Consul Connect",
      "Kuma",
      "OpenShift Service Mesh",
      "Traefik Mesh",
    ])
      expect(said).toContain(name);
    expect(said).toMatch(/Traefik Mesh \(dormant/u);
  });

  it("filters by status, licence and feature", async () => {
    const ids = async (message: string) =>
      ((await ask(message)).answer as { meshes: { id: string }[] }).meshes.map(({ id }) => id);
    expect(await ids("list dormant")).toContain("traefik-mesh");
    expect(await ids("list open source")).not.toContain("consul");
    expect(await ids("list not open source")).toEqual(expect.arrayContaining(["consul", "gloo-mesh"]));
    expect(await ids("list dead")).toEqual(
      expect.arrayContaining(["osm", "aws-app-mesh", "nginx-service-mesh", "traefik-mesh"]),
    );
    expect(await ids("list eol")).toEqual(["aws-app-mesh"]);
    expect(await ids("list supported")).not.toContain("osm");
    expect(await ids("list no-kubernetes")).toEqual(expect.arrayContaining(["consul", "kuma"]));
  });
});

describe("about", () => {
  it("says how many facts are known", async () => {
    const { answer } = await ask("about");
    const { cells, known } = answer as { cells: number; known: number };
    expect(known).toBeGreaterThan(cells / 2);
    expect(known).toBeLessThan(cells);
  });
});

describe("a conversation", () => {
  it("knows what “it” is", async () => {
    await ask("show consul", "talk");
    expect((await ask("does it support wasm?", "talk")).answer).toMatchObject({
      meshes: [{ mesh: "consul" }],
    });
    expect((await ask("how do I install it", "talk")).answer).toMatchObject({ mesh: "consul" });
    expect((await ask("compare it with kuma", "talk")).card.title).toBe("Consul Connect and Kuma");
  });
});
