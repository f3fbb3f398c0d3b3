/** Microsoft Teams: takes activities at `/api/messages` and answers them with Adaptive Cards. */
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Bot } from "../../bot/ask.ts";
import { createAdapter, type TeamsAuth, type TeamsConfig } from "./adapter.ts";
import { createGuard } from "./guard.ts";
import { limits } from "./limits.ts";
import { respond } from "./reply.ts";

export type TeamsParts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly config: TeamsConfig;
  readonly server: FastifyInstance;
  readonly auth?: TeamsAuth;
};

export type Connection = { readonly stop: () => Promise<void> };

export function connectTeams({ bot, log, config, server, auth }: TeamsParts): Connection {
  const adapter = createAdapter(config, auth);
  const guard = createGuard({ config, serviceOrigins: auth?.serviceOrigins ?? [], verify: adapter.verify });

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
      const answer = await adapter.turn(identity, activity, (context) => respond(context, activity, bot));
      return reply.code(answer?.status ?? 200).send(answer?.body);
    } catch (error) {
      log.error({ platform: "teams", ...traceOf(error) }, "request failed");
      return reply.code(500).send({ error: "the request could not be answered; the server's log says why" });
    }
  });

  // Requests under way end with the server; nothing else is held.
  return { stop: () => Promise.resolve() };
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
