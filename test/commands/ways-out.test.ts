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
  ])("“%s” maps what maps, and says what is lost", async (message) => {
    const { command, answer, said } = await say(message);
    expect(command).toBe("migrate");
    const { maps, guide } = answer as {
      maps: { feature: string; from: string; to: string }[];
      guide?: { url: string };
    };
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

  it.each(["migrate osm", "migrate", "migrate istio istio"])("asks for what “%s” lacks", async (message) => {
    expect((await ask(message)).outcome).toBe("usage");
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

  it("leaves the group of features of that name alone", async () => {
    expect((await ask("feature security")).command).toBe("feature");
    expect((await ask("compare istio linkerd on security")).command).toBe("compare");
  });
});
