/**
 * A storm: two servers share one PostgreSQL and deliver digests to a Slack that fails, while they are killed and the
 * database restarts. Whatever happens, every digest has to arrive.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "../../src/store/open.ts";
import { type Failure, type SlackApi, startSlackApi } from "../fakes/slack-api.ts";
import { botId, botUserId, signingSecret } from "../fakes/slack-request.ts";
import { type Running, startServer } from "../spawned.ts";
import { seeded } from "./seeded.ts";
import { startPostgres, statement } from "./server.ts";

export type Weather = {
  readonly kills: number;
  readonly seed: number;
  /** Digests that fall due between one kill and the next. */
  readonly perKill: number;
  /** Whether Slack fails now and then. */
  readonly failing: boolean;
  /** Whether the app may look its own messages up in Slack. */
  readonly lookUp: boolean;
  /** How often the database restarts. */
  readonly restarts: number;
  readonly onProgress?: (line: string) => void;
};

/** Why a message went out a second time. */
type Cause = "killed before it was recorded" | "Slack's answer was lost" | "Slack answered too late";

export type Damage = {
  readonly digests: number;
  readonly lost: readonly string[];
  readonly doubled: readonly { readonly channel: string; readonly cause: Cause }[];
  readonly dead: number;
  /** Messages that were out when their sender died, and were found rather than sent again. */
  readonly found: number;
  readonly kills: number;
  readonly restarts: number;
  /** What Slack did, and how often. */
  readonly slack: Readonly<Record<string, number>>;
  readonly seconds: number;
};

/** The SDK of the app gives Slack this many milliseconds. */
const slackPatience = 10_000;
/** How long the last digests may take to get through their retries. */
const drain = 15 * 60_000;

/** Digests are made due so many kills before their time: workers look ahead no further than they sleep. */
const foreseen = 8;
/** About how long a kill takes, with the start of who takes the victim's place, in milliseconds. */
const usualSpan = 2_500;

/** What Slack does with one call. */
type Turn = { readonly name: string; readonly failure: Failure };

function turnOf(random: () => number, failing: boolean): Turn {
  const draw = random() * 100;
  // Slack takes its time, so that a kill may fall between a message and the note of it.
  const usual: Turn = { name: "ok", failure: { slow: 20 + Math.floor(random() * 150) } };
  if (!failing) return usual;
  if (draw < 3) return { name: "429", failure: { status: 429, headers: { "retry-after": "1" } } };
  if (draw < 7) return { name: "500", failure: { status: 500, body: {} } };
  if (draw < 9) return { name: "connection cut", failure: "cut" };
  if (draw < 11) return { name: "answer lost", failure: "lost" };
  if (draw < 11.5) return { name: "too slow", failure: { slow: slackPatience + 1_000 } };
  return usual;
}

function lookOf(random: () => number, failing: boolean): Failure {
  const draw = random() * 100;
  if (failing && draw < 5) return { status: 429, headers: { "retry-after": "1" } };
  return failing && draw < 10 ? { status: 500, body: {} } : { slow: 20 };
}

export async function storm(weather: Weather): Promise<Damage> {
  const { kills, seed, perKill, failing, lookUp, restarts, onProgress = () => {} } = weather;
  const started = performance.now();
  const random = seeded(seed);
  const digests = kills * perKill;
  const channels = Array.from({ length: digests }, (_, index) => `C${index}`);
  const api = await startSlackApi({
    joined: channels,
    ...(!lookUp && { scopes: ["chat:write"] }),
  });
  const turns = Array.from({ length: digests * 4 }, () => turnOf(random, failing));
  api.fail("chat.postMessage", ...turns.map(({ failure }) => failure));
  const looks = Array.from({ length: digests }, () => lookOf(random, failing));
  api.fail("conversations.history", ...looks);
  const database = await startPostgres();
  const address = await database.database();
  const env = {
    HOST: "127.0.0.1",
    DATABASE_URL: address,
    SLACK_BOT_TOKEN: api.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_ID: botId,
    SLACK_BOT_USER_ID: botUserId,
    SLACK_API_URL: api.url,
  };
  const servers: Running[] = [];
  let found = 0;
  const countFound = (said: string) => {
    found += said.split("a digest was out already").length - 1;
  };

  const abandon = () => {
    for (const server of servers) server.signal("SIGKILL");
  };
  process.on("exit", abandon);

  try {
    await followAll(address, channels);
    /** Makes the digests of the time between two kills due, `ahead` milliseconds from now and spread over `span`. */
    const fallDue = async (kill: number, ahead: number, span: number) => {
      const some = channels.slice(kill * perKill, (kill + 1) * perKill);
      const first = Date.now() + ahead;
      const times = some.map(
        (channel, index) => `('${channel}', ${Math.round(first + (index * span) / perKill)})`,
      );
      await statement(
        address,
        `update follows set due_at = at, next_at = at
         from (values ${times.join(", ")}) as due (name, at) where channel = name`,
      );
    };
    for (let kill = 0; kill < Math.min(foreseen, kills); kill++)
      await fallDue(kill, 3_000 + kill * usualSpan, usualSpan);
    const began = performance.now();
    servers.push(...(await Promise.all([startServer(env), startServer(env)])));
    let restarted = 0;
    for (let kill = 0; kill < kills; kill++) {
      await sleep(200 + random() * 800);
      // Half of them in the midst of a post, which is where it hurts.
      if (random() < 0.5) await inTheMidst(api);
      const at = random() < 0.5 ? 0 : 1;
      const victim = servers[at];
      if (!victim) throw new Error("there is nobody to kill");
      countFound((await victim.stop("SIGKILL")).stdout);
      if (restarted < Math.floor(((kill + 1) * restarts) / kills)) {
        restarted++;
        await database.restart(random() < 0.5 ? "fast" : "immediate");
      }
      servers[at] = await startServer(env);
      const span = (performance.now() - began) / (kill + 1);
      if (kill + foreseen < kills) await fallDue(kill + foreseen, foreseen * span, span);
      if ((kill + 1) % 10 === 0)
        onProgress(`${kill + 1} kills, ${await waiting(address)} digests still to come`);
    }
    const end = performance.now() + drain;
    while ((await waiting(address)) > 0 && performance.now() < end) await sleep(500);
    for (const server of servers.splice(0)) countFound((await server.stop()).stdout);

    const dead = await statement(address, "select count(*) as n from deliveries where state = 'dead'");
    return {
      digests,
      lost: channels.filter((channel) => digestsIn(api, channel).length === 0),
      doubled: channels.flatMap((channel) =>
        digestsIn(api, channel)
          .slice(1)
          .map(() => ({ channel, cause: causeOf(api, turns, channel) })),
      ),
      dead: Number(dead[0]?.n),
      found,
      kills,
      restarts: restarted,
      slack: counted(api.callsTo("chat.postMessage").map((_, index) => turns[index]?.name ?? "ok")),
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    for (const server of servers) await server.stop("SIGKILL");
    process.off("exit", abandon);
    await database.remove();
    await api.stop();
  }
}

/** Each place follows once, always to be told: at a time the storm sets, and then not before another year. */
async function followAll(address: string, channels: readonly string[]): Promise<void> {
  const store = openStore({ address }, { info: () => {}, warn: () => {} });
  await store.start();
  const schedule = { pattern: "0 0 1 1 *", zone: "UTC", onChange: false };
  const now = Date.now();
  for (let from = 0; from < channels.length; from += 50)
    await Promise.all(
      channels.slice(from, from + 50).map((channel) =>
        store.follows.add({
          place: { platform: "slack", tenant: "T1", channel, kind: "channel" },
          subjects: ["istio"],
          schedule,
          always: true,
          by: "U1",
          knowing: { snapshot: "none", at: now },
          dueAt: now + 10 * drain,
        }),
      ),
    );
  await store.close();
}

/** How many follows were not moved on to another year yet. */
async function waiting(address: string): Promise<number> {
  const soon = Date.now() + 5 * drain;
  const rows = await statement(address, `select count(*) as n from follows where due_at < ${soon}`);
  return Number(rows[0]?.n);
}

/** Somewhere between the coming of a post and its answer; after a second without one, anyhow. */
async function inTheMidst(api: SlackApi): Promise<void> {
  const arrived = new AbortController();
  const look = (request: { readonly url?: string | undefined }) => {
    if (request.url?.endsWith("chat.postMessage")) arrived.abort();
  };
  api.server.on("request", look);
  await sleep(1_000, undefined, { signal: arrived.signal }).catch(() => {});
  api.server.off("request", look);
  await sleep(30);
}

/** The digests that are out in a channel, known by their mark. */
const digestsIn = (api: SlackApi, channel: string) =>
  api.messages(channel).filter(({ metadata }) => metadata !== undefined);

/** What befell the first call that put the message out. */
function causeOf(api: SlackApi, turns: readonly Turn[], channel: string): Cause {
  const names = api
    .callsTo("chat.postMessage")
    .flatMap(({ body }, index) => (body.channel === channel ? [turns[index]?.name] : []));
  if (names.includes("answer lost")) return "Slack's answer was lost";
  return names.includes("too slow") ? "Slack answered too late" : "killed before it was recorded";
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
