/** Keeps the SDK from printing signing keys and whole errors while it checks a token. */
import { AsyncLocalStorage } from "node:async_hooks";

const quiet = new AsyncLocalStorage<true>();
let running = 0;
let spoken = console.error;

/** While any work runs, what it alone would write with `console.error` is dropped; then the console is as before. */
export async function quietly<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running++ === 0) {
    spoken = console.error;
    const original = spoken;
    console.error = (...words: unknown[]) => {
      if (!quiet.getStore()) original(...words);
    };
  }
  try {
    return await quiet.run(true, work);
  } finally {
    if (--running === 0) console.error = spoken;
  }
}
