import { describe, expect, it } from "vitest";
import { foldName, longestMessage, tidy, unquote, wordsOf } from "../../src/text/tidy.ts";

describe("tidying a message", () => {
  it.each([
    ["“compare” istio’s", `"compare" istio's`],
    ["istio — linkerd", "istio - linkerd"],
    ["istio\u00a0linkerd", "istio linkerd"],
    ["is\u200btio", "istio"],
    ["ｃｏｍｐａｒｅ　ｉｓｔｉｏ", "compare istio"],
    ["compare\n\tistio\r\nlinkerd", "compare istio linkerd"],
    ["a\u0000b", "a b"],
  ])("reads %j as %j", (typed, read) => {
    expect(tidy(typed)).toBe(read);
  });

  it("reads no more than its limit", () => {
    expect(tidy("x".repeat(longestMessage + 50))).toHaveLength(longestMessage);
  });

  it("takes off quotes and closing marks", () => {
    expect(unquote(`"compare istio linkerd"?!`)).toBe("compare istio linkerd");
  });

  it("folds names to letters, digits and single spaces", () => {
    expect(foldName("  OpenShift-Service_Mésh! ")).toBe("openshift service mesh");
    expect(wordsOf("…")).toEqual([]);
  });
});
