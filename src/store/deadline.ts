/** A deadline for what an answer may wait for: the store gets this long, then the answer goes on without it. */
import { StoreUnavailable } from "./store.ts";

/** Milliseconds. */
const soonEnough = 200;

/** The same methods, refusing after `limit` milliseconds. What was begun goes on; nobody waits for it. */
export function prompt<Part extends object>(part: Part, limit: number = soonEnough): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return async (...given: unknown[]) => {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new StoreUnavailable(`no answer within ${limit} ms`)), limit);
        });
        try {
          return await Promise.race([method(...given), late]);
        } finally {
          clearTimeout(timer);
        }
      };
    },
  });
}
