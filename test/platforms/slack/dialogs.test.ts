import { describe, expect, it, vi } from "vitest";
import type { Ask } from "../../../src/bot/ask.ts";
import { commandOf, type Form } from "../../../src/card/form.ts";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import {
  clickRequest,
  directMessage,
  eventRequest,
  mention,
  press,
  slashRequest,
  submitRequest,
} from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";
import { card, type Stage, setStage } from "./stage.ts";

const form: Form = {
  type: "form",
  title: "Which mesh fits?",
  open: "Answer the questions",
  submit: "Recommend",
  shownBy: "recommend",
  command: "recommend",
  between: "; ",
  fields: [
    {
      id: "team",
      kind: "choice",
      required: true,
      label: "Who looks after it?",
      options: [
        { label: "Few", words: "a small team" },
        { label: "Many", words: "a large team" },
      ],
    },
    { id: "else", kind: "text", lines: "several", longest: 100, label: "Anything else?" },
  ],
};

/** Answers with the form, and what was filled in with a card of that title, or with what is wrong. */
function answer({ text, values }: Ask) {
  if (text !== "recommend") return { card: card(text) };
  const asked = card("Which mesh fits?", { blocks: [{ type: "paragraph", text: "Answer these." }, form] });
  const filled = values && commandOf(form, values);
  if (!filled) return { card: asked };
  return filled.kind === "mistakes"
    ? { card: asked, outcome: "usage" as const, mistakes: filled.mistakes }
    : { card: card(filled.command), again: filled.command };
}

const stageWithForm = () => setStage({ answer });

/** The dialog opened last, as Slack shows it. */
const dialogOf = ({ api }: Stage) =>
  api.callsTo("views.open").at(-1)?.body.view as Parameters<typeof submitRequest>[0] & {
    readonly title: { readonly text: string };
  };

const filledIn = { team: "a small team", else: "not\nIstio" };
const sentence = "recommend a small team; not Istio";

/** Opens the dialog by the button of a card. */
async function openBy(stage: Stage, click: Omit<Parameters<typeof clickRequest>[0], "action">) {
  await stage.deliver(clickRequest({ action: press("recommend"), ...click }));
  await expect.poll(() => stage.api.callsTo("views.open")).toHaveLength(1);
  return dialogOf(stage);
}

describe("a form asked for by slash command", () => {
  it("opens as a dialog, and says nothing besides", async () => {
    const stage = await stageWithForm();
    const { status, body } = await stage.deliver(slashRequest("recommend"));
    expect([status, body]).toEqual([200, ""]);
    const view = dialogOf(stage);
    expect(view).toMatchObject({
      type: "modal",
      title: { text: "Which mesh fits?" },
      submit: { text: "Recommend" },
      blocks: [
        { type: "context", elements: [{ text: "Only you will see the answer, until you share it." }] },
        { block_id: "team", optional: false, element: { type: "radio_buttons" } },
        { block_id: "else", optional: true, element: { type: "plain_text_input", max_length: 100 } },
      ],
    });
  });

  it("is answered privately where it was asked, to be shared as the sentence it stands for", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(slashRequest("recommend", { responseUrl: url }));
    const response = await stage.deliver(submitRequest(dialogOf(stage), filledIn));
    expect([response.status, response.body]).toEqual([200, ""]);
    await stage.stop();
    expect(stage.asked.at(-1)).toEqual({
      platform: "slack",
      via: "form",
      text: "recommend",
      conversation: "slack:T1:C1:U1",
      values: { team: ["a small team"], else: ["not\nIstio"] },
      from: fromSlack("C1"),
    });
    expect(received).toMatchObject([
      { response_type: "ephemeral", replace_original: false, text: expect.stringContaining(sentence) },
    ]);
    expect(JSON.stringify(received[0])).toContain(`"action_id":"share","text":{"type":"plain_text"`);
    expect(JSON.stringify(received[0])).toContain(`"value":"${sentence}"`);
    expect(problemsOf(received[0] ?? {})).toEqual([]);
  });

  it("stays open with what is wrong beside each question", async () => {
    const stage = await stageWithForm();
    await stage.deliver(slashRequest("recommend"));
    const { status, body } = await stage.deliver(
      submitRequest(dialogOf(stage), { team: [], else: "x".repeat(101) }),
    );
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: {
        team: "This needs an answer.",
        else: "Make it shorter: it has 101 characters, and 100 are read.",
      },
    });
  });

  it("is a card with a button and the sentence to type when Slack opens no dialog", async () => {
    const stage = await stageWithForm();
    stage.api.fail("views.open", { status: 200, body: { ok: false, error: "expired_trigger_id" } });
    const message = JSON.parse((await stage.deliver(slashRequest("recommend"))).body);
    expect(message.response_type).toBe("ephemeral");
    expect(problemsOf(message)).toEqual([]);
    const shown = JSON.stringify(message.blocks);
    expect(shown).toContain('"text":"Answer the questions"');
    expect(shown).toContain("`/mesh recommend a small team`");
    expect(shown).not.toContain("Share in channel");
    expect(stage.logged.join("")).toContain("expired_trigger_id");
  });

  it("is acknowledged in time while Slack takes long to open it", async () => {
    const stage = await stageWithForm();
    stage.api.fail("views.open", { slow: 2_500 });
    expect(await stage.deliver(slashRequest("recommend"))).toMatchObject({ status: 200, body: "" });
    await stage.stop();
    expect(stage.api.callsTo("views.open")).toHaveLength(1);
  });

  it("is answered in a direct message when the way back has closed meanwhile", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(slashRequest("recommend", { responseUrl: url }));
    stage.api.fail("response_url", { status: 404, body: { ok: false, error: "used_url" } });
    await stage.deliver(submitRequest(dialogOf(stage), filledIn, { user: "U7" }));
    await stage.stop();
    expect(received).toEqual([]);
    expect(stage.api.callsTo("chat.postMessage").map(({ body }) => body)).toMatchObject([
      { channel: "U7", text: expect.stringContaining(sentence) },
    ]);
    expect(stage.logged.join("")).toContain("HTTP 404");
  });
});

describe("a form asked for by mention", () => {
  const posted = { ts: "171.1", thread_ts: "170.1", blocks: [{ type: "header" }] };

  it("is a card whose button opens it, answered in the thread with the name of who asked", async () => {
    const stage = await stageWithForm();
    await stage.deliver(eventRequest(mention("<@UBOT> recommend")));
    await expect.poll(() => stage.api.callsTo("chat.postMessage")).toHaveLength(1);
    expect(JSON.stringify(stage.api.callsTo("chat.postMessage")[0]?.body)).toContain(
      '"value":"recommend","style":"primary"',
    );

    const { url, received } = stage.api.responseUrl();
    const view = await openBy(stage, { responseUrl: url, message: posted, user: "U2" });
    expect(view.blocks[0]).toMatchObject({
      elements: [{ text: "The answer is posted in the thread, with your name." }],
    });
    await stage.deliver(submitRequest(view, filledIn, { user: "U2" }));
    await stage.stop();
    expect(stage.asked.at(-1)).toMatchObject({ via: "form", conversation: "slack:T1:C1:170.1" });
    expect(stage.api.callsTo("chat.postMessage")[1]?.body).toMatchObject({
      channel: "C1",
      thread_ts: "170.1",
      text: expect.stringMatching(/^Asked by <@U2>/),
    });
    expect(received).toEqual([]);
  });

  it("is answered privately where the bot may not post", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    const view = await openBy(stage, { responseUrl: url, message: posted, channel: "C2" });
    await stage.deliver(submitRequest(view, filledIn));
    await stage.stop();
    expect(received).toMatchObject([
      { response_type: "ephemeral", replace_original: false, thread_ts: "170.1" },
    ]);
    expect(stage.logged.join("")).toContain("not_in_channel");
  });
});

describe("a form asked for in a direct message", () => {
  it("is answered there, in place of the card whose button opened it", async () => {
    const stage = await stageWithForm();
    await stage.deliver(eventRequest(directMessage("recommend")));
    await expect.poll(() => stage.api.callsTo("chat.postMessage").length).toBeGreaterThan(0);
    const { url, received } = stage.api.responseUrl();
    const view = await openBy(stage, {
      responseUrl: url,
      channel: "D1",
      message: { ts: "181.1", blocks: [{ type: "header" }] },
    });
    expect(view.blocks[0]).toMatchObject({ type: "input" });
    await stage.deliver(submitRequest(view, filledIn));
    await stage.stop();
    expect(received).toMatchObject([{ replace_original: true, text: expect.stringContaining(sentence) }]);
    expect(JSON.stringify(received[0])).not.toContain("Share in channel");
  });
});

describe("the button of a form", () => {
  it("on a private card opens it, and the answer takes the card's place", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    const view = await openBy(stage, { responseUrl: url });
    expect(received).toEqual([]);
    await stage.deliver(submitRequest(view, filledIn));
    await stage.stop();
    expect(received).toMatchObject([{ response_type: "ephemeral", replace_original: true }]);
  });

  it("is answered with the card when Slack opens no dialog", async () => {
    const stage = await stageWithForm();
    stage.api.fail("views.open", { status: 200, body: { ok: false, error: "expired_trigger_id" } });
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("recommend"), responseUrl: url }));
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(JSON.stringify(received[0])).toContain("Or type it, for example");
  });
});

describe("a dialog that is not of this version", () => {
  it("whose questions are gone is closed, and the form comes anew", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    await stage.deliver(slashRequest("recommend", { responseUrl: url }));
    const view = dialogOf(stage);
    const [, , last] = view.blocks;
    const old = { ...view, blocks: [{ ...last, block_id: "gone" }] };
    expect((await stage.deliver(submitRequest(old, { gone: "x" }))).body).toBe("");
    await stage.stop();
    expect(JSON.stringify(received)).toContain("Answer the questions");
  });

  it("that says nothing of where it came from is closed, and asks nothing", async () => {
    const stage = await stageWithForm();
    await stage.deliver(slashRequest("recommend"));
    for (const private_metadata of ["", "{}", "[", '{"shownBy":"recommend"}']) {
      const view = { ...dialogOf(stage), private_metadata };
      expect(await stage.deliver(submitRequest(view, filledIn))).toMatchObject({ status: 200, body: "" });
    }
    await stage.stop();
    expect(stage.asked).toHaveLength(1);
  });
});
