import { describe, expect, it } from "vitest";
import { run } from "./spawned.ts";

const mesh = (args: readonly string[], input?: string) =>
  run("cli.ts", args, input === undefined ? {} : { input });

describe("npm run mesh", () => {
  it("prints one answer", async () => {
    const { code, stdout, stderr } = await mesh(["compare", "istio", "linkerd"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Istio and Linkerd\n/u);
    expect(stdout).toContain("Without sidecars");
  });

  it.each([
    ["markdown", /^# Istio and Linkerd/u],
    ["html", /^<!doctype html>/u],
    ["json", /^\{"input":"compare istio linkerd","command":"compare","outcome":"answered","answer":\{/u],
    ["slack", /"blocks": \[/u],
    ["teams", /"AdaptiveCard"/u],
  ])("prints it as %s", async (format, form) => {
    const { code, stdout } = await mesh(["--format", format, "compare", "istio", "linkerd"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(form);
  });

  it("prints a file that goes with the answer, and nothing else", async () => {
    const { code, stdout, stderr } = await mesh(["export", "compare", "istio", "linkerd", "as", "csv"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\ufeffGroup,Feature,Differs,Istio,/u);
    const json = await mesh(["--format", "json", "export", "compare", "istio", "linkerd", "as", "csv"]);
    expect(JSON.parse(json.stdout).file).toEqual({ name: "istio-linkerd.csv", text: stdout });
  });

  it("answers each line of a batch with one object, in order, whatever the line", async () => {
    const inputs = [
      "show istio",
      "",
      "compare isto linkrd",
      "counsel",
      "lunch",
      "compare istio",
      "recommend we have nomad and no kubernetes",
      "compare it with kuma",
      "\u0000\u0007",
      "a\u2028b",
      "x".repeat(10_000),
    ];
    const { code, stdout } = await mesh(["--batch"], `${inputs.join("\n")}\r\n`);
    expect(code).toBe(0);
    const objects = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects.map(({ input }) => input)).toEqual(inputs);
    expect(objects.map(({ outcome }) => outcome).slice(0, 8)).toEqual([
      "answered",
      "answered",
      "assumed",
      "ambiguous",
      "unknown",
      "usage",
      "answered",
      "unknown",
    ]);
    for (const object of objects)
      expect(Object.keys(object)).toEqual(["input", "command", "outcome", "answer", "card"]);
    expect(objects[6].answer).toMatchObject({ verdict: "fit" });
    expect(objects[6].answer.ranking[0].mesh).toBe("consul");
    expect(objects[0].card.title).toBe("Istio");
  });

  it("answers as on another day", async () => {
    const banners = async (day: string) =>
      JSON.parse((await mesh(["--at", day, "--format", "json", "show", "traefik-mesh"])).stdout).card
        .banners as { kind: string }[];
    expect((await banners("2030-01-01")).map(({ kind }) => kind)).toContain("stale-data");
    expect((await banners("2026-04-01")).map(({ kind }) => kind)).not.toContain("stale-data");
  });

  it.each([
    [["--format", "pdf", "list"], "--format must be one of"],
    [["--at", "yesterday", "list"], "--at takes a day"],
    [["--at", "2026-02-30", "list"], "--at takes a day"],
    [["--colour", "list"], "--colour"],
  ])("refuses %j and says why", async (args, message) => {
    const { code, stderr } = await mesh(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("says what is wrong with a catalog it is pointed to", async () => {
    const { code, stderr } = await mesh(["--catalog", "docs", "list"]);
    expect(code).toBe(1);
    expect(stderr).toContain("add meshes/<id>.yaml");
  });
});
