import { describe, expect, it } from "vitest";
import { createTopicMemory, createTopics, noTopic } from "../src/conversation/topic.ts";

const about = (mesh: string) => ({ meshes: [{ mesh }], needs: "" });

describe("topics", () => {
  it("are kept for their lifetime and no longer", () => {
    const topics = createTopics(createTopicMemory(10, 1_000));
    topics.set("a", about("istio"), 0);
    expect(topics.get("a", 999)).toEqual(about("istio"));
    expect(topics.get("a", 1_000)).toEqual(noTopic);
  });

  it("make room by forgetting the one longest untouched", () => {
    const topics = createTopics(createTopicMemory(2, 1_000));
    topics.set("a", about("istio"), 0);
    topics.set("b", about("kuma"), 1);
    topics.set("a", about("consul"), 2);
    topics.set("c", about("linkerd"), 3);
    expect(topics.get("b", 4)).toEqual(noTopic);
    expect(topics.get("a", 4)).toEqual(about("consul"));
    expect(topics.get("c", 4)).toEqual(about("linkerd"));
  });
});
