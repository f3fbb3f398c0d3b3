import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSlackApi } from "../fakes/slack-api.ts";
import { eventRequest, mention, signingSecret } from "../fakes/slack-request.ts";
import { startServer } from "../spawned.ts";

async function serverWith(env: Readonly<Record<string, string>>) {
  const slack = await startSlackApi();
  onTestFinished(slack.stop);
  const server = await startServer({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
    SLACK_BOT_ID: "BBOT",
    SLACK_BOT_USER_ID: "UBOT",
    ...env,
  });
  const deliver = () => {
    const { body, headers } = eventRequest(mention("<@UBOT> show istio"));
    return fetch(`${server.address}/slack/events`, { method: "POST", body, headers });
  };
  return { slack, server, deliver };
}

const lateLines = (stdout: string) => stdout.split("\n").filter((line) => line.includes("STOP_SECONDS"));

describe("a stop", () => {
  it("waits for an answer that Slack takes slowly, and exits with 0", async () => {
    const { slack, server, deliver } = await serverWith({});
    slack.fail("chat.postMessage", { slow: 2_000 });
    expect((await deliver()).status).toBe(200);
    await expect.poll(() => slack.callsTo("chat.postMessage")).toHaveLength(1);
    const { code, stdout } = await server.stop();
    expect(slack.messages("C1")).toHaveLength(1);
    expect([code, lateLines(stdout)]).toEqual([0, []]);
  });

  it("waits for an answer that Slack wants to have later", async () => {
    const { slack, server, deliver } = await serverWith({});
    slack.fail("chat.postMessage", { status: 429, headers: { "retry-after": "12" } });
    await deliver();
    await expect.poll(() => slack.callsTo("chat.postMessage")).toHaveLength(1);
    const { code, stdout } = await server.stop();
    expect(slack.messages("C1")).toHaveLength(1);
    expect([code, lateLines(stdout)]).toEqual([0, []]);
  });

  it("does not wait for ever for a Slack that never answers: it says so in one line and exits with 1", async () => {
    const { slack, server, deliver } = await serverWith({ STOP_SECONDS: "1" });
    slack.fail("chat.postMessage", { slow: 4_000 }, { slow: 4_000 }, { slow: 4_000 });
    await deliver();
    await expect.poll(() => slack.callsTo("chat.postMessage")).toHaveLength(1);
    const { code, stdout } = await server.stop();
    expect(code).toBe(1);
    expect(lateLines(stdout).map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 60, seconds: 1, msg: expect.stringContaining("work undone") }),
    ]);
  });

  it("does not wait for ever for a request that is never finished", async () => {
    const { server } = await serverWith({ STOP_SECONDS: "1" });
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf");
    // Whoever is answered on another connection knows that the half was read.
    await fetch(`${server.address}/healthz`);
    const { code, stdout } = await server.stop();
    socket.destroy();
    expect([code, lateLines(stdout).length]).toEqual([1, 1]);
  });

  it("ends well beside a database that takes connections and says nothing", async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket.on("error", () => {})));
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { server, deliver, slack } = await serverWith({
      DATABASE_URL: `postgres://mesh:secret@127.0.0.1:${port}/mesh`,
    });
    await deliver();
    await expect.poll(() => slack.messages("C1")).toHaveLength(1);
    const { code, stdout } = await server.stop();
    expect([code, lateLines(stdout)]).toEqual([0, []]);
  });
});
