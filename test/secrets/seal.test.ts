import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSealer, SealError } from "../../src/secrets/seal.ts";

const key = () => randomBytes(32).toString("base64");
const old = key();
const current = key();
const text = "xoxb-a-secret-token ü";

const complaint = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SealError) return error.message;
    throw error;
  }
  throw new Error("nothing was wrong");
};

describe("a seal", () => {
  it("opens to what was sealed, for the same tenant", () => {
    const { seal, open } = createSealer({ current });
    expect(open(seal(text, "T1"), "T1")).toEqual({ text, stale: false });
    expect(open(seal("", "T1"), "T1").text).toBe("");
  });

  it("shows nothing of what it holds, and is another each time", () => {
    const { seal } = createSealer({ current });
    const [one, two] = [seal(text, "T1"), seal(text, "T1")];
    expect(one).not.toBe(two);
    for (const sealed of [one, Buffer.from(one.split(".")[2] ?? "", "base64url").toString("latin1")])
      expect(sealed).not.toContain("xoxb");
  });

  it("of the key before opens still, and says that it is stale", () => {
    const sealed = createSealer({ current: old }).seal(text, "T1");
    expect(createSealer({ current, previous: old }).open(sealed, "T1")).toEqual({ text, stale: true });
  });

  it("of a key nobody set says which to set, and gives nothing away", () => {
    const sealed = createSealer({ current: old }).seal(text, "T1");
    const said = complaint(() => createSealer({ current, previous: key() }).open(sealed, "T1"));
    expect(said).toContain("set ENCRYPTION_KEY, or ENCRYPTION_KEY_PREVIOUS");
    for (const secret of [old, current, "xoxb"]) expect(said).not.toContain(secret);
  });

  it("of one tenant does not open for another", () => {
    const { seal, open } = createSealer({ current });
    expect(complaint(() => open(seal(text, "T1"), "T2"))).toContain("changed since");
  });

  it("does not open with a single bit of it changed", () => {
    const { seal, open } = createSealer({ current });
    const [version, id, packed = ""] = seal(text, "T1").split(".");
    const bytes = Buffer.from(packed, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      const sealed = [version, id, changed.toString("base64url")].join(".");
      expect(
        complaint(() => open(sealed, "T1")),
        `byte ${at}`,
      ).toContain("changed since");
    }
  });

  it.each(["", "plain text", "v1.id", "v2.a.b", "v1.a.c2hvcnQ"])("%j is not taken for one", (sealed) => {
    expect(complaint(() => createSealer({ current }).open(sealed, "T1"))).toContain("not sealed by this");
  });

  it("cut short or with another's name of a key does not open", () => {
    const { seal, open } = createSealer({ current });
    const [version, , packed] = seal(text, "T1").split(".");
    const other = createSealer({ current: old }).seal(text, "T1").split(".")[1];
    expect(complaint(() => open(seal(text, "T1").slice(0, -2), "T1"))).toContain("changed since");
    const swapped = [version, other, packed].join(".");
    expect(complaint(() => createSealer({ current, previous: old }).open(swapped, "T1"))).toContain(
      "changed since",
    );
  });

  it("is not made with a key of another length", () => {
    expect(complaint(() => createSealer({ current: "c2hvcnQ=" }))).toContain("32 bytes");
  });
});
