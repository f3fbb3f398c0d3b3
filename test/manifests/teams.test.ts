import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";
import { AppManifestUtils } from "@microsoft/app-manifest";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import written from "../../manifests/teams/manifest.json" with { type: "json" };
import { soleForm } from "../../src/card/form.ts";
import { commands } from "../../src/commands/index.ts";
import { readConfig } from "../../src/config.ts";
import { ask } from "../mesh-bot.ts";

const run = promisify(execFile);
const tool = fileURLToPath(new URL("../../src/tools/package.ts", import.meta.url));
const appId = "3f2b8a54-6c1d-4e0f-9a77-0d5c1b2e4f60";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teams-package-"));
});
afterAll(() => rm(folder, { recursive: true }));

const environment = { ...process.env, TEAMS_APP_ID: "" };

async function packaged(name: string, more: Readonly<Record<string, string>> = {}) {
  const file = join(folder, name);
  await run(process.execPath, [tool, appId, file], { env: { ...environment, ...more } });
  return readFile(file);
}

describe("the package for Teams", () => {
  it("holds a manifest that Microsoft's schema accepts, and both icons", async () => {
    const files = unzipSync(await packaged("one.zip"));
    expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
    expect(manifest).toMatchObject({ manifestVersion: "1.29", id: appId, bots: [{ botId: appId }] });
  });

  it.each([
    ["none", []],
    ["wiki.example.com", [{ type: "link", value: { domains: ["wiki.example.com", "*.wiki.example.com"] } }]],
  ])("previews the links of UNFURL_DOMAINS=%s", async (domains, messageHandlers) => {
    const files = unzipSync(await packaged("domains.zip", { UNFURL_DOMAINS: domains }));
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
    expect(manifest.composeExtensions).toMatchObject([{ botId: appId, messageHandlers }]);
  });

  it("is the same whenever it is made", async () => {
    expect((await packaged("one.zip")).equals(await packaged("two.zip"))).toBe(true);
  });

  it.each(["", "not-an-id"])("is not made for the app id “%s”", async (id) => {
    await expect(
      run(process.execPath, [tool, id, join(folder, "no.zip")], { env: environment }),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("TEAMS_APP_ID"),
    });
  });
});

describe("the manifest", () => {
  const [bot] = written.bots;

  it("offers the twelve commands Teams has room for, everywhere the bot works", () => {
    const [list] = bot?.commandLists ?? [];
    expect(list?.scopes).toEqual(bot?.scopes);
    expect(bot?.scopes).toEqual(["personal", "team", "groupChat"]);
    const names = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
    const titles = list?.commands.map(({ title }) => title) ?? [];
    expect(titles.filter((title) => !names.includes(title))).toEqual([]);
    expect(new Set(titles).size).toBe(Math.min(names.length, 12));
  });

  it("describes commands with examples that work", async () => {
    for (const { title, description } of bot?.commandLists.flatMap((list) => list.commands) ?? []) {
      const example = description.split(": ").slice(1).join(": ") || title;
      expect(await ask(example)).toMatchObject({ command: title, outcome: "answered" });
    }
  });

  const [extension] = written.composeExtensions;

  it("has actions that open the forms of commands, and one that explains a message", async () => {
    const actions = extension?.commands.filter(({ type }) => type === "action") ?? [];
    expect(actions.map(({ id }) => id)).toEqual(["compare", "recommend", "glossary"]);
    for (const { id, context, fetchTask } of actions) {
      expect(fetchTask).toBe(true);
      const onMessage = context.includes("message");
      const { command, card } = await ask(onMessage ? `${id} Istio has mTLS` : id);
      expect(command).toBe(id);
      if (!onMessage) expect(soleForm(card)).toBeDefined();
    }
  });

  it("searches by a command that lists names", async () => {
    const [search] = extension?.commands.filter(({ type }) => type === "query") ?? [];
    const { card, command } = await ask(`${search?.id} isti`);
    expect(command).toBe(search?.id);
    expect(card.blocks.map(({ type }) => type)).toContain("select");
  });

  it("previews links of the domains that are served unless others are set", () => {
    const domains = readConfig({}).previewDomains;
    const [handler] = extension?.messageHandlers ?? [];
    expect(handler?.value.domains).toEqual(domains.flatMap((domain) => [domain, `*.${domain}`]));
  });

  it("promises no private answers in channels, as there they are public", () => {
    expect(bot).not.toHaveProperty("supportsTargetedMessages");
    expect(bot?.commandLists.flatMap(({ triggers }) => triggers)).toEqual(["mention"]);
  });
});

describe("the icons", () => {
  it("have the sizes Teams asks for", async () => {
    expect(await picture("color.png")).toMatchObject({ width: 192, height: 192 });
    expect(await picture("outline.png")).toMatchObject({ width: 32, height: 32, colourType: 6 });
  });

  it("draw the outline in white on nothing", async () => {
    const { pixels } = await picture("outline.png");
    const seen = pixels.filter(([, , , alpha]) => alpha !== 0);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThan(pixels.length / 2);
    for (const [red, green, blue] of seen) expect([red, green, blue]).toEqual([255, 255, 255]);
  });
});

type Pixel = readonly [number, number, number, number];

/** Reads a PNG of eight bits a channel; pixels only where it has an alpha channel. */
async function picture(name: string) {
  const bytes = await readFile(new URL(`../../manifests/teams/${name}`, import.meta.url));
  const [width, height, colourType] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes.readUInt8(25)];
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return {
    width,
    height,
    colourType,
    pixels: colourType === 6 ? pixelsOf(inflateSync(Buffer.concat(data)), width * 4, height) : [],
  };
}

/** Undoes the filters of PNG, https://www.w3.org/TR/png-3/#9Filters. */
function pixelsOf(filtered: Buffer, stride: number, height: number): readonly Pixel[] {
  const raw = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)];
    for (let at = 0; at < stride; at++) {
      const here = row * stride + at;
      const left = at < 4 ? 0 : (raw[here - 4] ?? 0);
      const above = row === 0 ? 0 : (raw[here - stride] ?? 0);
      const corner = row === 0 || at < 4 ? 0 : (raw[here - stride - 4] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      raw[here] = (filtered[row * (stride + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return Array.from({ length: raw.length / 4 }, (_, at) => [
    raw[at * 4] ?? 0,
    raw[at * 4 + 1] ?? 0,
    raw[at * 4 + 2] ?? 0,
    raw[at * 4 + 3] ?? 0,
  ]);
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
