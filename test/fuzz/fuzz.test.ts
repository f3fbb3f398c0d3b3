import { expect, it } from "vitest";
import { createBotFuzzer } from "./bot.ts";
import { fuzzServer } from "./server.ts";

// `npm run fuzz` tries a million messages and a hundred thousand bodies.
it("a message nobody expects gets a reply that every surface shows", { timeout: 60_000 }, async () => {
  const fuzz = await createBotFuzzer();
  const { findings, parts } = await fuzz({ seed: 7, first: 0, count: 500 });
  expect(findings).toEqual([]);
  expect(parts).toEqual({ parser: 500, router: 500, advisor: 500, renderers: 500 });
});

it("a body nobody expects gets an answer, and hurts nobody else", { timeout: 60_000 }, async () => {
  const { findings, statuses, messages } = await fuzzServer({ seed: 7, first: 0, count: 1_000 });
  expect(findings).toEqual([]);
  // Not all of them are turned away at the door.
  for (const answers of Object.values(statuses)) expect(answers.get(200)).toBeGreaterThan(100);
  expect(messages).toBeGreaterThan(100);
});
