import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ownCatalog } from "../src/app.ts";
import { plainText } from "../src/card/plain.ts";
import { folderOf } from "../src/catalog/versions.ts";
import { createMeshBot } from "../src/lone-bot.ts";
import { fromTerminal } from "../src/platforms/console/from.ts";
import { clock } from "./mesh-bot.ts";
import { run, startServer } from "./spawned.ts";

const good = `company: Acme
meshes:
  linkerd:
    approval: { state: forbidden, owner: security, reason: No audit yet }
  kuma:
    approval: { state: approved, owner: platform-team, reason: In production since 2024 }
    notes: [Ask in the mesh channel first]
    links: [{ title: Our runbook, url: https://wiki.example.com/kuma }]
    ratings: { configuration: Moderate }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "overlay-"));
  await writeFile(join(folder, "overlay.yaml"), good);
});

async function say(text: string) {
  const bot = createMeshBot({ overlay: folder, clock, log: { info: () => {}, error: () => {} } });
  const reply = await bot.reply({
    platform: "terminal",
    via: "line",
    text,
    conversation: "t",
    from: fromTerminal,
  });
  return { ...reply, said: plainText(reply.card, { prefix: "" }) };
}

describe("an overlay", () => {
  it("is shown under the company's name", async () => {
    const { said } = await say("show kuma");
    expect(said).toContain("At Acme");
    for (const part of [
      "Approved, says platform-team: In production since 2024",
      "Ask in the mesh channel first",
      "Our runbook (https://wiki.example.com/kuma)",
      "Configuration, rated: Moderate",
    ])
      expect(said).toContain(part);
    expect((await say("compare kuma linkerd")).said).toContain(
      "Linkerd: Forbidden, says security: No audit yet",
    );
    expect((await say("list")).said).toContain("forbidden at Acme");
    expect((await say("list forbidden")).answer).toMatchObject({ meshes: [{ id: "linkerd" }] });
    expect((await say("list approved")).answer).toMatchObject({ meshes: [{ id: "kuma" }] });
  });

  it("keeps a forbidden mesh out of every recommendation, and says who forbids it", async () => {
    const { answer, said } = await say("which mesh fits a small team?");
    const { ranking, eliminated } = answer as {
      ranking: { mesh: string }[];
      eliminated: { mesh: string; because: string }[];
    };
    expect(ranking.map(({ mesh }) => mesh)).not.toContain("linkerd");
    expect(eliminated.find(({ mesh }) => mesh === "linkerd")?.because).toBe(
      "Linkerd: Acme forbids it, says security: No audit yet",
    );
    expect(said).toContain("Acme forbids it, says security: No audit yet");
  });

  it("keeps a forbidden mesh out of every way out, and says who forbids it", async () => {
    const why = "Linkerd: Acme forbids it, says security: No audit yet";
    for (const message of ["alternatives osm", "what replaces traefik mesh?"]) {
      const { answer, said, card } = await say(message);
      const { alternatives } = answer as { alternatives: { mesh?: string }[] };
      expect(alternatives.length, message).toBeGreaterThan(0);
      expect(
        alternatives.map(({ mesh }) => mesh),
        message,
      ).not.toContain("linkerd");
      expect(said, message).toContain(why);
      expect(JSON.stringify(card), message).not.toMatch(/"migrate [a-z-]+ linkerd"/u);
    }
    const { said } = await say("show osm");
    expect(said).toMatch(/Go on with: Istio, Kuma, Flomesh\. Not Linkerd: Acme forbids it, says security/u);
  });

  it("keeps a forbidden mesh out of the nearest, too", async () => {
    await writeFile(join(folder, "overlay.yaml"), good.replace("linkerd:", "istio:"));
    const { answer, said } = await say("alternatives kmesh");
    const { alternatives, forbidden } = answer as { alternatives: { mesh: string }[]; forbidden: unknown };
    expect(alternatives.map(({ mesh }) => mesh)).not.toContain("istio");
    expect(alternatives).toHaveLength(3);
    const because = "Istio: Acme forbids it, says security: No audit yet";
    expect(forbidden).toEqual([{ mesh: "istio", because }]);
    expect(said).toContain(because);
  });

  it("stands on the card of a migration to what is forbidden", async () => {
    expect((await say("migrate osm linkerd")).said).toContain(
      "Linkerd: Forbidden, says security: No audit yet",
    );
  });

  it("may bring meshes of its own", async () => {
    await mkdir(join(folder, "meshes"));
    const own = (await readFile(join(ownCatalog, "meshes/kuma.yaml"), "utf8"))
      .replace(/^id: kuma$/mu, "id: acme-mesh")
      .replace(/^name: .*$/mu, "name: Acme Mesh")
      .replace(/^aliases:[\s\S]*?(?=^\w)/mu, "aliases: [acme]\n")
      .replace(/^( {4}endOfLife: ).*$/mu, "$12026-11");
    await writeFile(join(folder, "meshes/acme-mesh.yaml"), own);
    const { card, said } = await say("show acme");
    expect(card.title).toBe("Acme Mesh");
    // An end that is known by its month alone has not come before the month is over.
    const { answer } = await say("versions acme");
    const month = (answer as { lines: { endOfLife?: string; ended: boolean }[] }).lines.find(
      ({ endOfLife }) => endOfLife === "2026-11",
    );
    expect(month).toMatchObject({ ended: false });
    expect(said).toContain("A mesh of its own; its facts are the company’s, not the catalog’s.");
  });

  it.each([
    ["company: Acme\nmeshes: { nothere: {} }", "overlay.yaml meshes.nothere: no mesh nothere"],
    [
      "company: Acme\nmeshes: { kuma: { approval: { state: maybe, owner: a, reason: b } } }",
      "overlay.yaml meshes.kuma.approval.state",
    ],
    ["company: Acme\nmeshes: { kuma: { ratings: { mtls: Good } } }", "no rated feature of that name"],
  ])("with a mistake is refused, with its place: %j", async (text, message) => {
    await writeFile(join(folder, "overlay.yaml"), text);
    const { code, stderr } = await run("cli.ts", ["--overlay", folder, "list"]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`The overlay in ${folder} has 1 mistake`);
  });
});

describe("a running server", () => {
  async function serve() {
    const server = await startServer({ CATALOG_OVERLAY: folder });
    onTestFinished(async () => void (await server.stop()));
    const ready = async () =>
      (await (await fetch(`${server.address}/readyz`)).json()) as {
        status: string;
        catalog: { version: string; problem?: string };
      };
    return { server, ready };
  }

  it("keeps the last good knowledge when the new is broken, says so, and takes the mended one", async () => {
    const { server, ready } = await serve();
    expect(await ready()).toMatchObject({ status: "ready" });
    await writeFile(join(folder, "overlay.yaml"), "company: [");
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({
      status: "degraded",
      catalog: { problem: expect.stringContaining("overlay.yaml line") },
    });
    await expect
      .poll(() => server.stdout(), { timeout: 10_000 })
      .toContain("the last good one stays in force");
    await writeFile(join(folder, "overlay.yaml"), good);
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: "ready" });
  });

  it("reads again on SIGHUP, and lives on", async () => {
    const { server, ready } = await serve();
    server.signal("SIGHUP");
    await expect
      .poll(() => server.stdout().includes("the catalog was read again"), { timeout: 10_000 })
      .toBe(true);
    expect(await ready()).toMatchObject({ status: "ready" });
  });
});

describe("a version of the catalog", () => {
  it("is kept by the archive, and answers again by its number", async () => {
    const data = join(folder, "data");
    await cp(ownCatalog, data, { recursive: true });
    await rm(join(data, "archive"), { recursive: true, force: true });
    expect((await run("tools/archive.ts", [data])).code).toBe(0);
    expect((await run("tools/archive.ts", [data])).stderr).toContain("is kept already");
    const path = join(data, "catalog.yaml");
    const [version = ""] = /\d{4}\.\d+\.\d+/u.exec(await readFile(path, "utf8")) ?? [];
    const kuma = join(data, "meshes/kuma.yaml");
    await writeFile(
      kuma,
      (await readFile(kuma, "utf8")).replace(/^( {2}licence:\n {4}value: ).*$/mu, "$1MIT"),
    );
    const unraised = await run("tools/catalog.ts", [data]);
    expect([unraised.code, unraised.stderr]).toEqual([1, expect.stringContaining("Raise version and date")]);
    await writeFile(path, (await readFile(path, "utf8")).replace(version, "2027.1.0"));
    const raised = await run("tools/catalog.ts", [data]);
    expect(raised.code).toBe(0);
    expect(raised.stdout).toContain(`Versions kept before it: ${version}`);
    expect(folderOf("2027.1.0", data)).toBe(data);
    expect(folderOf(version, data)).toBe(join(data, "archive", version));
    expect(() => folderOf("1999.1.0", data)).toThrow(`there are ${version}, 2027.1.0`);
    expect((await run("cli.ts", ["--catalog", join(data, "archive", version), "about"])).stdout).toContain(
      version,
    );
  });

  it("that is not kept is refused with those that are", async () => {
    const { code, stderr } = await run("cli.ts", ["--catalog", "1999.1.0", "list"]);
    expect(code).toBe(1);
    expect(stderr).toContain("is not kept; there are 2026.");
    const versions = [...stderr.matchAll(/\d{4}\.\d+\.\d+/gu)].map(([version]) => version);
    expect(new Set(versions).size).toBe(versions.length);
  });
});

describe("a catalog of another folder", () => {
  it("answers as it says", async () => {
    await cp(ownCatalog, join(folder, "data"), { recursive: true });
    const path = join(folder, "data/catalog.yaml");
    await writeFile(path, (await readFile(path, "utf8")).replace(/^version: .*$/mu, "version: 2027.1.0"));
    const { stdout } = await run("cli.ts", ["--catalog", join(folder, "data"), "about"]);
    expect(stdout).toContain("2027.1.0");
  });
});
