import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.ts";
import { ask } from "./mesh-bot.ts";

const root = new URL("../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
const scripts: Record<string, string> = JSON.parse(
  readFileSync(new URL("package.json", root), "utf8"),
).scripts;

const rows = [...readme.matchAll(/^\| `(\w+)` \| (.+) \|$/gmu)].map(([, name = "", examples = ""]) => ({
  name,
  examples: [...examples.matchAll(/`([^`]+)`/gu)].map(([, example = ""]) => example),
}));

describe("the README", () => {
  it("opens with one sentence, a picture and the two commands", () => {
    expect(readme).toMatch(/^# Mesh Advisor\n\n[^\n]+\.\n\n!\[/u);
    expect(readme).toContain("npm ci && npm start");
    expect(readme).toContain("npm ci && npm test");
  });

  it("lists every command, and no other", () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(
      commands
        .filter(({ hidden }) => !hidden)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(rows.flatMap(({ name, examples }) => examples.map((example) => ({ name, example }))))(
    "has an example that works: “$example”",
    async ({ name, example }) => {
      const { command, outcome } = await ask(example);
      const { stateful } = commands.find((it) => it.name === name) ?? {};
      expect({ command, outcome }).toEqual({ command: name, outcome: stateful ? "unavailable" : "answered" });
    },
  );

  it("names only scripts and files there are", () => {
    for (const [, script = ""] of readme.matchAll(/npm run (?:--silent )?([a-z:]+)/gu))
      expect(Object.keys(scripts)).toContain(script);
    for (const [, path = ""] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/gu))
      expect(() => readFileSync(new URL(path, root)), path).not.toThrow(/ENOENT/u);
  });
});
