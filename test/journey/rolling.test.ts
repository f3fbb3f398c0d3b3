import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { startProxy } from "../fakes/proxy.ts";
import { startSlackApi } from "../fakes/slack-api.ts";
import {
  eventRequest,
  mention,
  type SlackRequest,
  signingSecret,
  slashRequest,
} from "../fakes/slack-request.ts";
import { type Running, startServer } from "../spawned.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

/** Several starts of the program, on a machine that may be busy. */
const long = { timeout: 180_000 };

async function openService() {
  const slack = await startSlackApi();
  const proxy = await startProxy();
  const running = new Set<Running>();
  onTestFinished(async () => {
    proxy.stop();
    await Promise.all([...running].map((it) => it.stop()));
    await slack.stop();
  });
  const env = {
    SLACK_BOT_TOKEN: slack.token,
    SLACK_API_URL: slack.url,
    SLACK_BOT_ID: "BBOT",
    SLACK_BOT_USER_ID: "UBOT",
    SLACK_SIGNING_SECRET: signingSecret,
    STATE_DIR: temporaryFolder(),
    DRAIN_SECONDS: "1",
    // One person asks all of it, as fast as the servers answer.
    RATE_LIMIT_PERSON: "0",
    RATE_LIMIT_CHANNEL: "0",
  };
  return {
    slack,
    proxy,
    async start(): Promise<Running> {
      const server = await startServer(env);
      running.add(server);
      proxy.add(server.address);
      await expect.poll(() => proxy.isReady(server.address), { timeout: 10_000 }).toBe(true);
      await expect.poll(server.stdout).toContain("the store is ready");
      return server;
    },
    async stop(server: Running) {
      running.delete(server);
      return server.stop("SIGTERM");
    },
    deliver: ({ body, headers }: SlackRequest) =>
      fetch(`${proxy.address}/slack/events`, { method: "POST", body, headers }),
  };
}

type Service = Awaited<ReturnType<typeof openService>>;

/** People who ask without a pause, by command and by mention, until they are told to stop. */
function ask({ deliver, slack }: Service) {
  let stopped = false;
  let slashes = 0;
  const refused: number[] = [];
  const mentioned: string[] = [];

  async function slash(): Promise<void> {
    const response = await deliver(slashRequest("compare istio linkerd"));
    const text = await response.text();
    if (response.status === 200 && text.includes("Linkerd")) slashes++;
    // On a machine that has too much to do, the server says so, or that the answer will follow.
    else if (response.status !== 200 || !/busy just now|Working on it/u.test(text))
      refused.push(response.status);
  }

  async function speak(): Promise<void> {
    const ts = `${500 + mentioned.length}.1`;
    mentioned.push(ts);
    const id = `Ev-rolling-${ts}`;
    const request = () => eventRequest(mention("<@UBOT> show istio", { ts }), { id });
    // Every fourth is delivered twice, as Slack does where it does not hear in time.
    const deliveries = mentioned.length % 4 === 0 ? [request(), request()] : [request()];
    for (const { status } of await Promise.all(deliveries.map(deliver)))
      if (status !== 200) refused.push(status);
  }

  async function askAway(work: () => Promise<void>): Promise<void> {
    while (!stopped) {
      await work();
      await sleep(5);
    }
  }
  const asking = Promise.all([askAway(slash), askAway(slash), askAway(speak), askAway(speak)]);
  return {
    slashes: () => slashes,
    refused,
    mentioned,
    threads: () => slack.callsTo("chat.postMessage").map(({ body }) => String(body.thread_ts)),
    async stop() {
      stopped = true;
      await asking;
    },
  };
}

describe("a rolling update behind a load balancer, under load", () => {
  it("loses no answer and gives none twice, and each server ends with 0", long, async () => {
    const service = await openService();
    const { proxy } = service;
    const [first, second] = [await service.start(), await service.start()];
    const load = ask(service);
    const some = (server: Running) =>
      expect.poll(() => proxy.served(server.address), { timeout: 20_000 }).toBeGreaterThan(20);
    await some(first);
    await some(second);

    expect((await service.stop(first)).code).toBe(0);
    const third = await service.start();
    await some(third);
    expect((await service.stop(second)).code).toBe(0);
    const atLast = proxy.served(third.address);
    await expect.poll(() => proxy.served(third.address), { timeout: 20_000 }).toBeGreaterThan(atLast + 20);
    await load.stop();
    expect((await service.stop(third)).code).toBe(0);

    expect(proxy.failures).toEqual([]);
    expect(load.refused).toEqual([]);
    expect(load.slashes()).toBeGreaterThan(40);
    expect(load.mentioned.length).toBeGreaterThan(40);
    expect(load.threads().toSorted()).toEqual(load.mentioned.toSorted());
  });
});
