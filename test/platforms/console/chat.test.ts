import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createMeshBot } from "../../../src/lone-bot.ts";
import { chat } from "../../../src/platforms/console/chat.ts";
import { clock } from "../../mesh-bot.ts";

async function talk(lines: readonly string[]): Promise<string> {
  const bot = createMeshBot({ clock, log: { info: () => {}, error: () => {} } });
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

  it("asks a form question by question, and answers the sentence it stands for", async () => {
    const said = await talk(["recommend", "1 2", "", "9, 1", "back", "", "", "CONSUL", "not Istio", "quit"]);
    expect(said).toContain("1 of 6 · Where do your services run?");
    expect(said).toContain("   2  Virtual machines or bare metal\n");
    expect(said).toContain("   9  A wide community  ✓\n");
    expect(said).toContain("6 of 6 · Anything else?");
    expect(said.replace(/\s+/gu, " ")).toContain(
      "You asked: recommend on Kubernetes; on virtual machines or bare metal; simplicity; a wide community; we use Consul; not Istio",
    );
    expect(said).toContain("fits best");
  });

  it("offers shorter ways beside a form, and asks it when its number is typed", async () => {
    const short = await talk(["compare istio", "2", "quit"]);
    expect(short).toContain("[2] and Linkerd");
    expect(short).toContain("Istio and Linkerd");
    expect(short).not.toContain("1 of 2 ·");

    const asked = await talk(["compare istio", "1", "2", "kuma, istio ambient", "mtls", "quit"]);
    expect(asked).toContain("1 of 2 · Which meshes? Two to five.");
    expect(asked).toContain("   1  Istio  ✓\n");
    expect(asked).toContain("Choose 2 at least; you chose 1.");
    expect(asked).toContain("You asked: compare kuma istio ambient on mtls");
  });

  it("says what is wrong with an answer and asks again", async () => {
    const said = await talk([
      "recommend",
      "Mars",
      "12",
      "3",
      "",
      "1 2 3 4",
      "1",
      "",
      "",
      "x".repeat(501),
      "",
      "quit",
    ]);
    expect(said.split("That is not among the answers. Type numbers")).toHaveLength(3);
    expect(said).toContain("Choose 3 at most; you chose 4.");
    expect(said).toContain("it has 501 characters, and 500 are read");
    expect(said).toContain("You asked: recommend on Nomad; simplicity");
  });

  it("goes back to the questions when none was answered, keeps and clears answers, and can be cancelled", async () => {
    const skipped = ["", "", "", "", "", ""];
    const said = await talk(["recommend", ...skipped, "3", "back", "none", "cancel", "show kuma", "quit"]);
    expect(said).toContain("Answer at least one of the questions.");
    expect(said).toContain("   3  Nomad  ✓\n");
    expect(said).toContain("Enter keeps it, none clears it");
    expect(said).toContain("Nothing was asked.");
    expect(said).toContain("https://kuma.io");
  });
});
