import { describe, expect, it } from "vitest";
import { eventRequest, mention, signed, slashRequest } from "../fakes/slack-request.ts";
import { loadedBy } from "../loaded.ts";
import { temporaryFolder } from "../store/temporary-store.ts";
import { openApp } from "./app.ts";

const on = { METRICS_PORT: "0" };

describe("metrics", () => {
  it("count answers by platform, way of asking, command and outcome, and time them", async () => {
    const app = await openApp({ env: on });
    await app.deliver(slashRequest("show istio"));
    await app.deliver(slashRequest("show istio"));
    await app.deliver(slashRequest("show xylophone"));
    await app.deliverToTeams("compare istio linkerd");
    expect(await app.samples("mesh_advisor_answers_total")).toEqual([
      { labels: { platform: "slack", ask: "slash", command: "show", outcome: "answered" }, value: 2 },
      { labels: { platform: "slack", ask: "slash", command: "show", outcome: "unknown" }, value: 1 },
      { labels: { platform: "teams", ask: "direct", command: "compare", outcome: "answered" }, value: 1 },
    ]);
    const timed = await app.samples("mesh_advisor_answer_duration_seconds_count");
    expect(timed).toContainEqual({ labels: { platform: "slack", command: "show" }, value: 3 });
  });

  it("count who was told to try again", async () => {
    const app = await openApp({ env: { ...on, RATE_LIMIT_PERSON: "1" } });
    await app.deliver(slashRequest("show istio"));
    await app.deliver(slashRequest("show istio"));
    expect(await app.samples("mesh_advisor_answers_total")).toContainEqual({
      labels: { platform: "slack", ask: "slash", command: "limit", outcome: "unavailable" },
      value: 1,
    });
  });

  it("count calls to Slack and Teams by what came of them", async () => {
    const app = await openApp({ env: on });
    app.slack.fail("chat.postMessage", { status: 200, body: { ok: false, error: "not_in_channel" } });
    await app.deliver(eventRequest(mention("<@UBOT> show istio")));
    app.teams.behave({ troubles: [{ status: 403, code: "BotNotInConversationRoster" }] });
    await app.deliverToTeams("show istio");
    await app.deliverToTeams("show istio");
    const calls = () => app.samples("mesh_advisor_calls_total");
    const call = (platform: string, operation: string, outcome: string) => ({
      labels: { platform, operation, outcome },
      value: 1,
    });
    await expect.poll(calls).toContainEqual(call("slack", "chat.postMessage", "not_in_channel"));
    await expect.poll(calls).toContainEqual(call("slack", "auth.test", "ok"));
    await expect.poll(calls).toContainEqual(call("teams", "send", "403"));
    await expect.poll(calls).toContainEqual(call("teams", "send", "ok"));
  });

  it("tell a Slack that cannot be reached, or answers with a status", async () => {
    const app = await openApp({ env: on });
    app.slack.fail("chat.postMessage", { status: 503, body: {} }, "cut");
    await app.deliver(eventRequest(mention("<@UBOT> show istio")));
    const outcomes = async () =>
      (await app.samples("mesh_advisor_calls_total"))
        .filter(({ labels }) => labels.operation === "chat.postMessage")
        .map(({ labels }) => labels.outcome)
        .sort();
    // It is tried three times in all.
    await expect.poll(outcomes, { timeout: 10_000 }).toEqual(["503", "UND_ERR_SOCKET", "ok"]);
  });

  it("count digests, and say what waits", async () => {
    const app = await openApp({ env: { ...on, STATE_DIR: temporaryFolder() } });
    await expect.poll(() => app.samples("mesh_advisor_store_up")).toEqual([{ labels: {}, value: 1 }]);
    expect(await app.samples("mesh_advisor_deliveries_due")).toEqual([{ labels: {}, value: 0 }]);
    expect(await app.samples("mesh_advisor_delivery_lag_seconds")).toEqual([{ labels: {}, value: 0 }]);
  });

  it("say what is not known of a store that is away", async () => {
    const app = await openApp({ env: { ...on, STATE_DIR: "/dev/null/nowhere" } });
    expect(await app.samples("mesh_advisor_store_up")).toEqual([{ labels: {}, value: 0 }]);
    expect(await app.samples("mesh_advisor_deliveries_due")).toEqual([{ labels: {}, value: Number.NaN }]);
  });

  it("tell the catalog's date, the platforms, the event loop and the process", async () => {
    const app = await openApp({ env: on });
    const [date] = await app.samples("mesh_advisor_catalog_timestamp_seconds");
    expect(date?.value).toBeGreaterThan(Date.parse("2026-01-01") / 1_000);
    expect(await app.samples("mesh_advisor_catalog_problem")).toEqual([{ labels: {}, value: 0 }]);
    expect(await app.samples("mesh_advisor_catalog_info")).toHaveLength(1);
    await expect
      .poll(() => app.samples("mesh_advisor_platform_up"))
      .toEqual([
        { labels: { platform: "slack" }, value: 1 },
        { labels: { platform: "teams" }, value: 1 },
      ]);
    const [late] = await app.samples("mesh_advisor_late_seconds");
    expect(late?.value).toBeGreaterThanOrEqual(0);
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"])
      expect(await app.samples(name)).toHaveLength(1);
  });

  it("count requests by route and status, whatever was asked for", async () => {
    const app = await openApp({ env: on });
    await app.deliver(signed("{}", { secret: "forged" }));
    for (const path of ["/a-path", "/another-path", "/readyz"]) await fetch(app.address + path);
    const counted = await app.samples("mesh_advisor_http_request_duration_seconds_count");
    expect(counted).toContainEqual({ labels: { route: "/slack/events", status: "401" }, value: 1 });
    expect(counted).toContainEqual({ labels: { route: "none", status: "404" }, value: 2 });
    expect(counted).toContainEqual({ labels: { route: "/readyz", status: "200" }, value: 1 });
  });

  it("hold nothing that somebody said, and nobody", async () => {
    const app = await openApp({ env: on });
    await app.deliver(slashRequest("canary-of-a-message", { user: "UCANARY", channel: "CCANARY" }));
    await app.deliver(
      eventRequest(mention("<@UBOT> canary-of-a-mention", { user: "UCANARY", channel: "C1" })),
    );
    await app.deliverToTeams("canary-of-teams");
    const text = await (await fetch(app.metricsAt ?? "")).text();
    expect(text).toContain("mesh_advisor_answers_total");
    expect(text).not.toMatch(/canary|Ann|29:|T1\b/iu);
  });

  it("are served on their own port alone, on this machine unless told otherwise", async () => {
    const app = await openApp({ env: on });
    expect(app.metricsAt).toMatch(/^http:\/\/127\.0\.0\.1:/u);
    expect((await fetch(`${app.address}/metrics`)).status).toBe(404);
    expect((await fetch(new URL("/readyz", app.metricsAt))).status).toBe(404);
    await app.stop();
    await expect(fetch(app.metricsAt ?? "")).rejects.toThrow();
  });
});

describe("a server without metrics and traces", () => {
  it("loads nothing of either, and what is turned on once it is", async () => {
    const off = await loadedBy({});
    expect(off).toContain("src/telemetry/telemetry.ts");
    expect([...off].filter((it) => /prom-client|opentelemetry/u.test(it))).toEqual([]);
    const on = await loadedBy({ METRICS_PORT: "0", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
    expect(on).toContain("prom-client");
    expect(on).toContain("@opentelemetry/sdk-trace");
  });
});
