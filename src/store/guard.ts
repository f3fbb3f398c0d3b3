/** The door of the store: calls are refused while it is not ready, tried again where others are in the way. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Opening } from "./database.ts";
import { isContention, isOutage, reasonOf, withoutData } from "./failures.ts";
import { StoreUnavailable } from "./store.ts";

/** How long a call goes on trying while other processes are in the way, in milliseconds. */
const patience = 5_000;

/** Every method of a part of the store, behind the door; each is one transaction, or does no harm done twice. */
export function guarded<Part extends object>(opening: Opening, part: Part): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return async (...given: unknown[]) => {
        if (!opening.isReady()) throw new StoreUnavailable("the database is not ready");
        const end = performance.now() + patience;
        for (;;) {
          try {
            return await method(...given);
          } catch (error) {
            if (!isContention(error) || performance.now() > end) throw outward(error, String(name));
          }
          // Uneven, so that two who are in each other's way do not stay in step.
          await sleep(5 + Math.random() * 45);
        }
      };
    },
  });
}

const outward = (error: unknown, method: string): unknown =>
  isOutage(error) ? new StoreUnavailable(reasonOf(error)) : withoutData(error, method);
