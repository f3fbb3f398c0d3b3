/** What tells operators how the program fares: metrics and traces, each loaded only where it is configured. */
import type { FastifyInstance } from "fastify";
import type { Watch } from "../bot/watch.ts";
import type { Sources } from "./metrics.ts";

type Parts = {
  /** Where Prometheus reads; undefined keeps no metrics. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** The address of an OpenTelemetry collector; undefined keeps no traces. */
  readonly traces: string | undefined;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly warn: (fields: object, message: string) => void;
  };
};

export type Telemetry = {
  /** Undefined where nobody is told. */
  readonly watch: Watch | undefined;
  /** Listens for Prometheus; before the server it watches does. */
  readonly start: (server: FastifyInstance, sources: Sources) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function createTelemetry({ metrics: where, traces: endpoint, log }: Parts): Promise<Telemetry> {
  const metrics = where && (await import("./metrics.ts")).createMetrics();
  const traces =
    endpoint === undefined ? undefined : (await import("./traces.ts")).createTraces({ endpoint, log });
  let closing = async () => {};
  return {
    watch: both(traces?.watch, metrics?.watch),
    async start(server, sources) {
      if (!metrics) return;
      metrics.sources(sources);
      server.addHook("onResponse", async ({ routeOptions }, { statusCode, elapsedTime }) =>
        metrics.answered(routeOptions.url ?? "none", statusCode, elapsedTime / 1_000),
      );
      const { serveMetrics } = await import("./serve.ts");
      const { address, close } = await serveMetrics(metrics, where);
      closing = close;
      log.info({ address }, "metrics are served");
    },
    async stop() {
      await Promise.all([closing(), traces?.stop()]);
    },
  };
}

/** The outer one sees what the inner one costs, which is nearly nothing. */
function both(outer: Watch | undefined, inner: Watch | undefined): Watch | undefined {
  if (!outer || !inner) return outer ?? inner;
  return (work, act, ...ends) => outer(work, () => inner(work, act, ...ends), ...ends);
}
