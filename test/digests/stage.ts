/** The bot with state in a folder of its own, a voice that is written by hand, and a clock that is set. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { botOf, ownCatalog } from "../../src/app.ts";
import type { Via } from "../../src/bot/ask.ts";
import type { Channels, Posted, Posting } from "../../src/bot/channels.ts";
import type { From, Place, Platform } from "../../src/bot/place.ts";
import { unwatched, type Watch } from "../../src/bot/watch.ts";
import { createKeeper } from "../../src/knowledge.ts";
import { keepState } from "../../src/state.ts";

export const channel = (name: string, tenant = "T1"): Place => ({
  platform: "slack",
  tenant,
  channel: name,
  kind: name.startsWith("D") ? "direct" : "channel",
});

type Said = Partial<{
  readonly place: Place;
  readonly person: string;
  readonly heardBy: From["heardBy"];
  readonly via: Via;
}>;

/** A Slack whose posts are kept, and fail as told. */
function createVoice(zone?: string) {
  const posts: Posting[] = [];
  const failures: Exclude<Posted, { kind: "sent" }>[] = [];
  const channels: Channels = {
    async post(posting) {
      const failure = failures.shift();
      if (failure) return failure;
      posts.push(posting);
      return { kind: "sent", message: `${posts.length}.0` };
    },
    find: async ({ channel: name }, key) => {
      const at = posts.findIndex((it) => it.key === key && it.place.channel === name);
      return at < 0 ? undefined : `${at + 1}.0`;
    },
    ...(zone !== undefined && { zoneOf: async () => zone }),
    isMember: async ({ id }, { channel: name }) => (id === "U1" && name === "C2" ? "yes" : "no"),
    placeNamed: async (name) =>
      ({ platform: "C2", general: "C3" })[name] === undefined
        ? undefined
        : channel(name === "platform" ? "C2" : "C3"),
    isAdmin: async ({ id }) => (id === "UBOSS" ? "yes" : "no"),
  };
  return { posts, failures, channels };
}

type StageOptions = {
  readonly zone?: string;
  readonly at?: string;
  /** Another process beside the one that keeps its state there. */
  readonly state?: string;
  readonly watch?: Watch;
};

export async function setStage({
  zone,
  at = "2026-11-25T10:00:00Z",
  state,
  watch = unwatched,
}: StageOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mesh-state-"));
  const catalog = join(folder, "data");
  await cp(ownCatalog, catalog, { recursive: true });
  let now = new Date(at);
  const clock = { now: () => now };
  const keeper = createKeeper({ folder: catalog }, { info: () => {}, error: () => {} });
  const voice = createVoice(zone);
  const said = { knowledge: keeper.current, clock, log: { info: () => {}, error: () => {} } };
  const keeping = keepState({
    config: { folder: state ?? folder },
    encryption: undefined,
    admins: ["UADMIN"],
    current: () => keeper.current().catalog,
    knowing: botOf(said),
    voices: new Map<Platform, Channels>([["slack", voice.channels]]),
    clock,
    log: pino({ level: "silent" }),
    watch,
  });
  keeper.onChange(keeping.catalogChanged);
  await keeping.open();
  const bot = botOf({ ...said, state: keeping.state });
  onTestFinished(async () => {
    await keeping.stop();
    await rm(folder, { recursive: true });
  });
  return {
    ...voice,
    folder,
    store: keeping.state.store,
    worker: keeping.worker,
    queue: keeping.queue,
    ask: (
      text: string,
      { place = channel("C1"), person = "U1", heardBy = "everyone", via = "mention" }: Said = {},
    ) =>
      bot.reply({
        platform: place.platform,
        via,
        text,
        conversation: `${place.tenant}:${place.channel}`,
        from: { place, person: { id: person }, heardBy },
      }),
    setClock: (moment: string) => {
      now = new Date(moment);
    },
    /** Sets the clock and delivers whatever is due then. */
    async until(moment: string) {
      now = new Date(moment);
      while ((await keeping.worker.deliverDue()) > 0);
    },
    /** Edits a file of the catalog, as an upkeep would, and loads it. */
    async edit(file: string, change: (text: string) => string) {
      const path = join(catalog, file);
      await writeFile(path, change(await readFile(path, "utf8")));
      keeper.reload();
      await keeping.settled();
    },
  };
}
