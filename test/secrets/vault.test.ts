import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSealer, type Keys } from "../../src/secrets/seal.ts";
import { createVault } from "../../src/secrets/vault.ts";
import { StoreUnavailable } from "../../src/store/store.ts";
import { temporaryStore } from "../store/temporary-store.ts";

const key = () => randomBytes(32).toString("base64");
const old = key();
const current = key();
const text = "xoxb-a-secret-token";

async function open() {
  const { installations } = await temporaryStore();
  const said: string[] = [];
  const log = {
    info: (fields: object, message: string) => void said.push(JSON.stringify(fields) + message),
    error: (fields: object, message: string) => void said.push(JSON.stringify(fields) + message),
  };
  const vault = (keys: Keys, over = installations) =>
    createVault({ installations: over, sealer: createSealer(keys), platform: "slack", now: () => 1, log });
  return { installations, said, vault };
}

describe("the vault", () => {
  it("gives back what was put, replaced by what was put last, and nothing after it was removed", async () => {
    const vault = (await open()).vault({ current });
    await vault.put({ tenant: "T1", text: "first" });
    await vault.put({ tenant: "T1", text });
    await vault.put({ tenant: "T2", text: "another" });
    expect(await vault.get("T1")).toBe(text);
    expect(await vault.get("T3")).toBeUndefined();
    await vault.remove("T1");
    expect(await vault.all()).toEqual([{ tenant: "T2", text: "another" }]);
  });

  it("leaves nothing readable in the database", async () => {
    const { installations, vault } = await open();
    await vault({ current }).put({ tenant: "T1", text });
    expect(JSON.stringify(await installations.all())).not.toContain("xoxb");
  });

  it("seals anew at start what the key before sealed, so that it can be left out from then on", async () => {
    const { said, vault } = await open();
    await vault({ current: old }).put({ tenant: "T1", text });
    await vault({ current }).put({ tenant: "T2", text });
    const both = vault({ current, previous: old });
    expect(await both.get("T1")).toBe(text);
    await both.renew();
    expect(said).toEqual(['{"installations":1}sealed anew with ENCRYPTION_KEY']);
    expect(await vault({ current }).get("T1")).toBe(text);
    await both.renew();
    expect(said).toHaveLength(1);
  });

  it("seals with the new key whatever is put", async () => {
    const { vault } = await open();
    await vault({ current: old }).put({ tenant: "T1", text: "first" });
    await vault({ current, previous: old }).put({ tenant: "T1", text });
    expect(await vault({ current }).get("T1")).toBe(text);
  });

  it("with a wrong key says so once at start, and to whoever reads, without a secret", async () => {
    const { said, vault } = await open();
    await vault({ current: old }).put({ tenant: "T1", text });
    await vault({ current: old }).put({ tenant: "T2", text });
    const wrong = vault({ current });
    await wrong.renew();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('"installations":2');
    expect(said[0]).toContain("ENCRYPTION_KEY_PREVIOUS");
    await expect(wrong.get("T1")).rejects.toThrow("ENCRYPTION_KEY");
    expect(await wrong.all()).toEqual([]);
    expect(said.join()).not.toMatch(/xoxb|secret-token/u);
  });

  it("does not put an old token over one installed meanwhile", async () => {
    const { installations, vault } = await open();
    await vault({ current: old }).put({ tenant: "T1", text: "old" });
    const meanwhile = {
      ...installations,
      async reseal(...given: Parameters<typeof installations.reseal>) {
        await vault({ current }).put({ tenant: "T1", text: "new" });
        return installations.reseal(...given);
      },
    };
    await vault({ current, previous: old }, meanwhile).renew();
    expect(await vault({ current }).get("T1")).toBe("new");
  });

  it("says when it could not look at start, and goes on", async () => {
    const { installations, said, vault } = await open();
    const away = {
      ...installations,
      all: async () => {
        throw new StoreUnavailable("ECONNREFUSED");
      },
    };
    await vault({ current }, away).renew();
    expect(said).toEqual(['{"reason":"ECONNREFUSED"}installations could not be looked through at start']);
  });
});
