/** What a conversation is about: the meshes last shown and the needs last stated. */
import { LRUCache } from "lru-cache";
import type { MeshRef } from "../catalog/catalog.ts";

export type Topic = {
  readonly meshes: readonly MeshRef[];
  /** The sentence the last advice was read from; empty where none was given. */
  readonly needs: string;
};

export const noTopic: Topic = { meshes: [], needs: "" };

export type Topics = {
  /** With `here`, what this process knows, at once; else also what others know, where that is shared. */
  readonly get: (conversation: string, now: number, reach?: "here") => Topic | Promise<Topic>;
  /** A new topic keeps what it says nothing of. */
  readonly set: (conversation: string, topic: Topic, now: number) => void;
};

export const lifetime = 24 * 60 * 60 * 1000;

/** A topic, and when the conversation came to it. */
export type Dated = { readonly topic: Topic; readonly at: number };

export type TopicMemory = {
  readonly get: (conversation: string, now: number) => Dated | undefined;
  readonly put: (conversation: string, dated: Dated) => void;
};

/** The one unused for longest goes when `capacity` is reached, each after `lasting` milliseconds. */
export function createTopicMemory(capacity = 10_000, lasting = lifetime): TopicMemory {
  const kept = new LRUCache<string, Dated>({ max: capacity });
  return {
    get(conversation, now) {
      const dated = kept.get(conversation);
      return dated && dated.at + lasting > now ? dated : undefined;
    },
    put: (conversation, dated) => void kept.set(conversation, dated),
  };
}

/** Topics of one process. */
export const createTopics = (memory: TopicMemory = createTopicMemory()): Topics => ({
  get: (conversation, now) => memory.get(conversation, now)?.topic ?? noTopic,
  set: (conversation, topic, now) =>
    memory.put(conversation, { topic: merge(memory.get(conversation, now)?.topic, topic), at: now }),
});

export const merge = (before: Topic = noTopic, after: Topic): Topic => ({
  meshes: after.meshes.length > 0 ? after.meshes : before.meshes,
  needs: after.needs === noTopic.needs ? before.needs : after.needs,
});
