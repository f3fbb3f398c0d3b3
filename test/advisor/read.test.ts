import { describe, expect, it } from "vitest";
import { advisor } from "./real-advisor.ts";

/** `id` wanted, `!id` avoided, `id?` a wish, `id~` said not to matter. */
const said = (text: string) =>
  advisor
    .read(text)
    .needs.map(
      ({ id, polarity, strength }) =>
        `${polarity === "avoid" ? "!" : ""}${id}${strength === "ignore" ? "~" : ""}`,
    );

describe("reading needs", () => {
  it.each([
    ["we run virtual machines", ["vm"]],
    ["k8s only", ["kubernetes"]],
    ["we don't run kubernetes", ["!kubernetes"]],
    ["no kubernetes at all", ["!kubernetes"]],
    ["k8s is banned on site", ["!kubernetes"]],
    ["not on openshift", ["!openshift"]],
    ["anything but istio", ["!istio"]],
    ["no sidecars please", ["sidecarless"]],
    ["everything is Nomad", ["nomad"]],
    ["mtls between services is a must", ["mtls"]],
    ["don't care about multi cluster", ["multi-cluster~"]],
  ])("“%s” states %j", (text, needs) => {
    expect(said(text)).toEqual(expect.arrayContaining(needs));
  });

  it.each([
    ["we ripped istio out in spring", ["!istio"]],
    ["Istio was a disaster, we want something easy", ["!istio", "simple"]],
    ["Consul we evaluated and rejected", ["!consul"]],
    ["we tried istio and kuma. neither of them fits", ["!istio", "!kuma"]],
    ["istio is off the table and so is anything from hashicorp", ["!istio", "!hashicorp"]],
    ["kubernetes: no. vms: yes", ["!kubernetes", "vm"]],
    ["Prohibited: OpenShift", ["!openshift"]],
    ["!openshift, k8s", ["!openshift", "kubernetes"]],
    ["envoy must not be used", ["!envoy"]],
    ["OpenShift? We'd rather not, and Hashicorp? no thanks", ["!hashicorp"]],
    ["pods and servers, the control plane must not sit on Kubernetes", ["!k8s-control-plane", "kubernetes"]],
    ["we run kubernetes and istio is banned", ["kubernetes", "!istio"]],
    ["nothing that isn't in OperatorHub", ["redhat"]],
    ["without Red Hat support legal won't sign", ["redhat"]],
    ["no openshift, daemonsets, whatever", ["!openshift", "!daemonset"]],
    ["the ciso vetoed istio, cilium and consul", ["!istio", "!cilium", "!consul"]],
    ["istio got ripped out after the third outage", ["!istio"]],
    ["istio was dropped in favour of linkerd", ["!istio", "linkerd"]],
    ["istio and consul both got shot down", ["!istio", "!consul"]],
    ["kong stays, consul must go", ["kong", "!consul"]],
    ["spare us the consul licence drama", ["!consul"]],
    ["left linkerd when its builds went to a vendor", ["!linkerd"]],
    ["istio was overkill for us", ["!istio"]],
    ["istio on openshift is banned", ["!istio", "openshift"]],
    ["don't want raw istio", ["vendor-support"]],
    ["sidecars are on the chopping block", ["sidecarless"]],
    ["nomad is on its way out, kubernetes stays", ["!nomad", "kubernetes"]],
  ])("refusals, in “%s”: %j", (text, needs) => {
    expect(said(text)).toEqual(expect.arrayContaining(needs));
  });

  it.each([
    ["we dropped istio and cilium stays as the CNI", "!cilium"],
    ["a former colleague left a consul cluster", "!consul"],
    ["istio isn't going anywhere", "!istio"],
    ["traffic must go through istio", "!istio"],
    ["what's left is linkerd", "!linkerd"],
    ["no privileged init containers", "!no-net-admin"],
    ["unencrypted traffic is blocked", "!mtls"],
  ])("does not take “%s” for a refusal", (text, need) => {
    expect(said(text)).not.toContain(need);
  });

  it.each([
    ["istio is here to stay", "istio"],
    ["we are stuck with consul", "consul"],
    ["linkerd is our choice", "linkerd"],
  ])("takes “%s” for settled", (text, id) => {
    expect(advisor.read(text).needs).toContainEqual(
      expect.objectContaining({ id, polarity: "want", strength: "must" }),
    );
  });

  it.each([
    ["complexity's fine", "!simple~"],
    ["we accept the learning curve", "!simple~"],
    ["we can staff the complexity", "!simple~"],
    ["complexity be damned", "!simple~"],
    ["we can live with sidecars", "!sidecarless~"],
    ["memory is the least of our worries", "!low-resource~"],
    ["complex setup is no obstacle", "!simple~"],
    ["nobody here is frightened by complexity", "!simple~"],
    ["ram isn't an issue", "!low-resource~"],
    ["we couldn't care less about latency", "!low-latency~"],
    ["bells and whistles: don't need them", "!features~"],
    ["no need for mirroring, wasm, whatever", "!mirroring~"],
  ])("“%s” says that it does not matter", (text, need) => {
    expect(said(text)).toContain(need);
  });

  it.each([
    ["AKS and GKE", "multi-cloud"],
    ["header routing and traffic mirroring", "advanced-traffic"],
    ["9 isolated meshes", "multi-mesh"],
    ["20MB per proxy", "low-resource"],
    ["every cluster is on 10.0.0.0/16", "overlapping-cidr"],
  ])("“%s” adds up to %s", (text, need) => {
    expect(said(text)).toContain(need);
  });

  it("lets what follows from a need be taken back", () => {
    const taken = said("prefer old and new platforms in one mesh; don't care about virtual machines");
    expect(taken).toContain("hybrid");
    expect(taken).not.toContain("vm");
  });

  it("tells a must from a wish", () => {
    const strengthOf = (text: string, id: string) =>
      advisor.read(text).needs.find((need) => need.id === id)?.strength;
    expect(strengthOf("we must have fips builds", "fips")).toBe("must");
    expect(strengthOf("ideally with a dashboard", "dashboard")).toBe("prefer");
  });

  it("shows the words each need came from", () => {
    const text = "small team, low mem, VMs";
    for (const { words } of advisor.read(text).needs)
      expect(text.toLowerCase()).toContain(words.toLowerCase());
  });

  it("reads numbers", () => {
    expect(said("4 engineers and 12 services")).toEqual(expect.arrayContaining(["small-team"]));
  });

  it.each([
    ["l7 proxies for the two services that need one", "tiny"],
    ["one central quota service limits requests", "tiny"],
    ["one mesh for containers and tin", "tiny"],
    ["two backend devs", "tiny"],
    ["two of our 300 services", "tiny"],
    ["2 pods per node", "tiny"],
    ["twelve SREs", "small-team"],
  ])("does not take “%s” for %s", (text, need) => {
    expect(said(text)).not.toContain(need);
  });

  it("wants features of one who puts up with weight, but not of one who wants it easy", () => {
    expect(said("k8s, complexity is fine")).toContain("features");
    expect(said("k8s, easy, memory is no issue")).not.toContain("features");
  });

  it("reads through typos", () => {
    expect(said("lightwieght mesh for kuberntes")).toEqual(
      expect.arrayContaining(["low-resource", "kubernetes"]),
    );
  });

  it("reads its own sentence back as the same needs", () => {
    for (const text of [
      "small team, VMs and k8s, low memory",
      "nomad, no kubernetes, mtls",
      "openshift with red hat support, not istio",
    ]) {
      const { needs } = advisor.read(text);
      const again = advisor.read(advisor.sentenceOf(needs)).needs;
      const key = (list: typeof needs) =>
        list.map(({ id, polarity, strength }) => `${polarity} ${id} ${strength}`).sort();
      expect(key(again), advisor.sentenceOf(needs)).toEqual(key(needs));
    }
  });
});
