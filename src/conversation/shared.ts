/** Topics that several processes share by a store; this process's own memory stands in where that is away. */
import {
  createTopicMemory,
  type Dated,
  lifetime,
  merge,
  noTopic,
  type TopicMemory,
  type Topics,
} from "./topic.ts";

/** Topics as text. Its methods reject in time: whoever asks is waiting for an answer. */
export type TopicStore = {
  readonly get: (conversation: string, now: number) => Promise<string | undefined>;
  readonly set: (conversation: string, topic: string, until: number) => Promise<void>;
};

export function createSharedTopics(store: TopicStore, memory: TopicMemory = createTopicMemory()): Topics {
  async function stored(conversation: string, now: number): Promise<Dated | undefined> {
    try {
      const text = await store.get(conversation, now);
      return text === undefined ? undefined : datedIn(text);
    } catch {
      return undefined;
    }
  }

  async function keep(conversation: string, { topic, at }: Dated, before: Dated | undefined): Promise<void> {
    // Another process may have heard what this one, answering a click, did not wait for.
    const newest = newer(before, await stored(conversation, at));
    const text = JSON.stringify({ topic: merge(newest?.topic, topic), at });
    await store.set(conversation, text, at + lifetime).catch(() => {});
  }

  return {
    async get(conversation, now, reach) {
      const here = memory.get(conversation, now);
      if (reach === "here") return here?.topic ?? noTopic;
      const newest = newer(here, await stored(conversation, now));
      if (newest && newest !== here) memory.put(conversation, newest);
      return newest?.topic ?? noTopic;
    },

    set(conversation, topic, now) {
      const before = memory.get(conversation, now);
      memory.put(conversation, { topic: merge(before?.topic, topic), at: now });
      void keep(conversation, { topic, at: now }, before);
    },
  };
}

/** This process's own where both are of one moment. */
const newer = (here: Dated | undefined, there: Dated | undefined): Dated | undefined =>
  here && (!there || here.at >= there.at) ? here : there;

function datedIn(text: string): Dated | undefined {
  const value: Partial<Dated> = JSON.parse(text);
  return typeof value.at === "number" && value.topic !== undefined && Array.isArray(value.topic.meshes)
    ? { topic: value.topic, at: value.at }
    : undefined;
}
