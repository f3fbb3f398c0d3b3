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
