import { describe, expect, it, vi } from "vitest";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { clickRequest, press } from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";
import { setStage } from "./stage.ts";

const posted = { ts: "171.1", thread_ts: "170.1", blocks: [{ type: "header" }] };

describe("a click", () => {
  it("is acknowledged empty", async () => {
    const stage = await setStage();
    const { url } = stage.api.responseUrl();
    expect(
      await stage.deliver(clickRequest({ action: press("show istio"), responseUrl: url })),
    ).toMatchObject({
      status: 200,
      body: "",
    });
  });

  it("on a private card replaces it", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("show istio"), responseUrl: url }));
    await stage.stop();
    expect(stage.asked).toEqual([
      {
        platform: "slack",
        via: "click",
        text: "show istio",
        conversation: "slack:T1:C1:U1",
        from: fromSlack("C1"),
      },
    ]);
    expect(received).toMatchObject([{ response_type: "ephemeral", replace_original: true }]);
    expect(JSON.stringify(received[0])).toContain("Share in channel");
    expect(stage.api.calls).toEqual([]);
  });

  it("on a card in a channel answers the clicker alone, in the thread", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(
      clickRequest({ action: press("show istio"), responseUrl: url, message: posted, user: "U2" }),
    );
    await stage.stop();
    expect(stage.asked[0]?.conversation).toBe("slack:T1:C1:170.1");
    expect(received).toMatchObject([
      { response_type: "ephemeral", replace_original: false, thread_ts: "170.1" },
    ]);
  });

  it("on a card in a direct message replaces it", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    const message = { ts: "171.1", blocks: [{ type: "header" }] };
    await stage.deliver(
      clickRequest({ action: press("show istio"), responseUrl: url, channel: "D1", message }),
    );
    await stage.stop();
    expect(stage.asked[0]?.conversation).toBe("slack:T1:D1:U1");
    expect(received).toMatchObject([{ replace_original: true }]);
    expect(JSON.stringify(received[0])).not.toContain("Share in channel");
  });

  it("on a card shared between two people leaves it as it is", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    const message = { ts: "171.1", blocks: [{ type: "context", block_id: "shared-by" }] };
    await stage.deliver(
      clickRequest({ action: press("show istio"), responseUrl: url, channel: "D2", message }),
    );
    await stage.stop();
    expect(received).toMatchObject([{ response_type: "ephemeral", replace_original: false }]);
  });

  it("in a menu runs the chosen command", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    const action = {
      type: "static_select",
      action_id: "select:1",
      selected_option: { text: { type: "plain_text", text: "Kuma" }, value: "show kuma" },
    };
    await stage.deliver(clickRequest({ action, responseUrl: url }));
    await stage.stop();
    expect(stage.asked[0]?.text).toBe("show kuma");
    expect(received).toHaveLength(1);
  });

  it("on a link asks nothing", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    const action = { type: "button", action_id: "link:1", url: "https://istio.io/" };
    expect(await stage.deliver(clickRequest({ action, responseUrl: url }))).toMatchObject({ status: 200 });
    await stage.stop();
    expect([stage.asked, received]).toEqual([[], []]);
  });

  it.each([
    ["a status of 400", { status: 400, body: { ok: false, error: "invalid_blocks" } }],
    ["the body of a 200", { status: 200, body: { ok: false, error: "msg_blocks_too_long" } }],
  ])("gets plain text after a refusal by %s", async (_, failure) => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    stage.api.fail("response_url", failure);
    await stage.deliver(clickRequest({ action: press("show istio"), responseUrl: url }));
    await stage.stop();
    expect(received).toEqual([
      expect.objectContaining({ replace_original: true, text: expect.stringContaining("About show istio") }),
    ]);
    expect(received[0]?.blocks).toBeUndefined();
  });

  it("whose response_url is used up leaves a reason in the log", async () => {
    const stage = await setStage();
    const { url } = stage.api.responseUrl();
    stage.api.fail("response_url", { status: 404, body: { ok: false, error: "used_url" } });
    await stage.deliver(clickRequest({ action: press("show istio"), responseUrl: url }));
    await vi.waitFor(() => expect(stage.logged.join("")).toContain("HTTP 404"));
  });
});

describe("sharing", () => {
  it("puts the answer in the channel with the name of who shared it, and takes the private one away", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("show istio", "share"), responseUrl: url, user: "U7" }));
    await stage.stop();
    const [shared, removed, ...more] = received;
    expect(shared).toMatchObject({
      response_type: "in_channel",
      replace_original: false,
      text: expect.stringMatching(/^Shared by <@U7>\n\nshow istio/),
      unfurl_links: false,
    });
    expect(JSON.stringify(shared)).toContain("Shared by <@U7>");
    expect(JSON.stringify(shared)).not.toContain("Share in channel");
    expect(problemsOf(shared ?? {})).toEqual([]);
    expect(removed).toEqual({ delete_original: true });
    expect(more).toEqual([]);
  });

  it("from a thread stays in the thread", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(
      clickRequest({ action: press("show istio", "share"), responseUrl: url, thread: "170.1" }),
    );
    await stage.stop();
    expect(received[0]).toMatchObject({ response_type: "in_channel", thread_ts: "170.1" });
  });

  it("that fails leaves the private answer where it is", async () => {
    const stage = await setStage();
    const { url, received } = stage.api.responseUrl();
    stage.api.fail("response_url", { status: 500 });
    await stage.deliver(clickRequest({ action: press("show istio", "share"), responseUrl: url }));
    await stage.stop();
    expect(received).toEqual([]);
  });
});
