import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMeshBot } from "../../../src/lone-bot.ts";
import type { AdaptiveCard } from "../../../src/platforms/teams/adaptive-card.ts";
import { bytesOf, limits } from "../../../src/platforms/teams/limits.ts";
import { clock } from "../../mesh-bot.ts";
import { complaintsAbout, textsIn, valuesOf } from "./adaptive-card-check.ts";
import { channelPost, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  const bot = createMeshBot({ clock, log: { info: () => {}, error: () => {} } });
  stage = await openStage({ bot, previewDomains: ["istio.io", "developer.hashicorp.com"] });
});
afterAll(() => stage.stop());

type Attachment = {
  readonly contentType: string;
  readonly content: AdaptiveCard;
  readonly preview?: { readonly contentType: string; readonly content: { title: string; text: string } };
};
type Body = {
  readonly composeExtension?: {
    readonly type: string;
    readonly text?: string;
    readonly attachmentLayout?: string;
    readonly attachments?: readonly Attachment[];
  };
  readonly task?: {
    readonly type: string;
    readonly value: { readonly card: Attachment; readonly title: string };
  };
};

const invoke = (name: string, value: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  type: "invoke",
  name: `composeExtension/${name}`,
  text: undefined,
  value,
  ...more,
});

async function answerTo(...[name, value, more]: Parameters<typeof invoke>): Promise<Body> {
  const before = stage.framework.sent.length;
  const response = await stage.deliver(invoke(name, value, more));
  expect(response.status).toBe(200);
  // Everything is in the answer; nothing is sent besides.
  expect(stage.framework.sent.length).toBe(before);
  return (await response.json()) as Body;
}

const searchFor = (typed: string, commandId: string | null = "names") =>
  answerTo("query", { commandId, parameters: [{ name: "question", value: typed }] });
const titles = ({ composeExtension }: Body) =>
  composeExtension?.attachments?.map(({ preview }) => preview?.content.title);

describe("a search while somebody writes", () => {
  it("gives cards to put into a message, each with its preview", async () => {
    const { composeExtension } = await searchFor("istio");
    expect(composeExtension).toMatchObject({ type: "result", attachmentLayout: "list" });
    const [first] = composeExtension?.attachments ?? [];
    expect(first).toMatchObject({
      contentType: "application/vnd.microsoft.card.adaptive",
      preview: {
        contentType: "application/vnd.microsoft.card.thumbnail",
        content: { title: "Istio", text: expect.stringMatching(/mesh/u) },
      },
    });
    expect(textsIn(first?.content)[0]).toContain("Istio");
    for (const { content } of composeExtension?.attachments ?? [])
      expect(complaintsAbout(content)).toEqual([]);
  });

  it("answers a whole question first, then offers what has that name", async () => {
    expect(titles(await searchFor("istio vs linkerd"))?.[0]).toBe("Istio and Linkerd");
    expect(titles(await searchFor("mtl"))).toContain("Mutual TLS");
    expect(titles(await searchFor("lnkrd"))).toEqual(["Linkerd"]);
  });

  it("begins with the meshes people ask about most", async () => {
    const body = await answerTo("query", {
      commandId: "names",
      parameters: [{ name: "initialRun", value: "true" }],
    });
    expect(titles(body)?.[0]).toBe("Istio");
    expect(titles(body)?.length).toBeGreaterThan(3);
    expect(JSON.stringify(body).length).toBeLessThan(limits.resultsBytes + 50_000);
  });

  it("works without the id of a command", async () => {
    expect(titles(await searchFor("kuma", null))).toEqual(["Kuma"]);
    expect(titles(await answerTo("query", { parameters: [{ value: "kuma" }] }))).toEqual(["Kuma"]);
  });

  it("says so where nothing is known by a name", async () => {
    expect((await searchFor("zzzzqqqq")).composeExtension).toMatchObject({
      type: "message",
      text: expect.stringContaining("Try istio"),
    });
  });

  it.each(["follow istio", "recommend", "compare", "decide istio because it fits"])(
    "answers nothing to “%s”, which has to be sent to be done",
    async (typed) => {
      const body = await searchFor(typed, null);
      expect(body.composeExtension).toMatchObject({ type: "message" });
    },
  );

  it.each([undefined, null, 7, {}, { parameters: "x" }, { commandId: "../x", parameters: [{ name: 1 }] }])(
    "survives the value %j",
    async (value) => {
      expect((await answerTo("query", value)).composeExtension).toBeDefined();
    },
  );

  it("is refused without a token", async () => {
    const { status } = await stage.post(JSON.stringify(stage.activity(invoke("query", {}))));
    expect(status).toBe(401);
  });
});

describe("a link", () => {
  it.each([
    ["https://istio.io/latest/docs/ops/", "Istio"],
    ["https://developer.hashicorp.com/consul/docs", "Consul Connect"],
  ])("%s gets the card of %s", async (url, name) => {
    const body = await answerTo("queryLink", { url });
    expect(titles(body)).toEqual([name]);
    const [card] = body.composeExtension?.attachments ?? [];
    expect(bytesOf(JSON.stringify(card?.content))).toBeLessThan(8_000);
  });

  it.each([
    "https://linkerd.io/",
    "https://developer.hashicorp.com/vault",
    "https://notistio.io/",
    "x",
    undefined,
  ])("%s gets none", async (url) => {
    expect(titles(await answerTo("queryLink", { url }))).toEqual([]);
  });
});

/** What a client sends for a dialog filled in: the data of its button, and the inputs by the start of their label. */
function filledIn({ body }: AdaptiveCard, answers: Readonly<Record<string, readonly string[]>>) {
  const [data] = valuesOf(body, "data").filter((it) => typeof it === "object" && it !== null && "form" in it);
  const inputs = (
    body as readonly {
      type: string;
      id?: string;
      label?: string;
      choices?: { title: string; value: string }[];
    }[]
  )
    .filter(({ type }) => type.startsWith("Input."))
    .map(({ id, label = "", choices = [] }) => {
      const said = Object.entries(answers).find(([start]) => label.startsWith(start))?.[1] ?? [];
      return [
        id,
        choices
          .filter(({ title }) => said.includes(title))
          .map(({ value }) => value)
          .join(","),
      ];
    });
  return { ...(data as object), ...Object.fromEntries(inputs) };
}

describe("an action", () => {
  const open = async (commandId: string, more = {}) =>
    (await answerTo("fetchTask", { commandId, commandContext: "compose", ...more })).task?.value.card.content;
  const submit = (data: unknown, commandContext = "compose") =>
    answerTo("submitAction", { commandId: "compare", commandContext, data });

  it("opens the form of its command, whose buttons send as dialogs need it", async () => {
    const card = await open("compare");
    expect(card && complaintsAbout(card)).toEqual([]);
    expect(JSON.stringify(card)).not.toContain("Action.Execute");
    expect(valuesOf(card, "data")[0]).toMatchObject({ form: "compare" });
  });

  it("filled in, puts the answer into the message", async () => {
    const card = await open("compare");
    if (!card) throw new Error("no dialog");
    const body = await submit(
      filledIn(card, { "Which meshes?": ["Istio", "Kuma"], "On what?": ["Security"] }),
    );
    expect(titles(body)).toEqual(["Istio and Kuma: security"]);
    expect(stage.asks.at(-1)).toMatchObject({
      via: "look",
      text: "compare",
      values: { meshes: ["istio", "kuma"] },
    });
  });

  it("filled in wrongly, stays open with what to change", async () => {
    const card = await open("compare");
    if (!card) throw new Error("no dialog");
    const { task } = await submit(filledIn(card, { "Which meshes?": ["Istio"] }));
    expect(textsIn(task?.value.card.content).join(" ")).toContain("Choose 2 at least; you chose 1.");
  });

  it("takes the shorter ways on its card as well", async () => {
    expect(titles(await submit({ command: "compare istio linkerd" }))).toEqual(["Istio and Linkerd"]);
  });

  it("does nothing that would change something", async () => {
    const { task } = await submit({ command: "follow all" });
    expect(textsIn(task?.value.card.content).join(" ")).toContain("Only what is sent is done.");
  });

  it("on a message explains what it names, in a dialog only its reader sees", async () => {
    const content = "<p>Move from&nbsp;<b>OSM</b> to Linkerd?</p><p>For mTLS &amp; retries</p>";
    const card = await open("glossary", { commandContext: "message", messagePayload: { body: { content } } });
    expect(textsIn(card).join(" ")).toMatch(/Open Service Mesh.*Linkerd.*Mutual TLS.*Retries/su);
    expect(stage.asks.at(-1)?.text).toBe("glossary Move from OSM to Linkerd?\nFor mTLS & retries");
    const next = await submit({ command: "show linkerd" }, "message");
    expect(textsIn(next.task?.value.card.content)[0]).toContain("Linkerd");
  });

  it.each([{}, { commandId: 7 }, { commandId: "compare; x" }])(
    "that is none of ours, %j, is not answered",
    async (value) => {
      expect((await stage.deliver(invoke("fetchTask", value))).status).toBe(501);
    },
  );
});

describe("a click on a card that somebody put into a chat without the bot", () => {
  it("is answered with how to go on", async () => {
    stage.framework.behave({ troubles: [{ status: 403 }] });
    const { conversation } = channelPost("");
    const data = { command: "show istio" };
    const value = { action: { type: "Action.Execute", verb: "mesh", data } };
    const response = await stage.deliver({
      type: "invoke",
      name: "adaptiveCard/action",
      value,
      conversation,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      value: expect.stringContaining("I am not in this conversation"),
    });
    stage.framework.behave({});
  });
});
