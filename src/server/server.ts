/** The HTTP server both platforms share, with its health routes. */
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import type { Logger } from "pino";

/** What `/readyz` tells; a problem of the catalog makes it `degraded`, as the last good one still answers. */
export type Readiness = {
  readonly catalog: { readonly version: string; readonly date: string; readonly problem?: string };
};

/** Platforms add their own routes before it listens. */
export function createServer(log: Logger, readiness: () => Readiness): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    loggerInstance,
    // Requests are not logged one by one, so they need no logger each.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: 15_000,
    routerOptions: { maxParamLength: 200 },
  });
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async () => {
    const state = readiness();
    return { status: state.catalog.problem === undefined ? "ready" : "degraded", ...state };
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: "not found" }));
  server.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, "a request failed");
    return reply.code(status).send({ error: status >= 500 ? "something went wrong" : "bad request" });
  });
  return server;
}
