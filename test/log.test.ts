import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";

describe("the log", () => {
  it("strikes out secrets, however deep", () => {
    const lines: string[] = [];
    const log = createLog("info", { write: (line: string) => void lines.push(line) });
    log.info(
      { botToken: "canary-1", slack: { signingSecret: "canary-2" }, a: { b: { authorization: "canary-3" } } },
      "hello",
    );
    expect(lines.join("")).not.toContain("canary");
    expect(lines.join("")).toContain("[secret]");
  });
});
