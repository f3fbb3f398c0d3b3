import { describe, expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { createFinder } from "../../src/catalog/find.ts";
import { loadCatalog } from "../../src/catalog/load.ts";

const find = createFinder(loadCatalog(ownCatalog));

describe("finding a mesh", () => {
  it.each([
    ["istio", "istio"],
    ["Linkerd", "linkerd"],
    ["l5d", "linkerd"],
    ["consul", "consul"],
    ["Consul Connect", "consul"],
    ["KUMA", "kuma"],
    ["openshift service mesh", "openshift-service-mesh"],
    ["open shift service mesh", "openshift-service-mesh"],
    ["ossm", "openshift-service-mesh"],
    ["traefik mesh", "traefik-mesh"],
    ["maesh", "traefik-mesh"],
    ["istio’s", "istio"],
  ])("knows “%s” as %s", (words, mesh) => {
    const found = find.mesh(words);
    expect(["exact", "assumed"]).toContain(found.kind);
    expect(found).toMatchObject({ item: { mesh } });
  });

  it.each([
    ["isto", "istio"],
    ["istoi", "istio"],
    ["isitio", "istio"],
    ["linkrd", "linkerd"],
    ["linkered", "linkerd"],
    ["lnkerd", "linkerd"],
    ["open shift mesh", "openshift-service-mesh"],
    ["kumma", "kuma"],
    ["conusl", "consul"],
    ["treafik mesh", "traefik-mesh"],
  ])("takes “%s” for %s, and says so", (words, mesh) => {
    expect(find.mesh(words)).toMatchObject({
      kind: words === "open shift mesh" ? expect.any(String) : "assumed",
      item: { mesh },
    });
  });

  it("takes “traefik” for Traefik Mesh, and says so", () => {
    expect(find.mesh("traefik")).toMatchObject({
      kind: "assumed",
      item: { mesh: "traefik-mesh" },
      because: expect.stringContaining("Traefik Mesh"),
    });
  });

  it.each([
    "kubernetes",
    "docker",
    "kafka",
    "lunch",
    "terraform",
    "jenkins",
    "envoy",
    "pizza",
    "data",
    "service",
  ])("finds nothing for “%s”", (words) => {
    expect(find.mesh(words).kind).toBe("unknown");
  });

  it.each(["counsel", "linker", "tuna", "console", "linked", "puma", "council"])(
    "never assumes a mesh for “%s”",
    (words) => {
      expect(["ambiguous", "unknown"]).toContain(find.mesh(words).kind);
    },
  );

  it("knows a mode from its mesh", () => {
    expect(find.mesh("istio ambient")).toMatchObject({
      kind: "exact",
      item: { mesh: "istio", mode: "ambient" },
    });
    expect(find.mesh("istio")).toMatchObject({ kind: "exact", item: { mesh: "istio" } });
  });

  it("takes every name of every mesh as exactly that mesh", async () => {
    for (const { id, name, aliases } of loadCatalog(ownCatalog).meshes)
      for (const word of [id, name, ...aliases, name.toUpperCase()])
        expect(find.mesh(word), word).toMatchObject({ kind: "exact", item: { mesh: id } });
  });
});

describe("an abbreviation several meshes go by", () => {
  it("asks which is meant", () => {
    expect(find.mesh("nsm")).toMatchObject({
      kind: "ambiguous",
      items: [{ mesh: "network-service-mesh" }, { mesh: "nginx-service-mesh" }],
    });
  });
});

describe("finding a feature", () => {
  it.each([
    ["mtls", "mtls"],
    ["mutual TLS", "mtls"],
    ["rate limiting", "rate-limiting"],
    ["wasm", "wasm"],
    ["outlier detection", "circuit-breaking"],
    ["virtual machines", "vms"],
    ["gateway api", "gateway-api"],
  ])("knows “%s” as %s", (words, id) => {
    expect(find.subject(words)).toMatchObject({ item: { kind: "feature", id } });
  });

  it("takes a group's name for the whole group", () => {
    expect(find.subject("security")).toEqual({ kind: "exact", item: { kind: "group", id: "security" } });
  });
});
