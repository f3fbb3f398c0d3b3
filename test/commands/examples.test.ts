import { describe, expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { setStage } from "../digests/stage.ts";
import { ask } from "../mesh-bot.ts";

describe("every command", () => {
  const examples = commands.flatMap(({ name, stateful, examples }) =>
    examples.map((example) => ({ name, stateful, example })),
  );

  it.each(examples)("$name answers its example “$example”", async ({ name, stateful, example }) => {
    const { command, outcome } = await ask(example);
    expect(command).toBe(name);
    expect(outcome).toBe(stateful ? "unavailable" : "answered");
  });

  it("that keeps or changes something answers its examples where state is kept", async () => {
    const stage = await setStage();
    await stage.ask("decide istio: it is known here");
    for (const { name, example } of examples.filter((it) => it.stateful)) {
      await stage.ask("follow istio kuma");
      const { command, outcome } = await stage.ask(example, { person: "UADMIN" });
      expect([example, command, outcome]).toEqual([example, name, "answered"]);
    }
  });

  it.each(commands.filter(({ hidden }) => !hidden))(
    "$name is in help, with its usage and examples",
    async ({ name, usage, examples }) => {
      const { card } = await ask(`help ${name}`);
      const text = JSON.stringify(card);
      expect(text).toContain(JSON.stringify(`${name} ${usage}`.trim()).slice(1, -1));
      for (const example of examples) expect(text).toContain(JSON.stringify(example).slice(1, -1));
      expect(JSON.stringify((await ask("help")).answer)).toContain(`"${name}"`);
    },
  );

  it("offers buttons that all work", async () => {
    for (const { example } of examples.filter((it) => !it.stateful)) {
      const { card } = await ask(example);
      for (const block of card.blocks) {
        const offered =
          block.type === "buttons" ? block.buttons : block.type === "select" ? block.options : [];
        for (const it of offered)
          if ("command" in it) {
            const { outcome } = await ask(it.command);
            expect(["answered", "assumed", "usage"], `${example} → ${it.command}`).toContain(outcome);
          }
      }
    }
  });
});
