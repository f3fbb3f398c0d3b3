import { describe, expect, it } from "vitest";
import type { Via } from "../src/bot/ask.ts";
import { createSharedTopics, type TopicStore } from "../src/conversation/shared.ts";
import { noTopic } from "../src/conversation/topic.ts";
import { createMeshBot } from "../src/lone-bot.ts";
import { fromTerminal } from "../src/platforms/console/from.ts";
import { prompt } from "../src/store/deadline.ts";
import { clock } from "./mesh-bot.ts";
import { temporaryFolder, temporaryStore } from "./store/temporary-store.ts";

const about = (mesh: string, needs = "") => ({ meshes: [{ mesh }], needs });

/** A store in memory, whose calls are counted; writing is over when `written` says so. */
function storeInMemory() {
  const rows = new Map<string, string>();
  const calls = { get: 0, set: 0 };
  const store: TopicStore = {
    async get(conversation) {
      calls.get++;
      return rows.get(conversation);
    },
    async set(conversation, topic) {
      calls.set++;
      rows.set(conversation, topic);
    },
  };
  return { store, rows, calls, written: (count: number) => expect.poll(() => calls.set).toBe(count) };
}

describe("topics that processes share", () => {
  it("are known to each, the newest first", async () => {
    const { store, written } = storeInMemory();
    const [a, b] = [createSharedTopics(store), createSharedTopics(store)];
    a.set("c", about("istio", "small team"), 1);
    await written(1);
    expect(await b.get("c", 2)).toEqual(about("istio", "small team"));
    b.set("c", about("kuma"), 3);
    await written(2);
    expect(await a.get("c", 4)).toEqual(about("kuma", "small team"));
    expect(await a.get("d", 4)).toEqual(noTopic);
  });

  it("are asked of nobody where only what is known here is wanted", async () => {
    const { store, calls, written } = storeInMemory();
    const [a, b] = [createSharedTopics(store), createSharedTopics(store)];
    a.set("c", about("istio"), 1);
    await written(1);
    const before = calls.get;
    expect(await b.get("c", 2, "here")).toEqual(noTopic);
    expect(await a.get("c", 2, "here")).toEqual(about("istio"));
    expect(calls.get).toBe(before);
  });

  it("lose nothing another process heard, though a click did not wait for it", async () => {
    const { store, written } = storeInMemory();
    const [a, b] = [createSharedTopics(store), createSharedTopics(store)];
    a.set("c", about("istio", "small team"), 1);
    await written(1);
    await b.get("c", 2, "here");
    b.set("c", about("kuma"), 2);
    await written(2);
    expect(await a.get("c", 3)).toEqual(about("kuma", "small team"));
  });

  it("are this process's own where the store is slow, and its own where what it last wrote was lost", async () => {
    const never = new Promise<never>(() => {});
    const slow = createSharedTopics(prompt({ get: () => never, set: () => never }, 5));
    slow.set("c", about("istio"), 1);
    expect(await slow.get("c", 2)).toEqual(about("istio"));
    expect(await slow.get("d", 2)).toEqual(noTopic);

    const { store, rows, written } = storeInMemory();
    const topics = createSharedTopics(store);
    topics.set("c", about("istio"), 1);
    await written(1);
    const old = rows.get("c") ?? "";
    topics.set("c", about("kuma"), 2);
    await written(2);
    rows.set("c", old);
    expect(await topics.get("c", 3)).toEqual(about("kuma"));
  });

  it.each(["{", "null", "{}", '{"at":1,"topic":{}}'])("are not read from %j", async (text) => {
    const topics = createSharedTopics({ get: async () => text, set: async () => {} });
    expect(await topics.get("c", 1)).toEqual(noTopic);
  });
});

describe("two bots over one SQLite file", () => {
  it("go on with each other's conversations, and still answer when the store is closed", async () => {
    const folder = temporaryFolder();
    const stores = [await temporaryStore(folder), await temporaryStore(folder)] as const;
    const [first, second] = await Promise.all(
      stores.map(async ({ topics }) => {
        const bot = createMeshBot({
          clock,
          topics: createSharedTopics(prompt(topics)),
          log: { info: () => {}, error: () => {} },
        });
        return (text: string, via: Via = "line") =>
          bot.reply({ platform: "terminal", via, text, conversation: "t", from: fromTerminal });
      }),
    );
    if (!first || !second) throw new Error("two bots were made");
    await first("which mesh fits a small team with VMs?");
    const kept = () => stores[1].topics.get("t", clock.now().getTime());
    await expect.poll(kept).toContain("virtual machines");
    expect((await second("what if we drop VMs?", "click")).command).not.toBe("recommend");
    const dropped = await second("what if we drop VMs?");
    expect(dropped.command).toBe("recommend");
    await stores[1].close();
    expect((await second("what if we drop VMs?")).command).toBe("recommend");
  });
});
