import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import { createSocket } from "../../../src/platforms/slack/hearing/socket.ts";
import { sdkLog } from "../../../src/platforms/slack/speaking/sdk-log.ts";
import { startSlackApi } from "../../fakes/slack-api.ts";
import {
  botId,
  botUserId,
  clickBody,
  eventBody,
  mention,
  press,
  signingSecret,
  slashBody,
} from "../../fakes/slack-request.ts";
import { openSlackSocket } from "../../fakes/slack-socket.ts";
import { setStage } from "./stage.ts";

const config = { appToken: "xapp-test", botId, botUserId };

describe("Socket Mode", () => {
  it("answers commands, mentions and clicks without an HTTP route", async () => {
    const slack = await openSlackSocket();
    const stage = await setStage({ api: slack.api, config });
    await vi.waitFor(() => expect(slack.open).toHaveLength(1));
    slack.send("slash_commands", "e1", slashBody("show istio"));
    await vi.waitFor(() => expect(slack.acks).toHaveLength(1));
    expect(slack.acks[0]).toMatchObject({
      envelope_id: "e1",
      payload: { response_type: "ephemeral", text: expect.stringContaining("show istio") },
    });

    slack.send("events_api", "e2", eventBody(mention("<@UBOT> show kuma")));
    await vi.waitFor(() => expect(slack.api.callsTo("chat.postMessage")).toHaveLength(1));

    const { url, received } = slack.api.responseUrl();
    slack.send("interactive", "e3", clickBody({ action: press("show linkerd"), responseUrl: url }));
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(slack.acks.map(({ envelope_id }) => envelope_id)).toEqual(["e1", "e2", "e3"]);
    expect(stage.asked.map(({ via }) => via)).toEqual(["slash", "mention", "click"]);
    expect(
      await stage.deliver({ body: "{}", headers: { "content-type": "application/json" } }),
    ).toMatchObject({ status: 404 });
  });

  it("answers a delivery that comes twice once", async () => {
    const slack = await openSlackSocket();
    await setStage({ api: slack.api, config });
    await vi.waitFor(() => expect(slack.open).toHaveLength(1));
    const body = eventBody(mention("<@UBOT> show kuma"), "Ev-twice");
    slack.send("events_api", "e1", body);
    slack.send("events_api", "e1", body);
    await vi.waitFor(() => expect(slack.acks).toHaveLength(2));
    await vi.waitFor(() => expect(slack.api.callsTo("chat.postMessage")).toHaveLength(1));
  });

  it("says when a signing secret is kept unused", async () => {
    const slack = await openSlackSocket();
    const stage = await setStage({ api: slack.api, config: { ...config, signingSecret } });
    expect(stage.logged.join("")).toContain("SLACK_SIGNING_SECRET is not used");
  });

  it("with a token Slack refuses says so and leaves the process running", async () => {
    const slack = await openSlackSocket();
    const stage = await setStage({ api: slack.api, config: { ...config, appToken: "xapp-other" } });
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("check SLACK_APP_TOKEN"));
    expect(stage.logged.join("")).toContain("invalid_auth");
  });

  it("tries again after a refusal that the SDK takes for final, and ends with the connection", async () => {
    const slack = await openSlackSocket();
    const refused = { status: 200, body: { ok: false, error: "invalid_auth" } };
    slack.api.fail("apps.connections.open", refused, refused);
    const pauses: number[] = [];
    const log = pino({ level: "silent" });
    const socket = createSocket({
      appToken: "xapp-test",
      logger: sdkLog(log),
      installerOptions: { clientOptions: { slackApiUrl: slack.api.url } },
      log,
      pause: (failures) => {
        pauses.push(failures);
        return 0;
      },
    });
    await socket.start();
    expect(pauses).toEqual([1, 2]);
    expect(slack.open).toHaveLength(1);
    await socket.stop();
    await slack.api.stop();
  });

  it("gives up when it is stopped meanwhile", async () => {
    const api = await startSlackApi();
    const log = pino({ level: "silent" });
    const socket = createSocket({
      appToken: "xapp-other",
      logger: sdkLog(log),
      installerOptions: { clientOptions: { slackApiUrl: api.url } },
      log,
      pause: () => {
        void socket.stop();
        return 0;
      },
    });
    await socket.start();
    expect(api.callsTo("apps.connections.open")).toHaveLength(1);
    await api.stop();
  });
});
