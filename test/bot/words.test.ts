import { describe, expect, it } from "vitest";
import { wordsIn } from "../../src/bot/words.ts";

describe("the words of a message", () => {
  it.each([
    ["compare istio linkerd", "compare istio linkerd"],
    ["  Compare   Istio\nLinkerd!! ", "Compare Istio Linkerd"],
    ["hey, can you please compare istio and linkerd?", "compare istio and linkerd"],
    ["“istio vs linkerd”", "istio vs linkerd"],
    ["/mesh list", "list"],
    ["@Ann @Bob compare istio linkerd", "compare istio linkerd"],
    ["please show kuma", "show kuma"],
    ["hello", "hello"],
    ["", ""],
    ["\u200b \u00a0", ""],
    ["ｃｏｍｐａｒｅ istio", "compare istio"],
  ])("of %j are %j", (message, words) => {
    expect(wordsIn(message)).toBe(words);
  });
});
