/** A thread that tries the ranges of inputs it is sent. */
import { parentPort } from "node:worker_threads";
import { createBotFuzzer } from "./bot.ts";
import type { Range } from "./finding.ts";

const fuzz = await createBotFuzzer();
parentPort?.on("message", async (range: Range) => {
  parentPort?.postMessage({ range, ...(await fuzz(range)) });
});
