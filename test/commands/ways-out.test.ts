import { describe, expect, it } from "vitest";
import { plainText } from "../../src/card/plain.ts";
import { ask } from "../mesh-bot.ts";

const say = async (message: string) => {
  const reply = await ask(message);
  return { ...reply, said: plainText(reply.card, { prefix: "" }) };
};

describe("alternatives", () => {
  it.each([
    "alternatives osm",
    "alternatives to open service mesh",
    "what replaces osm?",
    "successors of osm",
    "moving off osm",
    "how do we get off osm?",
    "we want to move away from osm",
    "get rid of open service mesh",
    "migrate off osm",
    "replace osm",
    "what should we replace osm with?",
  ])("“%s” names maintained ones", async (message) => {
    const { command, answer, card } = await ask(message);
    expect(command).toBe("alternatives");
    expect(answer).toMatchObject({ mesh: "osm" });
    const { alternatives } = answer as { alternatives: { mesh?: string }[] };
    expect(alternatives.length).toBeGreaterThanOrEqual(2);
    expect(card.banners.map(({ kind }) => kind)).toContain("archived");
  });

  it("name what is outside the catalog, with the official guide", async () => {
    const { said } = await say("alternatives to aws app mesh");
    expect(said).toContain("Amazon ECS Service Connect");
    expect(said).toMatch(/Official guide \(https:\/\//u);
  });

  it("are computed for a mesh that is alive, and say why", async () => {
    const { answer } = await ask("alternatives istio");
    const { alternatives } = answer as { alternatives: { mesh: string; because: string }[] };
    expect(alternatives).toHaveLength(3);
    for (const { mesh, because } of alternatives) {
      expect(["osm", "aws-app-mesh", "nginx-service-mesh", "traefik-mesh", "istio"]).not.toContain(mesh);
      expect(because).toMatch(/^It has \d+ of the \d+ features/u);
    }
  });

  it("are of the mode that is asked for, the other mode among them", async () => {
    const { answer, card } = await ask("alternatives istio ambient");
    expect(answer).toMatchObject({ mesh: "istio", mode: "ambient" });
    expect(card.title).toBe("Alternatives to Istio (Ambient)");
    const { alternatives } = answer as { alternatives: { mesh: string; mode?: string }[] };
    expect(alternatives[0]).toMatchObject({ mesh: "istio", mode: "sidecar" });
    expect(JSON.stringify(card)).toContain('"migrate istio ambient istio sidecar"');
  });

  it.each(["osm", "aws-app-mesh", "nginx-service-mesh", "traefik-mesh"])(
    "lead the card of %s",
    async (id) => {
      const { card } = await ask(`show ${id}`);
      expect(JSON.stringify(card.blocks[0])).toContain("Go on with: ");
      expect(JSON.stringify(card)).toContain(`"alternatives ${id}"`);
    },
  );
});

describe("migrate", () => {
  it.each([
    "migrate osm istio",
    "migrate from osm to istio",
    "how do we move from osm to istio?",
    "switching from osm to istio",
    "migrate to istio from osm",
    "migrating to istio away from open service mesh",
    "replace osm with istio",
    "replacing osm by istio",
    "leave osm for istio",
    "we are leaving osm in favour of istio",
    "switch from osm to istio",
    "osm -> istio migration",
    "can we go from osm to istio?",
  ])("“%s” maps what maps, and says what is lost", async (message) => {
    const { command, answer, said } = await say(message);
    expect(command).toBe("migrate");
    const { from, to, maps, guide } = answer as {
      from: { mesh: string };
      to: { mesh: string };
      maps: { feature: string; from: string; to: string }[];
      guide?: { url: string };
    };
    expect([from.mesh, to.mesh]).toEqual(["osm", "istio"]);
    expect(maps).toContainEqual({
      feature: "traffic-split",
      from: expect.stringContaining("TrafficSplit"),
      to: expect.stringContaining("VirtualService"),
    });
    expect(guide?.url).toMatch(/^https:\/\/learn\.microsoft\.com/u);
    expect(said).toContain("Official guide");
  });

  it("says what the new mesh has no equivalent for", async () => {
    const { lost } = (await ask("migrate istio linkerd")).answer as {
      lost: { feature: string; grade: string }[];
    };
    expect(lost).toContainEqual({ feature: "jwt", grade: "none" });
  });

  it("tells what only a vendor has, and what is not known, apart from what is missing", async () => {
    const { answer, said } = await say("migrate istio linkerd");
    type Missing = { feature: string; grade: string }[];
    const { lost, vendorOnly } = answer as { lost: Missing; vendorOnly: Missing };
    expect(vendorOnly).toContainEqual({ feature: "operator", grade: "vendor-only" });
    expect([...new Set(lost.map(({ grade }) => grade))]).toEqual(["none"]);
    const [, vendors = ""] = said.split("What only vendor builds of Linkerd have");
    expect(vendors).toMatch(/^\s+[-•*] Kubernetes operator: Buoyant Enterprise for Linkerd/u);
    const toKmesh = await say("migrate istio kmesh");
    const { unknown } = toKmesh.answer as { unknown: Missing };
    expect([...new Set(unknown.map(({ grade }) => grade))]).toEqual(["unknown"]);
    expect(toKmesh.said).toContain("Not known of Kmesh");
  });

  it("marks what is partial, and what comes by default", async () => {
    const { card } = await ask("migrate istio linkerd");
    const rows = JSON.stringify(card.blocks.find(({ type }) => type === "table"));
    expect(rows).toMatch(/"Fault injection".*?"◐ partly: HTTPRoute/u);
    expect(rows).toMatch(/"Mutual TLS".*?"by default"/u);
  });

  it("leads from one mode of a mesh to another", async () => {
    expect((await ask("migrate istio sidecar to ambient")).answer).toMatchObject({
      from: { mesh: "istio", mode: "sidecar" },
      to: { mesh: "istio", mode: "ambient" },
    });
  });

  it.each(["migrate osm", "migrate", "migrate istio istio", "migrate to istio"])(
    "asks for what “%s” lacks",
    async (message) => {
      expect((await ask(message)).outcome).toBe("usage");
    },
  );

  it("asks where to go with the banner of what is left, and where from with what may be left", async () => {
    const { card } = await ask("migrate osm");
    expect(card.title).toBe("Migrate from OSM to which mesh?");
    expect(card.banners.map(({ kind }) => kind)).toEqual(["archived"]);
    const to = await ask("migrate to istio");
    expect(to.card.title).toBe("Migrate to Istio from which mesh?");
    expect(JSON.stringify(to.card)).toContain('"migrate osm istio"');
  });

  it.each([
    ["we are moving from istio to something simpler that runs on vms", "recommend"],
    ["we need to move from vms to kubernetes with mtls", "recommend"],
    ["how does istio compare to linkerd", "compare"],
  ])("leaves “%s” to %s", async (message, command) => {
    expect((await ask(message)).command).toBe(command);
  });
});

describe("versions", () => {
  it("say which lines are supported on a Kubernetes version", async () => {
    const { answer, said } = await say("which istio versions run on kubernetes 1.34?");
    expect(said).toContain("On Kubernetes 1.34: 1.31, 1.30.");
    const { lines } = answer as { lines: { line: string; ended: boolean; supports?: boolean }[] };
    expect(lines.find(({ line }) => line === "1.29")).toMatchObject({ ended: true });
  });

  it("say so where none is", async () => {
    expect((await say("versions istio on k8s 1.20")).said).toContain(
      "No supported line is known to run on Kubernetes 1.20.",
    );
  });

  it.each([
    ["versions istio 1.30", "1.30", undefined],
    ["versions istio v1.30.2", "1.30.2", undefined],
    ["istio 1.30", "1.30", undefined],
    ["is istio 1.30 still supported?", "1.30", undefined],
    ["when does istio 1.30 reach end of life?", "1.30", undefined],
    ["versions istio 1.30 on kubernetes 1.34", "1.30", "1.34"],
    ["does istio 1.30 run on k8s v1.34?", "1.30", "1.34"],
    ["versions istio on kubernetes 1.34", undefined, "1.34"],
    ["which istio version for k8s 1.34", undefined, "1.34"],
    ["versions istio kubernetes 1.34", undefined, "1.34"],
  ])("“%s” asks for Istio %s on Kubernetes %s", async (message, asked, kubernetes) => {
    const { command, answer } = await ask(message);
    expect(command).toBe("versions");
    const value = answer as {
      asked?: string;
      kubernetes?: string;
      lines: { line: string; supports?: boolean }[];
    };
    expect([value.asked, value.kubernetes]).toEqual([asked, kubernetes]);
    if (asked) expect(value.lines.map(({ line }) => line)).toEqual(["1.30"]);
    if (kubernetes) expect(value.lines.find(({ line }) => line === "1.30")?.supports).toBe(true);
  });

  it("answer for one line in a sentence", async () => {
    expect((await say("is istio 1.28 still supported?")).said).toMatch(
      /Line 1\.28 of Istio ended on 2026-\d\d-\d\d\. It runs on Kubernetes 1\.30–1\.34\./u,
    );
    expect((await say("istio 1.30 on kubernetes 1.20")).said).toMatch(
      /Line 1\.30 of Istio is supported until 20\d\d-\d\d-\d\d\. It is not said to run on Kubernetes 1\.20/u,
    );
  });

  it("name the lines that are known for one that is not, and offer it as a Kubernetes", async () => {
    const { outcome, card } = await ask("versions istio 1.34");
    expect(outcome).toBe("unknown");
    expect(plainText(card, { prefix: "" })).toMatch(/I know 1\.31, 1\.30/u);
    expect(JSON.stringify(card)).toContain('"versions istio on kubernetes 1.34"');
  });

  it.each(["osm", "aws-app-mesh", "nginx-service-mesh"])("of %s are all marked ended", async (id) => {
    const { answer, said } = await say(`versions ${id}`);
    const { lines } = answer as { lines: { ended: boolean }[] };
    expect(lines.length).toBeGreaterThan(0);
    for (const { ended } of lines) expect(ended).toBe(true);
    expect(said).toMatch(/ended (?:with the project )?20\d\d-/u);
  });

  it("of a dormant mesh are not called supported", async () => {
    expect((await say("versions traefik mesh on kubernetes 1.22")).said).toContain("No supported line");
    expect((await say("versions traefik mesh")).said).toContain("no release since 2022-08-19");
  });

  it.each(["versions linkerd", "linkerd versions", "what are the supported linkerd releases"])(
    "is what “%s” asks for",
    async (message) => {
      expect((await ask(message)).answer).toMatchObject({ mesh: "linkerd" });
    },
  );
});

describe("security", () => {
  it("lists advisories with versions, date and source", async () => {
    const { command, answer, said } = await say("security istio");
    expect(command).toBe("security");
    const { advisories } = answer as { advisories: { published: string }[] };
    expect(advisories.map(({ published }) => published)).toEqual(
      advisories
        .map(({ published }) => published)
        .sort()
        .reverse(),
    );
    expect(said).toMatch(/https:\/\//u);
  });

  it("does not call a mesh safe for want of advisories", async () => {
    expect((await say("security traefik mesh")).said).toContain("That is not to say there is none");
  });

  it("asks which mesh where none is named, and offers the features of that name", async () => {
    const { command, outcome, card } = await ask("security");
    expect([command, outcome]).toEqual(["security", "usage"]);
    expect(card.title).toBe("Security: which mesh?");
    expect(JSON.stringify(card)).toContain('"feature security"');
  });

  it("leaves the group of features of that name alone", async () => {
    expect((await ask("feature security")).command).toBe("feature");
    expect((await ask("compare istio linkerd on security")).command).toBe("compare");
  });
});
