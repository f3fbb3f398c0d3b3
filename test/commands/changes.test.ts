import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { plainText } from "../../src/card/plain.ts";
import { createMeshBot } from "../../src/lone-bot.ts";
import { fromTerminal } from "../../src/platforms/console/from.ts";
import { ask } from "../mesh-bot.ts";
import { run } from "../spawned.ts";

type Answer = {
  since: string;
  events: { mesh: string; date: string; kind: string }[];
  changes: { mesh: string; kind: string; feature?: string; before?: string; after?: string }[];
  meshes: { id: string; leftOut: number }[];
};
const answerTo = async (message: string) => (await ask(message)).answer as Answer;
const say = async (message: string) => plainText((await ask(message)).card, { prefix: "" });

describe("changes", () => {
  it("since a month are dated, newest first, and none older", async () => {
    const { events } = await answerTo("changes since 2026-06");
    expect(events.length).toBeGreaterThan(10);
    for (const { date } of events) expect(date >= "2026-06").toBe(true);
    const istio = events.filter(({ mesh }) => mesh === "istio").map(({ date }) => date);
    expect(istio).toEqual([...istio].sort().reverse());
  });

  it("tell what ends within 60 days as ahead", async () => {
    expect(await say("changes of istio since 2026-08")).toContain("2026-11-30 (ahead)");
  });

  it.each(["what changed since 2026-09?", "what's new in istio since 2026-08", "changes", "any news?"])(
    "are what “%s” asks for",
    async (message) => {
      expect((await ask(message)).command).toBe("changes");
    },
  );

  it.each([
    ["changes since 2026", "2026-01-01"],
    ["changes since 2026-6", "2026-06-01"],
    ["changes since june", "2026-06-01"],
    ["changes since 3 June", "2026-06-03"],
    ["changes since June 2025", "2025-06-01"],
    ["changes since december", "2025-12-01"],
    ["what changed in the last 3 months", "2026-08-25"],
    ["what changed since last week?", "2026-11-16"],
    ["changes of istio 10 days ago", "2026-11-13"],
    ["changes", "2026-08-25"],
  ])("“%s” are since %s", async (message, since) => {
    expect((await answerTo(message)).since).toBe(since);
  });

  it.each(["changes since 2027", "changes since 2026-11-24", "changes of istio since december 2026"])(
    "are refused for a day to come: “%s”",
    async (message) => {
      const { outcome, card } = await ask(message);
      expect(outcome).toBe("usage");
      expect(card.title).toMatch(/^20\d\d-\d\d-\d\d is still to come$/u);
      expect(plainText(card, { prefix: "" })).toContain("Today is 2026-11-23");
    },
  );

  it("are refused for what is no day, and for a version that is not kept", async () => {
    expect((await ask("changes since 2026-13")).card.title).toBe("Since when?");
    const unkept = await ask("changes since 2019.1.0");
    expect(unkept.outcome).toBe("usage");
    expect(plainText(unkept.card, { prefix: "" })).toMatch(/There are 2026\.\d+\.\d+/u);
  });

  it("say how many are left out, and the command that shows them", async () => {
    const message = "changes of istio since 2025-06";
    const [{ leftOut } = { leftOut: 0 }] = (await answerTo(message)).meshes;
    expect(leftOut).toBeGreaterThan(0);
    expect(await say(message)).toContain(`and ${leftOut} more: changes since 2025-06-01 of istio all`);
    const all = await answerTo("changes since 2025-06-01 of istio all");
    expect(all.meshes).toEqual([{ id: "istio", leftOut: 0 }]);
    const told = ({ events, changes }: Answer) => events.length + changes.length;
    expect(told(all)).toBe(told(await answerTo(message)) + leftOut);
  });

  it("keep what is dated by its month only", async () => {
    const known = (await answerTo("changes since 2000 all")).events.filter(({ date }) => date.length === 7);
    expect(known.length).toBeGreaterThan(0);
    for (const { mesh, date } of known)
      expect((await answerTo(`changes since ${date} of ${mesh} all`)).events.map((it) => it.date)).toContain(
        date,
      );
  });

  it("of a mesh carry its banner, and the last that is known, even where nothing happened", async () => {
    const { version } = (await ask("about")).answer as { version: string };
    const { card } = await ask(`changes of osm since ${version}`);
    expect(card.banners.map(({ kind }) => kind)).toEqual(["archived"]);
    expect(plainText(card, { prefix: "" })).toContain(
      "The last that is known of Open Service Mesh is of 2023",
    );
  });
});

describe("changes between versions of the catalog", () => {
  /** The catalog that comes with the program, archived, and a next version in which some facts are others. */
  async function nextVersion() {
    const folder = await mkdtemp(join(tmpdir(), "changes-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(ownCatalog, folder, { recursive: true });
    await rm(join(folder, "archive"), { recursive: true, force: true });
    expect((await run("tools/archive.ts", [folder])).code).toBe(0);
    const edit = async (file: string, change: (text: string) => string) => {
      const text = await readFile(join(folder, file), "utf8");
      expect(change(text)).not.toBe(text);
      await writeFile(join(folder, file), change(text));
    };
    await edit("catalog.yaml", (text) =>
      text.replace(/^version: .*$/mu, "version: 2027.1.0").replace(/^date: .*$/mu, "date: 2027-01-10"),
    );
    await edit("meshes/kuma.yaml", (text) => text.replace(/^( {2}licence:\n {4}value: ).*$/mu, "$1BUSL-1.1"));
    await edit("meshes/linkerd.yaml", (text) =>
      text.replace(/^( {2}wasm:\n {4}grade: ).*$/mu, "$1opt-in\n    maturity: alpha"),
    );
    await edit("meshes/flomesh.yaml", (text) =>
      text.replace(/^ {2}state: active$/mu, "  state: archived\n  since: 2027-01-04"),
    );
    const bot = createMeshBot({
      catalog: folder,
      clock: { now: () => new Date("2027-01-20T12:00:00Z") },
      log: { info: () => {}, error: () => {} },
    });
    const asked = async (text: string) => {
      const reply = await bot.reply({
        platform: "terminal",
        via: "line",
        text,
        conversation: text,
        from: fromTerminal,
      });
      return { answer: reply.answer as Answer, said: plainText(reply.card, { prefix: "" }) };
    };
    const [, version = ""] =
      /version: (\S+)/u.exec(await readFile(join(ownCatalog, "catalog.yaml"), "utf8")) ?? [];
    return { asked, version };
  }

  it("are listed beside the dated facts, each with before, after, source and date", async () => {
    const { asked, version } = await nextVersion();
    const { answer, said } = await asked("changes since 2026-12");
    expect(answer.changes).toContainEqual(
      expect.objectContaining({ kind: "licence", mesh: "kuma", before: "Apache-2.0", after: "BUSL-1.1" }),
    );
    expect(said).toMatch(
      /Licence: was Apache-2\.0, is now BUSL-1\.1 \(Kuma project \(https:[^)]+\), 20\d\d-/u,
    );
    expect(said).toMatch(/WebAssembly extensions: was ✗ No, is now ✓ Yes, opt-in/u);
    expect(said).toContain("WebAssembly extensions: maturity alpha, new");
    // A dated event already says that it was archived.
    expect(said).toContain("2027-01-04 Flomesh Service Mesh is archived");
    expect(answer.changes.filter(({ mesh }) => mesh === "flomesh")).toEqual([]);
    expect(said).toContain(`Facts are held against catalog ${version} of `);
  });

  it("may be asked for by the version that was quoted", async () => {
    const { asked, version } = await nextVersion();
    const { answer } = await asked(`changes since ${version} of linkerd`);
    expect(answer.changes.map(({ kind, feature }) => [kind, feature])).toEqual([
      ["grade", "wasm"],
      ["maturity", "wasm"],
    ]);
    expect((await asked("changes since 2027.1.0")).answer.changes).toEqual([]);
  });
});
