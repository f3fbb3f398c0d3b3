/** The HTTP server both platforms share, with its health routes. */
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  fastify,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import { rawAnswer, securityHeaders } from "./headers.ts";
import { type Readiness, statusCodeOf } from "./readiness.ts";
import { createTurns, type Turns } from "./turns.ts";

type Parts = {
  readonly readiness: () => Promise<Readiness>;
  /** True once it takes requests only until those who send them have noticed. */
  readonly isStopping: () => boolean;
  /** Shares the event loop among those who send messages. */
  readonly turns?: Turns;
};

/** How long somebody may take, in milliseconds, so that no one holds a connection by sending slowly. */
export type Patience = {
  readonly headers: number;
  /** From the first byte of a request to the last. */
  readonly request: number;
  /** Without a byte either way. */
  readonly silence: number;
  /** How often it is looked who takes longer. */
  readonly check: number;
};

const usual: Patience = { headers: 10_000, request: 15_000, silence: 60_000, check: 2_000 };

/** Platforms add their own routes before it listens. */
export function createServer(
  log: Logger,
  { readiness, isStopping, turns = createTurns() }: Parts,
  patience: Patience = usual,
): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    loggerInstance,
    // Requests are not logged one by one, so they need no logger each.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: patience.request,
    connectionTimeout: patience.silence,
    http: {
      headersTimeout: patience.headers,
      connectionsCheckingInterval: patience.check,
      maxHeaderSize: 16_384,
    },
    clientErrorHandler(error, socket) {
      const status = reasons[error.code ?? ""] ?? "400 Bad Request";
      if (socket.writable) socket.end(rawAnswer(status));
      else socket.destroy();
    },
    frameworkErrors: (_, __, reply: FastifyReply) =>
      void reply.code(400).headers(securityHeaders).send({ error: "bad request" }),
    // What arrives on an open connection while it closes is answered too: whoever sent it would lose it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // No route has a schema, so that nothing need be loaded to compile one.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  server.addHook("onRequest", (_, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
  // Messages are posted; what asks whether the process is well does not wait in their line.
  server.addHook("onRequest", ({ method }, _, done) => (method === "POST" ? turns.take(done) : done()));
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const state = await readiness();
    return reply.code(statusCodeOf(state)).send(state);
  });
  // A load balancer that keeps connections open would go on sending on them.
  server.addHook("onSend", (_, reply, __, done) => {
    if (isStopping()) reply.header("connection", "close");
    done();
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: "not found" }));
  server.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, "a request failed");
    return reply.code(status).send({ error: status >= 500 ? "something went wrong" : "bad request" });
  });
  return server;
}

function noSchemas(): never {
  throw new Error("routes have no schemas here: what arrives is checked by whoever takes it");
}

/** Node's words for a request that never became one. */
const reasons: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};
