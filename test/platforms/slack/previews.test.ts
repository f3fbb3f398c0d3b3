import { describe, expect, it } from "vitest";
import type { Ask } from "../../../src/bot/ask.ts";
import { rememberLately } from "../../../src/platforms/slack/hearing/lately.ts";
import { startSlackApi } from "../../fakes/slack-api.ts";
import {
  botId,
  botUserId,
  clickBody,
  eventBody,
  eventRequest,
  mention,
  signed,
  signingSecret,
} from "../../fakes/slack-request.ts";
import { card, type Stage, setStage } from "./stage.ts";

const config = {
  signingSecret,
  botId,
  botUserId,
  previewDomains: ["istio.io", "linkerd.io", "kuma.io", "cilium.io"],
};

/** Knows a page of every site but its news. */
const answer = ({ text, via }: Ask) => {
  const name = /([a-z]+)\.io/.exec(text)?.[1] ?? "none";
  return {
    card: card(via === "look" ? `Preview of ${name}` : text),
    outcome: text.includes("/news") ? ("unknown" as const) : ("answered" as const),
    ...(via === "look" && { again: `show ${name}` }),
  };
};

const setPreviews = async (more: Parameters<typeof startSlackApi>[0] = {}) =>
  setStage({ answer, config, api: await startSlackApi(more) });

const shared = (urls: readonly string[], more: Readonly<Record<string, unknown>> = {}) => ({
  type: "link_shared",
  channel: "C1",
  is_bot_user_member: true,
  user: "U1",
  message_ts: "171.1",
  unfurl_id: "C1.171.1.abc",
  source: "conversations_history",
  event_ts: "1",
  links: urls.map((url) => ({ domain: new URL(url).hostname, url })),
  ...more,
});

async function previewsAfter(stage: Stage, ...deliveries: Parameters<Stage["deliver"]>[0][]) {
  for (const delivery of deliveries) expect((await stage.deliver(delivery)).status).toBe(200);
  await stage.stop();
  return stage.api.callsTo("chat.unfurl").map(({ body }) => body);
}

describe("a link to a mesh's website", () => {
  it("gets a small card below the message", async () => {
    const stage = await setPreviews();
    const [unfurl, ...others] = await previewsAfter(
      stage,
      eventRequest(shared(["https://istio.io/latest/docs/"])),
    );
    expect(others).toEqual([]);
    expect(unfurl).toMatchObject({ unfurl_id: "C1.171.1.abc", source: "conversations_history" });
    expect(Object.keys(unfurl?.unfurls as object)).toEqual(["https://istio.io/latest/docs/"]);
    expect(JSON.stringify(unfurl)).toContain("Preview of istio");
    expect(stage.asked).toMatchObject([{ via: "look", text: "https://istio.io/latest/docs/" }]);
  });

  it("is found by channel and time where Slack names no preview", async () => {
    const stage = await setPreviews();
    const event = shared(["https://istio.io/"], { unfurl_id: undefined, source: undefined });
    expect(await previewsAfter(stage, eventRequest(event))).toMatchObject([{ channel: "C1", ts: "171.1" }]);
  });

  it("is previewed while it is written, and again once it is sent", async () => {
    const stage = await setPreviews();
    const written = shared(["https://istio.io/"], {
      source: "composer",
      channel: "COMPOSER",
      unfurl_id: "x",
    });
    const all = await previewsAfter(
      stage,
      eventRequest(written),
      eventRequest(shared(["https://istio.io/"])),
    );
    expect(all.map(({ source }) => source)).toEqual(["composer", "conversations_history"]);
  });

  it("is answered to who clicks its button alone", async () => {
    const stage = await setPreviews();
    const { url, received } = stage.api.responseUrl();
    const { message: _, ...body } = clickBody({
      action: { type: "button", action_id: "command:1", value: "show istio" },
      responseUrl: url,
    });
    const container = {
      type: "message_attachment",
      message_ts: "171.1",
      channel_id: "C1",
      attachment_id: 1,
      is_ephemeral: false,
      is_app_unfurl: true,
    };
    const payload = JSON.stringify({ ...body, container, app_unfurl: { id: 1 } });
    await stage.deliver(
      signed(new URLSearchParams({ payload }).toString(), {
        contentType: "application/x-www-form-urlencoded",
      }),
    );
    await stage.stop();
    expect(received).toMatchObject([{ response_type: "ephemeral", replace_original: false }]);
  });
});

describe("no preview", () => {
  const one = ["https://istio.io/"];
  it.each([
    ["of a page nobody knows", shared(["https://istio.io/news"])],
    ["of a domain that is not named in the settings", shared(["https://consul.io/"])],
    ["of a domain that only ends like one", shared(["https://notistio.io/"])],
    ["of the bot's own links", shared(one, { user: botUserId })],
    ["in direct messages with the bot, which answers there anyway", shared(one, { channel: "D1" })],
  ])("%s", async (_, event) => {
    expect(await previewsAfter(await setPreviews(), eventRequest(event))).toEqual([]);
  });

  it("where people of another company are", async () => {
    const body = { ...eventBody(shared(one)), is_ext_shared_channel: true };
    expect(await previewsAfter(await setPreviews(), signed(JSON.stringify(body)))).toEqual([]);
  });

  it("in a thread the bot has answered in", async () => {
    const stage = await setPreviews();
    await stage.deliver(eventRequest(mention(`<@${botUserId}> show istio`, { ts: "170.1" })));
    await expect.poll(() => stage.api.callsTo("chat.postMessage")).toHaveLength(1);
    const inThread = eventRequest(shared(one, { thread_ts: "170.1" }));
    const elsewhere = eventRequest(shared(one, { thread_ts: "160.1" }));
    expect(await previewsAfter(stage, inThread, elsewhere)).toHaveLength(1);
  });

  it("twice in a message, nor of more than three meshes", async () => {
    const sites = ["istio.io/a", "istio.io/b", "linkerd.io", "kuma.io", "cilium.io"];
    const urls = sites.map((site) => `https://${site}`);
    const [unfurl] = await previewsAfter(await setPreviews(), eventRequest(shared(urls)));
    expect(Object.keys(unfurl?.unfurls as object)).toEqual([urls[0], urls[2], urls[3]]);
  });

  it("again soon in the same channel, but in another", async () => {
    const stage = await setPreviews();
    const all = await previewsAfter(
      stage,
      eventRequest(shared(one)),
      eventRequest(shared(["https://istio.io/other"], { message_ts: "172.1" })),
      eventRequest(shared(one, { channel: "C9" })),
    );
    expect(all).toHaveLength(2);
  });

  it("where the app may not, which the log tells", async () => {
    const stage = await setPreviews({ scopes: ["chat:write"] });
    await previewsAfter(stage, eventRequest(shared(one)));
    expect(stage.logged.join("")).toContain("missing_scope");
  });
});

describe("what is remembered lately", () => {
  it("is forgotten after its time, the oldest first where there is no room", () => {
    let now = 0;
    const lately = rememberLately(100, 2, () => now);
    lately.note("a");
    now = 99;
    expect(lately.has("a")).toBe(true);
    now = 100;
    expect(lately.has("a")).toBe(false);
    lately.note("b");
    lately.note("c");
    lately.note("d");
    expect(["b", "c", "d"].map(lately.has)).toEqual([false, true, true]);
  });
});
