import { describe, expect, it } from "vitest";
import { activitySchema } from "../../../src/platforms/teams/activity.ts";
import { askOf } from "../../../src/platforms/teams/intake.ts";

const read = (changes: Readonly<Record<string, unknown>>) =>
  askOf(
    activitySchema.parse({
      type: "message",
      channelId: "msteams",
      serviceUrl: "https://smba.trafficmanager.net/amer/",
      from: { id: "29:ann" },
      recipient: { id: "28:mesh", name: "Mesh" },
      conversation: { id: "a:1", conversationType: "personal", tenantId: "t-1" },
      ...changes,
    }),
  );

const personal = {
  place: { platform: "teams", tenant: "t-1", channel: "a:1", kind: "direct" },
  person: { id: "29:ann" },
  heardBy: "asker",
};

const mention = (id: string, text: string) => ({ type: "mention", text, mentioned: { id, name: "whoever" } });
const mesh = mention("28:mesh", "<at>Mesh</at>");

describe("what was typed", () => {
  it("is direct in a personal chat and a mention elsewhere", () => {
    expect(read({ text: "istio" })).toEqual({
      platform: "teams",
      via: "direct",
      text: "istio",
      conversation: "teams:t-1:a:1",
      from: personal,
    });
    const channel = { id: "19:c@thread.tacv2;messageid=17", conversationType: "channel", tenantId: "t-1" };
    expect(read({ text: "<at>Mesh</at> istio", entities: [mesh], conversation: channel })).toEqual({
      platform: "teams",
      via: "mention",
      text: "istio",
      conversation: "teams:t-1:19:c@thread.tacv2;messageid=17",
      from: {
        place: {
          platform: "teams",
          tenant: "t-1",
          channel: "19:c@thread.tacv2",
          kind: "channel",
          thread: "17",
        },
        person: { id: "29:ann" },
        heardBy: "everyone",
      },
    });
  });

  const texts: readonly (readonly [string, string, readonly unknown[], string])[] = [
    [
      "drops the bot's name wherever it stands",
      "<at>Mesh</at> istio <at>Mesh</at> vs kuma<at>Mesh</at>",
      [mesh],
      "istio   vs kuma",
    ],
    ["drops the bot's name with what Teams puts around it", "<at>Mesh</at>&nbsp;istio\n", [mesh], "istio"],
    [
      "keeps other people as one word each",
      '<at>Mesh</at> ask <at>Ann Ops</at> and <at id="1">Bob</at>',
      [mesh, mention("29:ann", "<at>Ann Ops</at>")],
      "ask @Ann-Ops and @Bob",
    ],
    [
      "keeps a namesake of the bot",
      "<at>Mesh</at> and <at>Mesh Team</at>",
      [mesh, mention("tag:1", "<at>Mesh Team</at>")],
      "and @Mesh-Team",
    ],
    [
      "decodes entities once, after the mentions are gone",
      "a &amp;amp; b &lt;at&gt;Mesh&lt;/at&gt;",
      [mesh],
      "a &amp; b <at>Mesh</at>",
    ],
    ["keeps line breaks", "istio\nlinkerd<br>kuma", [], "istio\nlinkerd\nkuma"],
    ["is empty for a mention alone", "<at>Mesh</at>", [mesh], ""],
    [
      "ignores entities that are no mentions",
      "istio",
      [{ type: "clientInfo", locale: "en" }, { type: "mention" }],
      "istio",
    ],
  ];
  it.each(texts)("%s", (_, text, entities, words) => {
    expect(read({ text, entities })?.text).toBe(words);
  });

  it("may be missing, as with a picture", () => {
    expect(read({ attachments: [] })?.text).toBe("");
  });
});

describe("a click", () => {
  const clicked = {
    platform: "teams",
    via: "click",
    text: "show istio",
    conversation: "teams:t-1:a:1",
    from: personal,
  };

  it("is read from Action.Submit, and from Action.Execute", () => {
    expect(read({ value: { command: "show istio" } })).toEqual(clicked);
    const value = {
      action: { type: "Action.Execute", verb: "mesh", data: { command: "show istio", "choice-1": "help" } },
    };
    expect(read({ type: "invoke", name: "adaptiveCard/action", value })).toEqual(clicked);
  });

  it("takes what was chosen in the list it belongs to", () => {
    expect(read({ value: { choice: "choice-2", "choice-1": "help", "choice-2": "show istio" } })).toEqual(
      clicked,
    );
  });

  const others: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    [
      "another verb",
      {
        type: "invoke",
        name: "adaptiveCard/action",
        value: { action: { verb: "other", data: { command: "x" } } },
      },
    ],
    ["no data", { type: "invoke", name: "adaptiveCard/action", value: { action: { verb: "mesh" } } }],
    [
      "a command that is no text",
      {
        type: "invoke",
        name: "adaptiveCard/action",
        value: { action: { verb: "mesh", data: { command: {} } } },
      },
    ],
    ["another invoke", { type: "invoke", name: "composeExtension/query", value: { command: "show istio" } }],
  ];
  it.each(others)("is not %s", (_, changes) => {
    expect(read(changes)).toBeUndefined();
  });
});

describe("other events", () => {
  it("welcome whoever installs the bot, once", () => {
    expect(read({ type: "installationUpdate", action: "add" })).toMatchObject({ via: "install", text: "" });
    for (const action of ["remove", "add-upgrade", undefined])
      expect(read({ type: "installationUpdate", action })).toBeUndefined();
    expect(read({ type: "conversationUpdate", membersAdded: [{ id: "28:mesh" }] })).toBeUndefined();
  });

  it("are ignored, as are other bots and the bot itself", () => {
    for (const type of ["typing", "messageReaction", "messageUpdate", "event", "toString"])
      expect(read({ type })).toBeUndefined();
    expect(read({ text: "istio", from: { id: "28:mesh" } })).toBeUndefined();
    expect(read({ text: "istio", from: { id: "28:other", role: "bot" } })).toBeUndefined();
  });
});
