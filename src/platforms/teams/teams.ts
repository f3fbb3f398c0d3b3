/** Microsoft Teams: takes activities at `/api/messages` and answers them with Adaptive Cards. */
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Bot } from "../../bot/ask.ts";
import type { Channels } from "../../bot/channels.ts";
import type { Health } from "../../bot/health.ts";
import { unwatched, type Watch } from "../../bot/watch.ts";
import type { Pictures } from "../../card/picture.ts";
import { createAdapter, type TeamsAuth, type TeamsConfig } from "./adapter.ts";
import { allowedBy } from "./allowed.ts";
import { type Addresses, createAddressBook } from "./book.ts";
import { createChannels } from "./channels.ts";
import { createCompose } from "./compose.ts";
import { createGuard } from "./guard.ts";
import { limits } from "./limits.ts";
import { createWhisper } from "./private.ts";
import { respond } from "./reply.ts";
import { createZones } from "./zones.ts";

export type TeamsParts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly config: TeamsConfig;
  readonly server: FastifyInstance;
  readonly auth?: TeamsAuth;
  readonly pictures?: Pictures;
  /** Where the addresses of places are kept; absent where nothing is. */
  readonly addresses?: Addresses;
  /** The domains whose links get a preview. */
  readonly previewDomains?: readonly string[];
  readonly timing?: Partial<Timing>;
  readonly watch?: Watch;
};

type Timing = {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** How long Teams may take for a message sent unasked, in milliseconds. */
  readonly patience: number;
};

export type Connection = {
  /** How to speak in Teams unasked. */
  readonly channels: Channels;
  readonly health: () => Health;
  readonly stop: () => Promise<void>;
};

export function connectTeams({
  bot,
  log,
  config,
  server,
  auth,
  pictures,
  addresses,
  previewDomains: domains = [],
  timing: { now = Date.now, sleep = wait, patience = 15_000 } = {},
  watch,
}: TeamsParts): Connection {
  const serviceOrigins = auth?.serviceOrigins ?? [];
  const adapter = createAdapter(config, auth, patience, watch);
  const guard = createGuard({ config, serviceOrigins, verify: adapter.verify });
  const failed = (reason: string) => log.debug({ platform: "teams", reason }, "a place was not written down");
  const book = addresses && createAddressBook({ addresses, now, failed });
  const zones = createZones();
  const allowed = allowedBy(config, serviceOrigins);
  const channels = createChannels({
    speak: adapter.speak,
    allowed,
    book,
    zones,
    sleep,
    urlOf: pictures?.urlOf,
  });
  const whisper = createWhisper(channels, book);
  const compose = createCompose({ bot, domains });

  server.post("/api/messages", { bodyLimit: limits.requestBytes }, async (request, reply) => {
    try {
      const { body, headers, socket } = request;
      const verdict = await guard({
        body,
        authorization: headers.authorization ?? "",
        peer: socket.remoteAddress ?? "",
      });
      if (!verdict.admitted) {
        const { status, reason } = verdict;
        log.warn({ platform: "teams", status, reason }, "request refused");
        return reply.code(status).send({ error: reason });
      }
      const { identity, activity } = verdict;
      book?.note(activity);
      zones.note(activity);
      const answer = await (watch ?? unwatched)(
        { kind: "request", platform: "teams" },
        () =>
          adapter.turn(identity, activity, (context) =>
            respond(context, activity, bot, whisper, compose, pictures?.urlOf),
          ),
        () => ({ outcome: "ok" }),
      );
      return reply.code(answer?.status ?? 200).send(answer?.body);
    } catch (error) {
      log.error({ platform: "teams", ...traceOf(error) }, "request failed");
      return reply.code(500).send({ error: "the request could not be answered; the server's log says why" });
    }
  });

  // Requests under way end with the server; nothing else is held.
  return { channels, health: () => ({ state: "ready" }), stop: () => Promise.resolve() };
}

/** What may be known of an error. Its message and fields may quote the request, and with it words or tokens. */
function traceOf(error: unknown): { readonly [key: string]: unknown } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, stack = "" } = error;
  const status = "statusCode" in error ? error.statusCode : undefined;
  const code = "code" in error ? error.code : undefined;
  return {
    error: name,
    status,
    code,
    at: stack
      .split("\n")
      .filter((line) => /^\s+at /u.test(line))
      .slice(0, 5),
  };
}
