/** What a conversation is about: the meshes last shown and the needs last stated. */
import type { MeshRef } from "../catalog/catalog.ts";

export type Topic = {
  readonly meshes: readonly MeshRef[];
  /** The sentence the last advice was read from; empty where none was given. */
  readonly needs: string;
};

export const noTopic: Topic = { meshes: [], needs: "" };

export type Topics = {
  readonly get: (conversation: string, now: number) => Topic | Promise<Topic>;
  readonly set: (conversation: string, topic: Topic, now: number) => void;
};

/** Remembers topics in memory: the oldest goes when `capacity` is reached, each after `lifetime` milliseconds. */
export function createTopics(capacity = 10_000, lifetime = 24 * 60 * 60 * 1000): Topics {
  const kept = new Map<string, { topic: Topic; until: number }>();
  return {
    get(conversation, now) {
      const entry = kept.get(conversation);
      return entry && entry.until > now ? entry.topic : noTopic;
    },
    set(conversation, topic, now) {
      kept.delete(conversation);
      if (kept.size >= capacity) {
        const oldest = kept.keys().next();
        if (!oldest.done) kept.delete(oldest.value);
      }
      kept.set(conversation, { topic, until: now + lifetime });
    },
  };
}
