import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import { knowIdentity } from "../../../src/platforms/slack/speaking/identity.ts";
import { startSlackApi } from "../../fakes/slack-api.ts";
import {
  directMessage,
  eventRequest,
  mention,
  signingSecret,
  slashRequest,
} from "../../fakes/slack-request.ts";
import { setStage } from "./stage.ts";

const quiet = pino({ level: "silent" });

describe("who the bot is", () => {
  it("is asked of nobody when it is configured", async () => {
    const stage = await setStage();
    await stage.deliver(slashRequest("hi"));
    expect(stage.api.callsTo("auth.test")).toEqual([]);
  });

  it("is asked of Slack once when it is not", async () => {
    const stage = await setStage({ config: { signingSecret } });
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("Slack said who the bot is"));
    await stage.deliver(slashRequest("hi"));
    await stage.deliver(eventRequest(directMessage("my own words", { user: "UBOT" })));
    await stage.stop();
    expect(stage.api.callsTo("auth.test")).toHaveLength(1);
    expect(stage.asked.map(({ text }) => text)).toEqual(["hi"]);
  });

  it("is not needed to answer: with a token Slack refuses, commands work and the server stays up", async () => {
    const api = await startSlackApi({ token: "xoxb-other" });
    const stage = await setStage({ api, config: { signingSecret, botToken: "xoxb-test" } });
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("invalid_auth"));
    expect(stage.logged.join("")).toContain("check SLACK_BOT_TOKEN");
    expect(await stage.deliver(slashRequest("hi"))).toMatchObject({ status: 200 });
    await stage.deliver(eventRequest(mention("<@UBOT> what is <@U2|bob>")));
    await stage.stop();
    expect(stage.asked.map(({ text }) => text)).toEqual(["hi", "what is @bob"]);
  });

  it("is asked again until Slack answers, and what is configured stands", async () => {
    const answers = [
      Promise.reject(new Error("away")),
      Promise.reject(new Error("away")),
      Promise.resolve({ bot_id: "B9", user_id: "U9" }),
    ];
    for (const answer of answers) answer.catch(() => {});
    const pauses: number[] = [];
    const identity = knowIdentity({
      configured: { botId: "BBOT" },
      ask: () => answers.shift() ?? Promise.resolve({}),
      log: quiet,
      pause: (failures) => {
        pauses.push(failures);
        return 0;
      },
    });
    identity.start();
    await vi.waitFor(() => expect(identity.current()).toEqual({ botId: "BBOT", botUserId: "U9" }));
    expect(pauses).toEqual([1, 2]);
  });

  it("is not asked again after a stop", async () => {
    let asked = 0;
    const identity = knowIdentity({
      configured: {},
      ask: async () => {
        asked += 1;
        throw new Error("away");
      },
      log: quiet,
      pause: () => 0,
    });
    identity.start();
    identity.stop();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(1);
  });
});
