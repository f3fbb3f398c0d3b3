/** Draws pictures in a worker, one after the other; starts it with the first, and anew should it ever end. */
import { Worker } from "node:worker_threads";
import type { Done, Order } from "./raster.ts";

export type Painter = {
  /** @throws {Error} when too many wait already, or the picture cannot be drawn. */
  readonly paint: (svg: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** More than these in line are refused, so that nobody waits for long. */
const longestLine = 20;

export class TooBusy extends Error {
  override readonly name = "TooBusy";
}

type Waiting = { readonly resolve: (png: Uint8Array) => void; readonly reject: (error: Error) => void };

export function createPainter(): Painter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let orders = 0;

  function start(): Worker {
    const started = new Worker(new URL("./raster.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    // A worker that has nothing to do keeps no process alive.
    started.unref();
    started.on("message", ({ number, png, error }: Done) => {
      const order = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) started.unref();
      if (png) order?.resolve(png);
      else order?.reject(new Error(error ?? "the picture was not drawn"));
    });
    const ended = (error: Error) => {
      if (worker !== started) return;
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", ended);
    started.on("exit", () => ended(new Error("the worker that draws pictures ended")));
    return started;
  }

  return {
    paint(svg) {
      if (waiting.size >= longestLine)
        return Promise.reject(new TooBusy("too many pictures are being drawn: try again in a moment"));
      worker ??= start();
      const order: Order = { number: ++orders, svg };
      const painted = new Promise<Uint8Array>((resolve, reject) => {
        waiting.set(order.number, { resolve, reject });
      });
      worker.ref();
      worker.postMessage(order);
      return painted;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
