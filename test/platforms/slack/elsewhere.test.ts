import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { rememberDeliveries } from "../../../src/platforms/slack/hearing/delivered.ts";
import { type Answered, createElsewhere } from "../../../src/platforms/slack/hearing/elsewhere.ts";
import { prompt } from "../../../src/store/deadline.ts";
import { temporaryFolder, temporaryStore } from "../../store/temporary-store.ts";

const log = pino({ level: "silent" });

const counting = () => {
  const state = { count: 0 };
  const work = async () => {
    state.count += 1;
  };
  return { state, work };
};

/** A process: its own memory before the store that it shares. */
function process(answered: Answered, { now = Date.now, patience = 30_000 } = {}) {
  const stopping = new AbortController();
  const elsewhere = createElsewhere({ answered, log, stopping: stopping.signal, now, patience });
  return { once: rememberDeliveries({ elsewhere }).once, stop: () => stopping.abort() };
}

async function twoProcesses(options?: { readonly now?: () => number; readonly patience?: number }) {
  const folder = temporaryFolder();
  const stores = [await temporaryStore(folder), await temporaryStore(folder)] as const;
  const [a, b] = stores.map(({ answered }) => process(prompt(answered), options));
  if (!a || !b) throw new Error("two processes were made");
  return { a, b, stores };
}

describe("two processes over one store", () => {
  it("do the work of a delivery once, whichever gets it again", async () => {
    const { a, b } = await twoProcesses();
    const { state, work } = counting();
    await a.once("Ev1", work);
    const again = b.once("Ev1", work);
    await b.once("Ev2", work);
    await a.once("Ev1", work);
    b.stop();
    await again;
    expect(state.count).toBe(2);
  });

  it("do it once where both get it at the same moment", async () => {
    const { a, b } = await twoProcesses();
    const { state, work } = counting();
    const ids = Array.from({ length: 50 }, (_, index) => `Ev${index}`);
    const all = ids.flatMap((id) => [a.once(id, work), b.once(id, work)]);
    await expect.poll(() => state.count).toBe(50);
    a.stop();
    b.stop();
    await Promise.all(all);
    expect(state.count).toBe(50);
  });

  it("leave it to Slack's next delivery where the work failed, to whichever process", async () => {
    const { a, b } = await twoProcesses();
    const { state, work } = counting();
    await expect(a.once("Ev1", () => Promise.reject(new Error("Slack is away")))).rejects.toThrow("away");
    await b.once("Ev1", work);
    expect(state.count).toBe(1);
  });

  it("do it after all where the first died at its work: Slack was acknowledged and would not deliver again", async () => {
    let now = 0;
    const { b, stores } = await twoProcesses({ now: () => now, patience: 0 });
    const { state, work } = counting();
    expect(await stores[0].answered.claim("slack:Ev1", 0, 1_000)).toBe(true);
    const waiting = b.once("Ev1", work);
    now = 1_000;
    await waiting;
    expect(state.count).toBe(1);
  });

  it("do it a minute later too, by Slack's next delivery to a third", async () => {
    const folder = temporaryFolder();
    const { answered } = await temporaryStore(folder);
    await answered.claim("slack:Ev1", 0, 20_000);
    const { state, work } = counting();
    await process(answered, { now: () => 60_000 }).once("Ev1", work);
    expect(state.count).toBe(1);
  });
});

describe("with a store that is slow or away", () => {
  const never = new Promise<never>(() => {});
  const slow = prompt<Answered>({ claim: () => never, done: () => never, release: () => never }, 5);
  const refuse = () => Promise.reject(new Error("ECONNREFUSED"));

  it.each([
    ["slow", slow],
    ["away", { claim: refuse, done: refuse, release: refuse }],
  ])("(%s) each process answers, and its own memory still knows", async (_, answered: Answered) => {
    const { once } = process(answered);
    const { state, work } = counting();
    await once("Ev1", work);
    await once("Ev1", work);
    expect(state.count).toBe(1);
    await expect(once("Ev2", () => Promise.reject(new Error("a fault")))).rejects.toThrow("a fault");
  });

  it("the answer of another process is not repeated because the store went away while waiting", async () => {
    const first = Promise.resolve(false);
    const claims = [first, refuse()];
    claims[1]?.catch(() => {});
    const answered: Answered = {
      claim: () => claims.shift() ?? refuse(),
      done: async () => {},
      release: async () => {},
    };
    const { state, work } = counting();
    await process(answered, { patience: 0 }).once("Ev1", work);
    expect(state.count).toBe(0);
  });
});
