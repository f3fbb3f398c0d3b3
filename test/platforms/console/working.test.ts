import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Bot, Reply } from "../../../src/bot/ask.ts";
import { chat } from "../../../src/platforms/console/chat.ts";
import { keepFile } from "../../../src/platforms/console/file.ts";

/** A terminal, and a bot that answers when it is let. */
function open(isTTY: boolean, more: Partial<Reply> = {}, folder = ".") {
  let slow = Promise.withResolvers<void>();
  slow.resolve();
  const bot: Bot = {
    async reply({ text }) {
      await slow.promise;
      const card = { title: `About ${text}`, banners: [], blocks: [] };
      return { command: "test", outcome: "answered", answer: null, card, ...(text === "" ? {} : more) };
    },
  };
  const [input, output] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY })];
  let said = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = chat(bot, { input, output, colour: false, folder });
  return {
    said: () => said,
    type: (line: string) => input.write(`${line}\n`),
    hold() {
      slow = Promise.withResolvers<void>();
      return slow.resolve;
    },
    async end() {
      input.end();
      await ended;
    },
  };
}

async function folderOf(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-files-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe("a slow answer in the terminal", () => {
  it("turns a sign on a line of its own until it is there, and leaves nothing of it", async () => {
    const terminal = open(true);
    await expect.poll(terminal.said).toContain("mesh> ");
    const release = terminal.hold();
    terminal.type("istio");
    await expect.poll(terminal.said, { timeout: 10_000 }).toContain("\r\u001b[K⠙ Working…");
    release();
    await expect.poll(terminal.said).toContain("About istio");
    expect(terminal.said()).toContain("Working…\r\u001b[K\nAbout istio");
    await terminal.end();
  });

  it("draws no sign where there is no terminal to draw on", async () => {
    const terminal = open(false);
    const release = terminal.hold();
    terminal.type("istio");
    release();
    await terminal.end();
    expect(terminal.said()).toContain("About istio");
    expect(terminal.said()).not.toContain("Working");
  });
});

describe("a file that goes with an answer in the terminal", () => {
  it("is written into the folder, and the chat says so", async () => {
    const folder = await folderOf();
    const terminal = open(true, { file: { name: "istio-linkerd.csv", text: "a,b\r\n" } }, folder);
    terminal.type("export");
    await expect.poll(terminal.said).toContain("Written to istio-linkerd.csv.");
    await terminal.end();
    expect(await readFile(join(folder, "istio-linkerd.csv"), "utf8")).toBe("a,b\r\n");
  });

  it("never takes the place of another", async () => {
    const folder = await folderOf({ "a.md": "mine", "a-2.md": "mine too" });
    expect(await keepFile({ name: "a.md", text: "new" }, folder)).toBe("Written to a-3.md.");
    expect(await readFile(join(folder, "a.md"), "utf8")).toBe("mine");
    expect(await readFile(join(folder, "a-3.md"), "utf8")).toBe("new");
  });

  it.each(["../outside.md", "/etc/outside.md", "..", ".hidden.md", "a/b/outside.md"])(
    "stays in the folder whatever it is called: %s",
    async (name) => {
      const folder = await folderOf();
      expect(await keepFile({ name, text: "x" }, folder)).toMatch(/^Written to [\w.-]+\.$/u);
      expect(await readdir(folder)).toHaveLength(1);
    },
  );

  it("that cannot be written is told of, with what to do", async () => {
    expect(await keepFile({ name: "a.md", text: "x" }, "/nowhere/at/all")).toBe(
      "a.md could not be written here (ENOENT). Start me in a folder you may write to.",
    );
  });
});
