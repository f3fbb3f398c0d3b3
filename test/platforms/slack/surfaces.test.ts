import { describe, expect, it } from "vitest";
import type { Ask } from "../../../src/bot/ask.ts";
import { commandOf, type Form } from "../../../src/card/form.ts";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import {
  eventRequest,
  homeClickRequest,
  messageShortcutRequest,
  press,
  shortcutRequest,
  submitRequest,
  suggestionRequest,
} from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";
import { shownBy } from "./shown.ts";
import { card, type Stage, setStage } from "./stage.ts";

const form: Form = {
  type: "form",
  title: "Compare meshes",
  open: "Choose meshes",
  submit: "Compare",
  shownBy: "compare",
  command: "compare",
  between: " ",
  fields: [
    {
      id: "meshes",
      kind: "choices",
      required: true,
      least: 2,
      most: 3,
      label: "Which meshes?",
      options: [{ label: "Istio", words: "istio" }],
      suggests: "names meshes",
      initial: ["istio"],
    },
    {
      id: "on",
      kind: "choice",
      lead: "on",
      label: "On what?",
      options: [{ label: "Security", words: "security" }],
      suggests: "names topics",
    },
  ],
};

const menu = (...names: readonly string[]) =>
  card("Names", {
    blocks: [
      {
        type: "select",
        label: "One",
        options: names.map((name) => ({ label: name.toUpperCase(), command: name })),
      },
    ],
  });

function answer({ text, values, via }: Ask) {
  if (via === "home")
    return {
      card: card("Home", {
        blocks: [
          {
            type: "select",
            label: "Look up",
            options: [{ label: "A", command: "show a" }],
            suggests: "names",
          },
          { type: "buttons", buttons: [{ label: "More", command: "more" }] },
        ],
      }),
    };
  if (text.startsWith("names zz")) return { card: menu("advice") };
  if (text.startsWith("names")) return { card: menu("istio", "linkerd", "x".repeat(76)), command: "names" };
  if (text !== "compare") return { card: card(text) };
  const filled = values && commandOf(form, values);
  if (!filled) return { card: card("Compare", { blocks: [form] }), outcome: "usage" as const };
  return filled.kind === "mistakes"
    ? { card: card("Compare", { blocks: [form] }), outcome: "usage" as const, mistakes: filled.mistakes }
    : { card: card(filled.command), again: filled.command };
}

const stageWithForm = () => setStage({ answer });
const homeOf = (stage: Stage) => stage.api.callsTo("views.publish").at(-1)?.body;
const dialogOf = ({ api }: Stage) =>
  api.callsTo("views.open").at(-1)?.body.view as Parameters<typeof submitRequest>[0];
const opened = (tab: string) =>
  eventRequest({ type: "app_home_opened", user: "U1", channel: "D1", tab, event_ts: "1" });

describe("the Home tab", () => {
  it("is shown when somebody opens it, as what the bot says of their place", async () => {
    const stage = await stageWithForm();
    expect((await stage.deliver(opened("home"))).status).toBe(200);
    await stage.stop();
    expect(stage.asked).toEqual([
      { platform: "slack", via: "home", text: "", conversation: "slack:T1:D1:U1", from: fromSlack("D1") },
    ]);
    expect(homeOf(stage)).toMatchObject({ user_id: "U1", view: { type: "home", private_metadata: "D1" } });
    expect(shownBy(homeOf(stage))).toContain("Look up");
  });

  it("is left alone when somebody opens the messages beside it", async () => {
    const stage = await stageWithForm();
    await stage.deliver(opened("messages"));
    await stage.stop();
    expect([stage.asked, stage.api.calls]).toEqual([[], []]);
  });

  it("answers a click in direct messages, and says so when it is shown again", async () => {
    const stage = await stageWithForm();
    expect((await stage.deliver(homeClickRequest(press("more")))).status).toBe(200);
    await stage.stop();
    expect(stage.asked.map(({ via, text, from }) => ({ via, text, channel: from.place.channel }))).toEqual([
      { via: "click", text: "more", channel: "D1" },
      { via: "home", text: "", channel: "D1" },
    ]);
    expect(stage.api.callsTo("chat.postMessage")).toMatchObject([{ body: { channel: "U1" } }]);
    expect(shownBy(homeOf(stage))).toContain("I have answered in our direct messages.");
  });

  it("opens a form as a dialog, whose answer comes directly", async () => {
    const stage = await stageWithForm();
    await stage.deliver(homeClickRequest(press("compare")));
    await expect.poll(() => stage.api.callsTo("views.open")).toHaveLength(1);
    expect(shownBy(dialogOf(stage))).toContain("The answer comes to you in our direct messages.");
    const filled = { meshes: ["istio", "linkerd"], on: ["security"] };
    expect(await stage.deliver(submitRequest(dialogOf(stage), filled))).toMatchObject({
      status: 200,
      body: "",
    });
    await stage.stop();
    const [posted] = stage.api.callsTo("chat.postMessage");
    expect(posted?.body).toMatchObject({
      channel: "U1",
      text: expect.stringContaining("compare istio linkerd on security"),
    });
    expect(JSON.stringify(posted?.body)).not.toContain("Share in channel");
  });

  it("that Slack does not take leaves a reason in the log", async () => {
    const stage = await stageWithForm();
    stage.api.fail("views.publish", { status: 200, body: { ok: false, error: "not_enabled" } });
    await stage.deliver(opened("home"));
    await stage.stop();
    expect(stage.logged.join("")).toContain("not_enabled");
  });

  it("asks nothing for a link in it", async () => {
    const stage = await stageWithForm();
    await stage.deliver(homeClickRequest({ type: "button", action_id: "link:1", url: "https://istio.io/" }));
    await stage.stop();
    expect([stage.asked, stage.api.calls]).toEqual([[], []]);
  });
});

describe("a shortcut", () => {
  it("from anywhere opens the form of its command", async () => {
    const stage = await stageWithForm();
    expect(await stage.deliver(shortcutRequest("compare"))).toMatchObject({ status: 200, body: "" });
    await stage.stop();
    expect(stage.asked[0]).toMatchObject({
      via: "click",
      text: "compare",
      from: { place: { channel: "U1", kind: "direct" }, heardBy: "asker" },
    });
    expect(dialogOf(stage)).toMatchObject({ title: { text: "Compare meshes" } });
    expect(stage.api.callsTo("chat.postMessage")).toEqual([]);
  });

  it("from anywhere is answered directly where there is no form, or no dialog opens", async () => {
    const stage = await stageWithForm();
    await stage.deliver(shortcutRequest("list"));
    stage.api.fail("views.open", { status: 200, body: { ok: false, error: "expired_trigger_id" } });
    await stage.deliver(shortcutRequest("compare"));
    await stage.stop();
    expect(stage.api.callsTo("chat.postMessage").map(({ body }) => body.channel)).toEqual(["U1", "U1"]);
  });

  it("on a message asks about its words, and answers its reader alone", async () => {
    const stage = await stageWithForm();
    const { url, received } = stage.api.responseUrl();
    const message = { text: "Should <@U3> use <https://istio.io|Istio> &amp; mTLS?", thread_ts: "170.1" };
    await stage.deliver(messageShortcutRequest("glossary", message, url));
    await stage.stop();
    expect(stage.asked[0]).toMatchObject({
      text: "glossary Should @U3 use Istio & mTLS?",
      from: { ...fromSlack("C1", "170.1"), heardBy: "asker" },
      via: "click",
    });
    expect(received).toMatchObject([
      { response_type: "ephemeral", replace_original: false, thread_ts: "170.1" },
    ]);
    expect(problemsOf(received[0] ?? {})).toEqual([]);
    expect(stage.logged.join("")).not.toContain("mTLS");
  });
});

describe("a menu that looks ahead", () => {
  const options = async (stage: Stage, ...typed: Parameters<typeof suggestionRequest>) => {
    const { status, body } = await stage.deliver(suggestionRequest(...typed));
    expect(status).toBe(200);
    return (JSON.parse(body) as { options: { text: { text: string }; value: string }[] }).options.map(
      ({ text, value }) => [text.text, value],
    );
  };

  it("offers what fits the letters typed, and nothing Slack would refuse", async () => {
    const stage = await stageWithForm();
    await stage.deliver(opened("home"));
    await expect.poll(() => homeOf(stage)).toBeDefined();
    expect(JSON.stringify(homeOf(stage))).toContain('"type":"external_select","action_id":"suggest:names:1"');
    expect(await options(stage, "suggest:names:1", "ist")).toEqual([
      ["ISTIO", "istio"],
      ["LINKERD", "linkerd"],
    ]);
    expect(stage.asked.at(-1)).toMatchObject({ via: "look", text: "names ist" });
    // Nothing goes by that name, and another command took the words for its own.
    expect(await options(stage, "suggest:names:1", "zz")).toEqual([]);
  });

  it("chosen from runs the command", async () => {
    const stage = await stageWithForm();
    const action = {
      type: "external_select",
      action_id: "suggest:names:1",
      selected_option: { value: "show a" },
    };
    await stage.deliver(homeClickRequest(action));
    await stage.stop();
    expect(stage.asked[0]?.text).toBe("show a");
  });

  it("in a dialog has what was chosen before, and lets an optional choice be taken back", async () => {
    const stage = await stageWithForm();
    await stage.deliver(shortcutRequest("compare"));
    await expect.poll(() => dialogOf(stage)).toBeDefined();
    const [, meshes, on] = dialogOf(stage).blocks as { element: { action_id: string } }[];
    expect(meshes).toMatchObject({
      element: {
        type: "multi_external_select",
        min_query_length: 0,
        max_selected_items: 3,
        initial_options: [{ text: { text: "Istio" }, value: "istio" }],
      },
    });
    const view = { ...dialogOf(stage), id: "V1", type: "modal" };
    const inDialog = { view, channel: undefined, container: { type: "view" } };
    const meshesMenu = String(meshes?.element.action_id);
    expect(await options(stage, meshesMenu, "", { ...inDialog, block_id: "meshes" })).toHaveLength(2);
    expect(stage.asked.at(-1)?.text).toBe("names meshes");
    expect(await options(stage, String(on?.element.action_id), "", { ...inDialog, block_id: "on" })).toEqual([
      ["No answer", "–"],
      ["ISTIO", "istio"],
      ["LINKERD", "linkerd"],
    ]);
  });

  it("tells how many have to be chosen", async () => {
    const stage = await stageWithForm();
    await stage.deliver(shortcutRequest("compare"));
    await expect.poll(() => dialogOf(stage)).toBeDefined();
    const { body } = await stage.deliver(submitRequest(dialogOf(stage), { meshes: ["istio"] }));
    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: { meshes: "Choose 2 at least; you chose 1." },
    });
  });
});
