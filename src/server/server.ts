/** The HTTP server both platforms share, with its health routes. */
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import type { Logger } from "pino";
import { type Readiness, statusCodeOf } from "./readiness.ts";

type Parts = {
  readonly readiness: () => Promise<Readiness>;
  /** True once it takes requests only until those who send them have noticed. */
  readonly isStopping: () => boolean;
};

/** Platforms add their own routes before it listens. */
export function createServer(log: Logger, { readiness, isStopping }: Parts): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: 15_000,
    // What arrives on an open connection while it closes is answered too: whoever sent it would lose it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  });
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const state = await readiness();
    return reply.code(statusCodeOf(state)).send(state);
  });
  // A load balancer that keeps connections open would go on sending on them.
  server.addHook("onSend", async (_, reply) => {
    if (isStopping()) reply.header("connection", "close");
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: "not found" }));
  server.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, "a request failed");
    return reply.code(status).send({ error: status >= 500 ? "something went wrong" : "bad request" });
  });
  return server;
}
