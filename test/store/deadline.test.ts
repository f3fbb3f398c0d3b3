import { describe, expect, it } from "vitest";
import { prompt } from "../../src/store/deadline.ts";
import { StoreUnavailable } from "../../src/store/store.ts";

describe("a deadline", () => {
  it("lets answers and refusals through", async () => {
    const part = prompt({
      async add(a: number, b: number) {
        return a + b;
      },
      async fail() {
        throw new Error("a reason");
      },
    });
    expect(await part.add(1, 2)).toBe(3);
    await expect(part.fail()).rejects.toThrow("a reason");
  });

  it("refuses what takes too long as out of reach, and lets it end or fail unheard", async () => {
    const end = Promise.withResolvers<number>();
    const part = prompt({ wait: () => end.promise }, 5);
    await expect(part.wait()).rejects.toThrow(StoreUnavailable);
    end.reject(new Error("later"));
    await expect(prompt({ wait: () => end.promise }).wait()).rejects.toThrow("later");
  });
});
