import { expect, it } from "vitest";
import { fuzzBot } from "./bot.ts";
import { createRandom } from "./random.ts";
import { fuzzServer } from "./server.ts";

// `npm run fuzz` tries a million messages and a hundred thousand bodies.
it("a message nobody expects gets a reply that every surface shows", { timeout: 60_000 }, async () => {
  expect(await fuzzBot(createRandom(7), 500)).toEqual([]);
});

it("a body nobody expects gets an answer, and hurts nobody else", { timeout: 60_000 }, async () => {
  expect(await fuzzServer(createRandom(7), 1_000)).toEqual([]);
});
