import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startSlackApi } from "../fakes/slack-api.ts";
import { eventRequest, mention, signingSecret, slashRequest } from "../fakes/slack-request.ts";
import { startServer } from "../spawned.ts";

const publicUrl = "https://mesh.example.com";

async function workspace(env: Readonly<Record<string, string>>) {
  const slack = await startSlackApi();
  const start = () =>
    startServer({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
      ...env,
    });
  const server = await start();
  onTestFinished(async () => {
    await server.stop();
    await slack.stop();
  });
  return { slack, server, start };
}

/** Asks for a chart as Slack would, and gives where its picture is. */
async function pictureBy(address: string, slack: Awaited<ReturnType<typeof startSlackApi>>): Promise<string> {
  const { url, received } = slack.responseUrl();
  await fetch(`${address}/slack/events`, {
    method: "POST",
    ...slashRequest("chart istio linkerd", { responseUrl: url }),
  });
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 });
  const found = /"image_url":"https:\/\/mesh\.example\.com(\/charts\/[^"]+)"/u.exec(JSON.stringify(received));
  return found?.[1] ?? "";
}

describe("a chart asked for in Slack", () => {
  it("shows a picture that anybody can fetch, in every process with the same key", async () => {
    const key = { PUBLIC_URL: `${publicUrl}/`, CHART_KEY: "k".repeat(32) };
    const { slack, server, start } = await workspace(key);
    const path = await pictureBy(server.address, slack);
    const response = await fetch(server.address + path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(20_000);
    const second = await start();
    expect((await fetch(second.address + path)).status).toBe(200);
    expect((await second.stop()).code).toBe(0);
  });

  it("shows a picture for as long as the process lasts without a key", async () => {
    const { slack, server, start } = await workspace({ PUBLIC_URL: publicUrl });
    const path = await pictureBy(server.address, slack);
    expect((await fetch(server.address + path)).status).toBe(200);
    const second = await start();
    expect((await fetch(second.address + path)).status).toBe(404);
    await second.stop();
  });

  it("comes as a file without a public address", async () => {
    const { slack, server } = await workspace({ SLACK_BOT_ID: "BBOT", SLACK_BOT_USER_ID: "UBOT" });
    const { body, headers } = eventRequest(mention("<@UBOT> chart istio linkerd"));
    await fetch(`${server.address}/slack/events`, { method: "POST", body, headers });
    await vi.waitFor(() => expect(slack.uploads()).toHaveLength(1), { timeout: 10_000 });
    expect(slack.uploads()[0]?.name).toBe("groups_istio_linkerd.png");
  });
});
