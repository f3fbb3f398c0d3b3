import { describe, expect, it } from "vitest";
import minimal from "../../../manifests/slack/manifest.json" with { type: "json" };
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { type SlackApi, startSlackApi } from "../../fakes/slack-api.ts";
import {
  clickRequest,
  directMessage,
  eventRequest,
  mention,
  press,
  slashRequest,
} from "../../fakes/slack-request.ts";
import { card, setStage } from "./stage.ts";

const file = { name: "0007-linkerd.md", text: "# Use Linkerd – “für alle”\n\n* simple\n" };
const answer = () => ({ card: card("Decision 7"), file });

/** What a message shows that Slack takes, in words. */
const shown = (message: unknown): string => {
  expect(problemsOf({ ...(message as object) })).toEqual([]);
  return JSON.stringify(message).replaceAll("\\n", "\n");
};

/** A workspace in which the bot has spoken to everybody before. */
async function knownTo(scopes?: readonly string[]): Promise<SlackApi> {
  const api = await startSlackApi(scopes ? { scopes } : {});
  api.remember("D1", { ts: "160.1", bot_id: "BBOT", text: "hello again" });
  return api;
}

describe("a file that goes with an answer", () => {
  it("is uploaded in the thread of a mention, after the answer", async () => {
    const stage = await setStage({ answer });
    await stage.deliver(eventRequest(mention("<@UBOT> decision 7 as adr")));
    await stage.stop();
    expect(stage.api.uploads()).toEqual([
      { ...file, shared: expect.objectContaining({ channel_id: "C1", thread_ts: "170.1" }) },
    ]);
    expect(stage.api.messages("C1")).toHaveLength(1);
    expect(JSON.stringify(stage.api.messages("C1"))).not.toContain("simple");
  });

  it("is uploaded in a direct message", async () => {
    const stage = await setStage({ api: await knownTo(), answer });
    await stage.deliver(eventRequest(directMessage("decision 7 as adr")));
    const { url, received } = stage.api.responseUrl();
    const message = { ts: "171.1", blocks: [{ type: "header" }] };
    await stage.deliver(
      clickRequest({ action: press("decision 7 as adr"), responseUrl: url, channel: "D1", message }),
    );
    await stage.stop();
    expect(received).toHaveLength(1);
    expect(stage.api.uploads().map(({ text, shared }) => [text, shared?.channel_id])).toEqual([
      [file.text, "D1"],
      [file.text, "D1"],
    ]);
  });

  it("is posted as text where the app may not upload, and the scope is named", async () => {
    const stage = await setStage({ api: await knownTo(minimal.oauth_config.scopes.bot), answer });
    await stage.deliver(eventRequest(mention("<@UBOT> decision 7 as adr")));
    await stage.stop();
    const [first, second, ...more] = stage.api.callsTo("chat.postMessage").map(({ body }) => body);
    expect(shown(first)).toContain("About Decision 7");
    expect(second).toMatchObject({ channel: "C1", thread_ts: "170.1" });
    for (const said of [file.name, "“für alle”\n\n* simple", "the scope files:write"])
      expect(shown(second)).toContain(said);
    expect(more).toEqual([]);
    expect(stage.logged.join("")).toContain("missing_scope: files:write");
    expect(stage.logged.join("")).not.toContain("simple");
  });

  it("is posted as text where the upload fails", async () => {
    const stage = await setStage({ answer });
    stage.api.fail("files.completeUploadExternal", {
      status: 200,
      body: { ok: false, error: "posting_to_channel_denied" },
    });
    await stage.deliver(eventRequest(mention("<@UBOT> decision 7 as adr")));
    await stage.stop();
    const second = stage.api.callsTo("chat.postMessage")[1]?.body;
    expect(shown(second)).toContain("* simple");
    expect(shown(second)).toContain("Slack did not take the file.");
  });

  it("leaves the answer as it is where not even its text goes out", async () => {
    const stage = await setStage({ api: await knownTo(minimal.oauth_config.scopes.bot), answer });
    const denied = { status: 200, body: { ok: false, error: "internal_error" } };
    stage.api.fail("files.getUploadURLExternal", denied);
    const request = eventRequest(mention("<@UBOT> decision 7 as adr"), { id: "Ev-file" });
    stage.api.fail("chat.postMessage", { slow: 0 }, denied);
    await stage.deliver(request);
    await stage.stop();
    expect(stage.api.messages("C1")).toHaveLength(1);
    expect(stage.logged.join("")).toContain("did not reach Slack");
    expect(stage.logged.join("")).not.toContain("was not answered");
  });

  it.each(["slash", "click", "private mention"])(
    "stands in the card of a %s, and nobody else sees it",
    async (way) => {
      const secret = way === "private mention";
      const stage = await setStage({
        answer: () => ({ ...answer(), ...(secret && { private: true as const }) }),
      });
      const { url, received } = stage.api.responseUrl();
      const { body } = await stage.deliver(
        way === "slash"
          ? slashRequest("decision 7 as adr")
          : way === "click"
            ? clickRequest({ action: press("decision 7 as adr"), responseUrl: url })
            : eventRequest(mention("<@UBOT> decision 7 as adr")),
      );
      await stage.stop();
      const message =
        way === "slash"
          ? JSON.parse(body)
          : (received[0] ?? stage.api.callsTo("chat.postEphemeral")[0]?.body);
      for (const said of ["About Decision 7", file.name, "* simple"]) expect(shown(message)).toContain(said);
      expect(stage.api.uploads()).toEqual([]);
      expect(stage.api.messages("C1")).toEqual([]);
    },
  );

  it("stands in a card that is shared", async () => {
    const stage = await setStage({ answer });
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("decision 7 as adr", "share"), responseUrl: url }));
    await stage.stop();
    expect(received[0]).toMatchObject({ response_type: "in_channel" });
    expect(shown(received[0])).toContain("* simple");
  });

  it("is cut where a card cannot hold it, with how much is missing", async () => {
    const text = "0123456789".repeat(700);
    const stage = await setStage({ answer: () => ({ ...answer(), file: { ...file, text } }) });
    const { body } = await stage.deliver(slashRequest("decision 7 as adr"));
    expect(shown(JSON.parse(body))).toContain("1000 more characters are not shown.");
    expect(JSON.parse(body).blocks).toBeDefined();
  });
});
