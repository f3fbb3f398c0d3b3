import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createMeshBot } from "../../../src/app.ts";
import { chat } from "../../../src/platforms/console/chat.ts";
import { clock } from "../../mesh-bot.ts";

async function talk(lines: readonly string[]): Promise<string> {
  const bot = await createMeshBot({ clock, log: { info: () => {}, error: () => {} } });
  const [input, output] = [new PassThrough(), new PassThrough()];
  let said = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = chat(bot, { input, output, colour: false });
  for (const line of lines) {
    const before = said.length;
    input.write(`${line}\n`);
    if (line !== "quit")
      await expect.poll(() => said.slice(before + line.length).includes("mesh> ")).toBe(true);
  }
  input.end();
  await ended;
  return said;
}

describe("the chat", () => {
  it("welcomes, answers, and presses a button by its number", async () => {
    const said = await talk(["show kuma", "1", "quit"]);
    expect(said).toContain("Hello, I am Mesh Advisor");
    expect(said).toContain("https://kuma.io");
    expect(said).toContain("Compare Kuma with which mesh?");
  });

  it("remembers what it was about", async () => {
    expect(await talk(["show consul", "compare it with kuma"])).toContain("Consul Connect and Kuma");
  });

  it("takes a number without a button for a question, and an empty line for nothing", async () => {
    expect(await talk(["", "99", "quit"])).toContain("I did not understand that");
  });
});
