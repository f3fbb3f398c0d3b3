import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askOfSlash, askOfSpoken, clickOf, inWords } from "../../../src/platforms/slack/hearing/intake.ts";
import { clickBody, directMessage, mention, press, slashBody } from "../../fakes/slack-request.ts";
import { fromSlack } from "./from.ts";

const spoken = (text: string, more = {}) => {
  const event = { type: "app_mention", channel: "C1", ts: "170.1", ...mention(text, more) };
  return askOfSpoken(event, "T1", "UBOT");
};

describe("Slack's markup in words", () => {
  it.each([
    ["compare <https://istio.io|istio.io> linkerd", "compare istio.io linkerd"],
    ["see <https://istio.io/docs?a=1&amp;b=2>", "see https://istio.io/docs?a=1&b=2"],
    ["mail <mailto:ann@example.com|ann@example.com>", "mail ann@example.com"],
    ["mail <mailto:ann@example.com>", "mail ann@example.com"],
    ["ask <@U2|bob> or <@U3>", "ask @bob or @U3"],
    ["in <#C1|general> or <#C2> or <#C3|>", "in #general or #C2 or #C3"],
    ["<!here> and <!subteam^S1|@platform> and <!channel>", "@here and @platform and @channel"],
    ["R&amp;D &lt;now&gt; &amp;amp; &quot;", "R&D <now> &amp; &quot;"],
    ["a < b > c", "a < b > c"],
    ["show <mesh> <>", "show <mesh> <>"],
  ])("%j reads %j", (text, words) => {
    expect(inWords(text)).toBe(words);
  });

  it("holds no link, mention or entity that Slack wrote, whatever was typed", () => {
    const typed = fc.array(fc.constantFrom("istio", "&", "<", ">", "@", "#", "!", "|", " ", "\n"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(typed, (pieces) => {
        const text = pieces.join("");
        const sent = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
        expect(inWords(sent)).toBe(text.trim());
      }),
    );
  });

  it("reads the longest message there is without delay", () => {
    for (const piece of ["<", "<@", "<!", "&", "<a|", "|", "&amp", "<a:|", "<@|"])
      expect(inWords(piece.repeat(40_000 / piece.length))).toBeTypeOf("string");
  });
});

describe("a mention as an ask", () => {
  it.each([
    ["<@UBOT> what is kuma", "what is kuma"],
    ["<@UBOT> <@UBOT|mesh>: what is kuma", "what is kuma"],
    ["hey <@UBOT>, what is kuma?", "hey   what is kuma?"],
    ["<@UBOT>", ""],
    ["<@UBOT> ask <@U2|bob>", "ask @bob"],
    ["<@UBOT>\u00a0compare istio\nlinkerd", "compare istio\nlinkerd"],
  ])("%j asks %j", (text, asked) => {
    expect(spoken(text)?.text).toBe(asked);
  });

  it("loses its first mention while the bot does not know its own id", () => {
    const event = {
      type: "app_mention",
      user: "U1",
      channel: "C1",
      ts: "1.1",
      text: "<@UBOT> ask <@U2|bob>",
    };
    expect(askOfSpoken(event, "T1", undefined)?.text).toBe("ask @bob");
  });

  it.each([
    ["a bot", { bot_id: "B2" }],
    ["itself", { user: "UBOT" }],
    ["Slackbot", { user: "USLACKBOT" }],
    ["nobody", { user: undefined }],
    ["an edit", { edited: { user: "U1", ts: "1.2" } }],
    ["a direct message, which comes as a message too", { channel: "D1" }],
  ])("is none when it comes from %s", (_, more) => {
    expect(spoken("<@UBOT> hi", more)).toBeUndefined();
  });
});

describe("a direct message as an ask", () => {
  it("keeps one conversation with each person", () => {
    const event = {
      type: "message",
      channel: "D1",
      ts: "170.1",
      ...directMessage("show <https://kuma.io|kuma>"),
    };
    expect(askOfSpoken(event, "T1", "UBOT")).toEqual({
      platform: "slack",
      via: "direct",
      text: "show kuma",
      conversation: "slack:T1:D1:U1",
      from: fromSlack("D1"),
    });
  });

  it("may come with a file", () => {
    const event = {
      type: "message",
      channel: "D1",
      ts: "1.1",
      ...directMessage("what is kuma", { subtype: "file_share" }),
    };
    expect(askOfSpoken(event, "T1", "UBOT")?.text).toBe("what is kuma");
  });
});

describe("a slash command as an ask", () => {
  it("may have no text", () => {
    const { text: _, ...body } = slashBody("");
    expect(askOfSlash(body)).toEqual({
      platform: "slack",
      via: "slash",
      text: "",
      conversation: "slack:T1:C1:U1",
      from: fromSlack("C1"),
    });
  });
});

describe("a click as an ask", () => {
  const responseUrl = "http://127.0.0.1:9/";

  it("keeps to the thread of a card in a channel, and to the clicker elsewhere", () => {
    const at = (more: object) =>
      clickOf(clickBody({ action: press("show istio"), responseUrl, ...more }))?.ask.conversation;
    expect(at({})).toBe("slack:T1:C1:U1");
    expect(at({ message: { ts: "171.1" } })).toBe("slack:T1:C1:171.1");
    expect(at({ message: { ts: "171.1", thread_ts: "170.1" } })).toBe("slack:T1:C1:170.1");
    expect(at({ channel: "D1", message: { ts: "171.1" } })).toBe("slack:T1:D1:U1");
  });

  it("is none without a value or a channel", () => {
    const { channel: _, ...homeless } = clickBody({ action: press("show istio"), responseUrl });
    expect(clickOf(homeless)).toBeUndefined();
    expect(
      clickOf(clickBody({ action: { type: "button", action_id: "link:1" }, responseUrl })),
    ).toBeUndefined();
    expect(clickOf({ ...clickBody({ action: press("x"), responseUrl }), actions: [] })).toBeUndefined();
  });

  it("finds the workspace of a person from another one", () => {
    const body = clickBody({ action: press("show istio"), responseUrl });
    expect(clickOf({ ...body, team: null })?.ask.conversation).toBe("slack:T1:C1:U1");
  });
});
