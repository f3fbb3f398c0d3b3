import { describe, expect, it, onTestFinished } from "vitest";
import { startSlackApi } from "../fakes/slack-api.ts";
import {
  clickRequest,
  eventRequest,
  mention,
  messageShortcutRequest,
  press,
  type SlackRequest,
  shortcutRequest,
  signingSecret,
  slashRequest,
  submitRequest,
  suggestionRequest,
} from "../fakes/slack-request.ts";
import { startServer } from "../spawned.ts";

async function workspace(extra: Readonly<Record<string, string>> = {}) {
  const slack = await startSlackApi();
  const server = await startServer({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
    ...extra,
  });
  onTestFinished(async () => {
    await server.stop();
    await slack.stop();
  });
  const deliver = ({ body, headers }: SlackRequest) =>
    fetch(`${server.address.replace("0.0.0.0", "127.0.0.1")}/slack/events`, {
      method: "POST",
      body,
      headers,
    });
  return { slack, server, deliver };
}

describe("a spawned server with Slack configured", () => {
  it("answers a signed slash command in the acknowledgement, privately, to be shared", async () => {
    const { deliver } = await workspace();
    const response = await deliver(slashRequest("compare istio linkerd"));
    expect(response.status).toBe(200);
    const answer = (await response.json()) as {
      response_type: string;
      text: string;
      blocks: { type: string }[];
    };
    expect(answer.response_type).toBe("ephemeral");
    expect(answer.blocks.map(({ type }) => type)).toContain("table");
    expect(answer.text).toContain("Without sidecars");
    expect(JSON.stringify(answer.blocks)).toContain("Share in channel");
  });

  it("refuses what is not signed with its secret, or not of now", async () => {
    const { deliver } = await workspace();
    const now = Date.now();
    expect((await deliver(slashRequest("list", {}, { secret: "guess" }))).status).toBe(401);
    expect((await deliver(slashRequest("list", {}, { at: new Date(now - 600_000) }))).status).toBe(401);
    expect((await deliver(slashRequest("list", {}, { at: new Date(now + 600_000) }))).status).toBe(401);
  });

  it("answers a mention in its thread, and a click by replacing the private card", async () => {
    const { slack, deliver } = await workspace();
    await deliver(eventRequest(mention("<@UBOT> istio vs kuma", { ts: "200.1", event_ts: "200.1" })));
    await expect
      .poll(() => slack.calls.find(({ method }) => method === "chat.postMessage")?.body)
      .toMatchObject({ channel: "C1", thread_ts: "200.1" });
    const sink = slack.responseUrl();
    expect((await deliver(clickRequest({ action: press("show kuma"), responseUrl: sink.url }))).status).toBe(
      200,
    );
    await expect.poll(() => sink.received[0]).toMatchObject({ replace_original: true });
    expect(JSON.stringify(sink.received[0])).toContain("Kuma");
  });

  it("asks what is needed in a dialog, and answers what was filled in privately", async () => {
    const { slack, deliver } = await workspace();
    const sink = slack.responseUrl();
    expect(await (await deliver(slashRequest("recommend", { responseUrl: sink.url }))).text()).toBe("");
    const view = slack.callsTo("views.open")[0]?.body.view as Parameters<typeof submitRequest>[0];
    const nothing = await deliver(submitRequest(view, {}));
    expect(await nothing.json()).toEqual({
      response_action: "errors",
      errors: { where: "Answer at least one of the questions." },
    });
    const filled = { where: ["on Nomad"], must: ["must have mTLS"], else: "not Istio" };
    expect((await deliver(submitRequest(view, filled))).status).toBe(200);
    await expect.poll(() => sink.received[0]).toMatchObject({ response_type: "ephemeral" });
    const answer = JSON.stringify(sink.received[0]);
    expect(answer).toContain("Consul Connect fits best");
    expect(answer).toContain("You asked: `/mesh recommend on Nomad; must have mTLS; not Istio`");
    expect(answer).toContain("Share in channel");
  });

  it("opens its Home, looks ahead in its menu, and compares from a shortcut", async () => {
    const { slack, deliver } = await workspace();
    await deliver(
      eventRequest({ type: "app_home_opened", user: "U1", channel: "D1", tab: "home", event_ts: "1" }),
    );
    await expect.poll(() => slack.callsTo("views.publish")).toHaveLength(1);
    const home = JSON.stringify(slack.callsTo("views.publish")[0]?.body);
    expect(home).toContain("New in the last 30 days");
    const menu = /"action_id":"(suggest:[^"]+)"/u.exec(home)?.[1] ?? "";
    const options = await (await deliver(suggestionRequest(menu, "lnkrd"))).json();
    expect(options).toMatchObject({ options: [{ text: { text: "Linkerd" }, value: "show linkerd" }] });

    await deliver(shortcutRequest("compare"));
    await expect.poll(() => slack.callsTo("views.open")).toHaveLength(1);
    const view = slack.callsTo("views.open")[0]?.body.view as Parameters<typeof submitRequest>[0];
    await deliver(submitRequest(view, { meshes: ["istio", "kuma"], on: ["mtls"] }));
    const answers = () => JSON.stringify(slack.callsTo("chat.postMessage").map(({ body }) => body));
    await expect.poll(answers).toContain("You asked: `compare istio kuma on mtls`");
    await expect.poll(answers).toContain("Istio and Kuma: Mutual TLS");
  });

  it("explains a message to one person, and previews a link", async () => {
    const { slack, deliver } = await workspace();
    const sink = slack.responseUrl();
    await deliver(messageShortcutRequest("glossary", { text: "Linkerd or OSM for mTLS?" }, sink.url));
    await expect.poll(() => sink.received[0]).toMatchObject({ response_type: "ephemeral" });
    expect(JSON.stringify(sink.received[0])).toMatch(/archived.*Linkerd.*Mutual TLS/su);

    const links = [{ domain: "kuma.io", url: "https://kuma.io/docs/latest/" }];
    const event = { type: "link_shared", channel: "C1", user: "U1", message_ts: "1.2", event_ts: "1", links };
    await deliver(eventRequest(event));
    await expect.poll(() => slack.callsTo("chat.unfurl")).toHaveLength(1);
    expect(JSON.stringify(slack.callsTo("chat.unfurl")[0]?.body)).toContain("Latest release");
  });

  it("sends a report of a wrong fact to the channel configured, with who said it", async () => {
    const { slack, deliver } = await workspace({ SLACK_REPORT_CHANNEL: "C1" });
    const response = await deliver(slashRequest("report linkerd mtls", { user: "U7" }));
    expect(JSON.stringify(await response.json())).toContain("This was sent to the channel");
    const posted = () => slack.calls.find(({ method }) => method === "chat.postMessage")?.body;
    await expect.poll(posted).toMatchObject({ channel: "C1" });
    expect(JSON.stringify(posted())).toContain("Feature: mtls");
    expect(JSON.stringify(posted())).toContain("<@U7>");
  });

  it("starts without Slack being there, and drains on SIGTERM", async () => {
    const server = await startServer({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: "http://127.0.0.1:9/",
    });
    const { body, headers } = slashRequest("show istio");
    const response = await fetch(`${server.address}/slack/events`, { method: "POST", body, headers });
    expect(response.status).toBe(200);
    expect(JSON.stringify(await response.json())).toContain("Istio");
    expect((await server.stop()).code).toBe(0);
  });
});
