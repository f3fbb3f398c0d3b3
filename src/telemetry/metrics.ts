/** What Prometheus reads: counts and durations of the program's work, and how it stands at the moment it is asked. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Health } from "../bot/health.ts";
import type { End, Watch, Work } from "../bot/watch.ts";

/** What is looked up whenever Prometheus asks. */
export type Sources = {
  readonly catalog: () => {
    readonly version: string;
    /** The midnight it counts from, as `2026-11-25`. */
    readonly date: string;
    readonly problem?: string;
  };
  readonly platforms: () => Readonly<Record<string, Health>>;
  /** How late this process is with its work, in milliseconds. */
  readonly late: () => number;
  /** Undefined where nothing is kept. */
  readonly store: (() => Promise<Health>) | undefined;
  /** Digests that wait for a worker, and since when the oldest does, in seconds; rejects where that cannot be told. */
  readonly queue: (() => Promise<{ readonly due: number; readonly lateSeconds: number }>) | undefined;
};

export type Metrics = {
  readonly watch: Watch;
  /** Tells of one HTTP request that was answered. */
  readonly answered: (route: string, status: number, seconds: number) => void;
  readonly sources: (sources: Sources) => void;
  /** Prometheus' text form, and what type that is. */
  readonly read: () => Promise<string>;
  readonly contentType: string;
};

const seconds = {
  answers: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  requests: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
  calls: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const answers = new Counter({
    name: "mesh_advisor_answers_total",
    help: "Answers, by how they were asked for and how they ended.",
    labelNames: ["platform", "ask", "command", "outcome"],
    registers,
  });
  const answering = new Histogram({
    name: "mesh_advisor_answer_duration_seconds",
    help: "How long an answer took to make, without sending it.",
    labelNames: ["platform", "command"],
    buckets: seconds.answers,
    registers,
  });
  const deliveries = new Counter({
    name: "mesh_advisor_deliveries_total",
    help: "Attempts at a digest: sent, found (out already), quiet (nothing new), retried, dead, gone (the place), lost (the claim), failed.",
    labelNames: ["platform", "outcome"],
    registers,
  });
  const delivering = new Histogram({
    name: "mesh_advisor_delivery_duration_seconds",
    help: "How long an attempt at a digest took.",
    labelNames: ["platform"],
    buckets: seconds.calls,
    registers,
  });
  const calls = new Counter({
    name: "mesh_advisor_calls_total",
    help: "Requests to Slack and Teams; the outcome is ok, their word for an error, or a status.",
    labelNames: ["platform", "operation", "outcome"],
    registers,
  });
  const calling = new Histogram({
    name: "mesh_advisor_call_duration_seconds",
    help: "How long Slack and Teams took to answer.",
    labelNames: ["platform", "operation"],
    buckets: seconds.calls,
    registers,
  });
  const requests = new Histogram({
    name: "mesh_advisor_http_request_duration_seconds",
    help: "Requests this server answered, by route and status.",
    labelNames: ["route", "status"],
    buckets: seconds.requests,
    registers,
  });

  function tell(work: Work, { outcome, command = "none" }: End, took: number): void {
    const { platform } = work;
    switch (work.kind) {
      case "request":
        // Told by route and status; the platforms differ in little else.
        return;
      case "answer":
        answers.inc({ platform, ask: work.ask, command, outcome });
        answering.observe({ platform, command }, took);
        return;
      case "delivery":
        deliveries.inc({ platform, outcome });
        delivering.observe({ platform }, took);
        return;
      case "call":
        calls.inc({ platform, operation: work.operation, outcome });
        calling.observe({ platform, operation: work.operation }, took);
    }
  }

  return {
    async watch(work, act, endOf, failureOf = () => "failed") {
      const started = performance.now();
      const took = () => (performance.now() - started) / 1_000;
      try {
        const value = await act();
        tell(work, endOf(value), took());
        return value;
      } catch (error) {
        tell(work, { outcome: failureOf(error) }, took());
        throw error;
      }
    },
    answered: (route, status, took) => requests.observe({ route, status }, took),
    sources: (sources) => addGauges(registry, sources),
    read: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function addGauges(registry: Registry, { catalog, platforms, late, store, queue }: Sources): void {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect: (it: Gauge<Label>) => void | Promise<void>,
  ) =>
    new Gauge<Label>({
      name: `mesh_advisor_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect() {
        return collect(this);
      },
    });
  gauge("catalog_timestamp_seconds", "The catalog's date; its age is the time since.", [], (it) =>
    it.set(Date.parse(catalog().date) / 1_000),
  );
  gauge("catalog_problem", "1 where the newest catalog has mistakes and an older one answers.", [], (it) =>
    it.set(catalog().problem === undefined ? 0 : 1),
  );
  gauge("catalog_info", "The version of the catalog in force.", ["version"], (it) => {
    it.reset();
    it.set({ version: catalog().version }, 1);
  });
  gauge("platform_up", "1 where a platform's connection does all it should.", ["platform"], (it) => {
    for (const [platform, { state }] of Object.entries(platforms()))
      it.set({ platform }, state === "ready" ? 1 : 0);
  });
  gauge("late_seconds", "How long messages wait before this process begins them.", [], (it) =>
    it.set(late() / 1_000),
  );
  if (store)
    gauge("store_up", "1 where the store can be used.", [], async (it) =>
      it.set((await store()).state === "ready" ? 1 : 0),
    );
  if (!queue) return;
  let asked: ReturnType<typeof queue> | undefined;
  const told = () =>
    (asked ??= queue().finally(() => {
      asked = undefined;
    }));
  // Not a number: a store that is away says nothing of what waits in it.
  const unknown = { due: Number.NaN, lateSeconds: Number.NaN };
  gauge("deliveries_due", "Digests that are due and wait for a worker.", [], async (it) =>
    it.set((await told().catch(() => unknown)).due),
  );
  gauge("delivery_lag_seconds", "How long the digest that is due longest has waited.", [], async (it) =>
    it.set((await told().catch(() => unknown)).lateSeconds),
  );
}
