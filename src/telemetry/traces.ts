/** Traces for OpenTelemetry: one span for each request, answer, delivery and call, sent to the collector configured. */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { End, Watch, Work } from "../bot/watch.ts";

export type Traces = {
  readonly watch: Watch;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
};

type Parts = {
  /** The collector's base address. Headers, name and resource come by OpenTelemetry's own variables. */
  readonly endpoint: string;
  readonly log: { readonly warn: (fields: object, message: string) => void };
};

/** How long a stop waits for the collector, in milliseconds. */
const patience = 3_000;

export function createTraces({ endpoint, log }: Parts): Traces {
  const silent = () => {};
  const refused = () => log.warn({ endpoint: new URL(endpoint).host }, "the collector did not take traces");
  diag.setLogger(
    { error: refused, warn: silent, info: silent, debug: silent, verbose: silent },
    DiagLogLevel.ERROR,
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/u, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "mesh-advisor" }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("mesh-advisor");
  const within = new AsyncLocalStorage<Context>();

  return {
    async watch(work, act, endOf, failureOf = () => "failed") {
      const parent = within.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(
        nameOf(work),
        { kind: kindOf(work), attributes: attributesOf(work) },
        parent,
      );
      const end = ({ outcome, command }: End) =>
        void span.setAttributes({ "mesh.outcome": outcome, ...(command && { "mesh.command": command }) });
      try {
        const value = await within.run(trace.setSpan(parent, span), act);
        end(endOf(value));
        return value;
      } catch (error) {
        end({ outcome: failureOf(error) });
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    async stop() {
      const late = new Promise<never>((_, reject) => void setTimeout(reject, patience).unref());
      await Promise.race([provider.shutdown(), late]).catch(refused);
    },
  };
}

const nameOf = (work: Work): string =>
  work.kind === "call" ? `${work.platform} ${work.operation}` : `${work.platform} ${work.kind}`;

const kindOf = ({ kind }: Work): SpanKind =>
  ({
    request: SpanKind.SERVER,
    answer: SpanKind.INTERNAL,
    delivery: SpanKind.INTERNAL,
    call: SpanKind.CLIENT,
  })[kind];

const attributesOf = (work: Work) => ({
  "mesh.platform": work.platform,
  ...(work.kind === "answer" && { "mesh.ask": work.ask }),
  ...(work.kind === "call" && { "mesh.operation": work.operation }),
});
