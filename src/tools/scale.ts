/** `npm run scale`: delivers digests to many follows over a real store and a simulated Slack, and tells rates and sizes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { botOf, ownCatalog } from "../app.ts";
import type { Channels, Posted } from "../bot/channels.ts";
import type { Place, Platform } from "../bot/place.ts";
import { createKeeper } from "../knowledge.ts";
import { renderSlack } from "../platforms/slack/drawing/render.ts";
import { createPlatform } from "../scale/platform.ts";
import { keepState } from "../state.ts";
import { bytesOf } from "../store/examine.ts";
import type { StoreConfig } from "../store/open.ts";

const { values } = parseArgs({
  options: {
    follows: { type: "string", default: "10000" },
    workspaces: { type: "string", default: "1000" },
    /** Milliseconds that Slack takes for a message, in the middle. */
    latency: { type: "string", default: "150" },
    /** Messages that Slack takes a minute from one workspace. */
    rate: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
  },
});
const [follows, workspaces] = [Number(values.follows), Number(values.workspaces)];
const questions = [
  "compare istio linkerd",
  "show kuma",
  "who supports wasm",
  "which mesh fits a small team?",
];
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const log = pino({ level: "silent" });

const address = process.env.DATABASE_URL;
const folder = await mkdtemp(join(tmpdir(), "mesh-advisor-scale-"));
const config: StoreConfig = address === undefined ? { folder } : { address };
const start = Date.parse("2026-11-30T09:00:00Z");
/** What becomes due one by one within so many milliseconds is delivered together. */
const step = 5_000;
const began = performance.now();
/** Milliseconds in which nothing was due, which nobody waits for. */
let skipped = 0;
const now = () => Math.round(start + performance.now() - began + skipped);
const clock = { now: () => new Date(now()) };

const keeper = createKeeper({ folder: ownCatalog }, quiet);
const platform = createPlatform({
  now,
  latency: Number(values.latency),
  aMinute: Number(values.rate),
  seed: Number(values.seed),
});
const channels: Channels = {
  async post({ place, card }): Promise<Posted> {
    renderSlack(card, { prefix: "/mesh " });
    const { posted, after } = platform.take(place);
    await sleep(after);
    return posted;
  },
};
const keeping = keepState({
  config,
  admins: [],
  current: () => keeper.current().catalog,
  knowing: botOf({ knowledge: keeper.current, clock, log: quiet }),
  voices: new Map<Platform, Channels>([["slack", channels]]),
  clock,
  log,
});

try {
  await keeping.open();
  const empty = await bytesOf(config);
  const filling = await timed(fill);
  const full = await bytesOf(config);
  const { seconds, resting } = await deliver();
  const after = await bytesOf(config);
  const answers = 2_000;
  const answering = await timed(() => answer(answers));
  console.log(
    [
      `${address === undefined ? "SQLite" : "PostgreSQL"}, ${follows} follows in ${workspaces} workspaces, all due at once`,
      `  followed: ${perSecond(follows, filling)} a second`,
      `  delivered by one process, Slack taking ${values.latency} ms: ${Math.round(follows / (seconds - resting))} a second, the last after ${minutes(seconds)}`,
      `  answered by one process, composed and rendered: ${perSecond(answers, answering)} a second`,
      `  told by Slack to wait: ${platform.refused()} times`,
      `  posted: ${platform.taken()}, of which twice: ${platform.twice()}`,
      `  bytes: ${Math.round((full - empty) / follows)} a follow, ${Math.round((after - full) / follows)} more with a digest delivered`,
    ].join("\n"),
  );
  if (platform.taken() !== follows || platform.twice() > 0) process.exitCode = 1;
} finally {
  await keeping.stop();
  await rm(folder, { recursive: true });
}

async function fill(): Promise<void> {
  const snapshot = await keeping.state.snapshot();
  const schedule = { pattern: "0 9 * * 1", zone: "UTC", onChange: false };
  let next = 0;
  const one = async () => {
    for (let at = next++; at < follows; at = next++) {
      const place: Place = {
        platform: "slack",
        tenant: `T${at % workspaces}`,
        channel: `C${at}`,
        kind: "channel",
      };
      await keeping.state.store.follows.add({
        place,
        subjects: ["mesh-of-the-week"],
        schedule,
        always: false,
        by: "U1",
        knowing: { snapshot, at: now() },
        dueAt: start,
      });
    }
  };
  await Promise.all(Array.from({ length: 10 }, one));
}

/** Slack is waited for, but no time in which nothing is due. */
async function deliver(): Promise<{ readonly seconds: number; readonly resting: number }> {
  const from = now();
  const before = skipped;
  for (;;) {
    if ((await keeping.worker.deliverDue()) > 0) continue;
    const due = await keeping.state.store.digests.nextDue(["slack"]);
    const at = now();
    // The digests after these are a week away.
    if (due === undefined || due > start + 3 * 24 * 60 * 60 * 1_000)
      return { seconds: (at - from) / 1_000, resting: (skipped - before) / 1_000 };
    skipped += Math.max(step, due - at);
  }
}

async function answer(count: number): Promise<void> {
  const bot = botOf({ knowledge: keeper.current, clock, log: quiet, state: keeping.state });
  for (let at = 0; at < count; at++) {
    const channel = `C${at}`;
    const { card } = await bot.reply({
      platform: "slack",
      via: "slash",
      text: questions[at % questions.length] ?? "",
      conversation: `slack:T1:${channel}`,
      from: {
        place: { platform: "slack", tenant: "T1", channel, kind: "channel" },
        person: { id: "U1" },
        heardBy: "asker",
      },
    });
    renderSlack(card, { prefix: "/mesh " });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function perSecond(count: number, milliseconds: number): number {
  return Math.round((count * 1_000) / milliseconds);
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
