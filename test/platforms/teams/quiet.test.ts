import { expect, it } from "vitest";
import { quietly } from "../../../src/platforms/teams/quiet.ts";

it("drops what the work prints, and nothing that others print meanwhile", async () => {
  const printed: unknown[] = [];
  const original = console.error;
  const ours = (...words: unknown[]) => printed.push(...words);
  console.error = ours;
  try {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = quietly(async () => {
      console.error("a key");
      await finished;
      console.error("another key");
    });
    const quick = quietly(async () => console.error("a third key"));
    await quick;
    console.error("a message of somebody else");
    finish();
    await slow;
    expect(printed).toEqual(["a message of somebody else"]);
    expect(console.error).toBe(ours);
  } finally {
    console.error = original;
  }
});

it("leaves the console as it was when the work fails", async () => {
  const before = console.error;
  await expect(quietly(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(console.error).toBe(before);
});
