import { describe, expect, it } from "vitest";
import { eventRequest, mention, slashRequest } from "../fakes/slack-request.ts";
import { startServer } from "../spawned.ts";
import { openApp } from "./app.ts";
import { startCollector } from "./collector.ts";

describe("traces", () => {
  it("show each request with its answer and the calls made for it, and hold nothing that was said", async () => {
    const collector = await startCollector();
    const app = await openApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.address}/` } });
    await app.deliver(eventRequest(mention("<@UBOT> show istio canary", { user: "UCANARY" })));
    await app.deliver(slashRequest("compare istio linkerd"));
    await app.deliverToTeams("show linkerd");
    await app.stop();

    expect(new Set(collector.requests.map(({ path }) => path))).toEqual(new Set(["/v1/traces"]));
    expect(collector.resource()).toMatchObject({ "service.name": "mesh-advisor" });
    const spans = collector.spans();
    const named = (name: string) => spans.filter((it) => it.name === name);
    expect(named("slack request")).toHaveLength(2);
    expect(named("slack answer")).toHaveLength(2);
    expect(named("teams request")).toHaveLength(1);
    for (const [inner, outer] of [
      ["slack answer", "slack request"],
      ["slack chat.postMessage", "slack request"],
      ["teams answer", "teams request"],
      ["teams send", "teams request"],
    ] as const) {
      const child = named(inner)[0];
      const parent = named(outer).find(({ spanId }) => spanId === child?.parentSpanId);
      expect(parent, `${inner} is not within ${outer}`).toBeDefined();
      expect(child?.traceId).toBe(parent?.traceId);
    }
    expect(named("slack answer").map(({ attributes }) => attributes["mesh.command"])).toContain("compare");
    expect(JSON.stringify(collector.requests)).not.toMatch(/canary|Ann Ops|xoxb/iu);
  });

  it("mark a call that failed", async () => {
    const collector = await startCollector();
    const app = await openApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address } });
    app.teams.behave({ troubles: [{ status: 403 }] });
    await app.deliverToTeams("show istio");
    await app.stop();
    const [sending] = collector.spans().filter(({ name }) => name === "teams send");
    expect(sending).toMatchObject({ attributes: { "mesh.outcome": "403" }, status: { code: 2 } });
  });

  it("take OpenTelemetry's own variables, and a collector that is away costs no answer", async () => {
    const collector = await startCollector();
    const start = (endpoint: string) =>
      startServer({
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_HEADERS: "x-team=platform",
        OTEL_SERVICE_NAME: "mesh-of-ours",
        SLACK_BOT_TOKEN: "xoxb-1",
        SLACK_SIGNING_SECRET: "s",
        SLACK_API_URL: "http://127.0.0.1:9/",
      });
    const server = await start(collector.address);
    // Slack cannot be reached, and that is a call too.
    await expect.poll(server.stdout).toContain("Slack did not say who the bot is");
    expect((await server.stop()).code).toBe(0);
    expect(collector.resource()).toMatchObject({ "service.name": "mesh-of-ours" });
    expect(collector.requests[0]?.headers["x-team"]).toBe("platform");
    expect(collector.spans()).toContainEqual(expect.objectContaining({ name: "slack auth.test" }));

    const alone = await start("http://127.0.0.1:9");
    await expect.poll(alone.stdout).toContain("Slack did not say who the bot is");
    const { code, stdout } = await alone.stop();
    expect(code).toBe(0);
    expect(stdout).toContain("the collector did not take traces");
  });
});
