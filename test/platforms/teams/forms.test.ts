import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field, Form } from "../../../src/card/form.ts";
import { createMeshBot } from "../../../src/lone-bot.ts";
import { renderTeams } from "../../../src/platforms/teams/render.ts";
import { clock } from "../../mesh-bot.ts";
import { complaintsAbout, textsIn, valuesOf } from "./adaptive-card-check.ts";
import { channelPost, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  const bot = createMeshBot({ clock, log: { info: () => {}, error: () => {} } });
  stage = await openStage({ bot });
});
afterAll(() => stage.stop());

type Input = {
  readonly type: string;
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
};

const inputsOf = (card: unknown): readonly Input[] =>
  ((card as { body?: readonly Input[] }).body ?? []).filter(({ type }) => type.startsWith("Input."));

/** What a client sends for a card filled in by label: a text, or the titles of choices. */
function filledIn(card: unknown, answers: Readonly<Record<string, string | readonly string[]>>) {
  const [data] = valuesOf(card, "data").filter((it) => typeof it === "object" && it !== null && "form" in it);
  const inputs = inputsOf(card).map(({ id, label, choices = [] }) => {
    const said = Object.entries(answers).find(([start]) => label.startsWith(start))?.[1] ?? [];
    const chosen = choices.filter(({ title }) => said.includes(title)).map(({ value }) => value);
    return [id, typeof said === "string" ? said : chosen.join(",")];
  });
  return { ...(data as object), ...Object.fromEntries(inputs) };
}

const execute = (data: object) => ({
  type: "invoke",
  name: "adaptiveCard/action",
  value: { action: { type: "Action.Execute", verb: "mesh", data }, trigger: "manual" },
});

async function cardSentBy(changes: Readonly<Record<string, unknown>>) {
  const before = stage.framework.sent.length;
  expect((await stage.deliver(changes)).status).toBe(200);
  const sent = stage.framework.sent.slice(before);
  expect(sent).toHaveLength(1);
  return { method: sent[0]?.method, card: sent[0]?.activity.attachments?.[0]?.content };
}

const answers = {
  "Where do your services run?": ["Nomad", "Virtual machines or bare metal"],
  "Who will look after the mesh?": ["A small team, beside other work"],
  "Anything else?": "100% mTLS, not Istio",
};
const sentence = "recommend on virtual machines or bare metal; on Nomad; a small team; 100% mTLS, not Istio";
const tooMany = {
  "What matters most?": ["Easy to run", "Low latency", "A wide community", "Strong security"],
};

describe("a form in Teams", () => {
  it("is inputs and one button, for old and new clients alike", async () => {
    const { card } = await cardSentBy({ text: "recommend" });
    expect(inputsOf(card).map(({ type, label }) => [type, label])).toEqual([
      ["Input.ChoiceSet", "Where do your services run? Choose all that apply."],
      ["Input.ChoiceSet", "Who will look after the mesh?"],
      ["Input.ChoiceSet", "What matters most? Up to three."],
      ["Input.ChoiceSet", "What must it have? What you cannot do without."],
      ["Input.ChoiceSet", "What do you already use?"],
      ["Input.Text", "Anything else? In your own words, such as: 12 services, gRPC, not Istio."],
    ]);
    expect(valuesOf(card, "actions")).toEqual([
      [expect.objectContaining({ type: "Action.Execute", title: "Recommend", style: "positive" })],
    ]);
    expect(valuesOf(card, "fallback")).toEqual([
      { type: "Action.Submit", title: "Recommend", data: { form: "recommend", at: "form-1" } },
    ]);
  });

  it("filled in, is answered in its place with the sentence it stands for", async () => {
    const { card } = await cardSentBy({ text: "recommend" });
    const response = await stage.deliver(execute(filledIn(card, answers)));
    const body = (await response.json()) as { type: string; value: unknown };
    expect(body.type).toBe("application/vnd.microsoft.card.adaptive");
    expect(textsIn(body.value).join("")).toContain(`You asked: ${sentence}`);
    expect(textsIn(body.value)[0]).toContain("Consul Connect fits best");
    expect(stage.asks.at(-1)).toMatchObject({
      via: "form",
      text: "recommend",
      values: { where: ["on virtual machines or bare metal", "on Nomad"], else: ["100% mTLS, not Istio"] },
    });
  });

  it("filled in by an older client, is answered in its place too", async () => {
    const { card } = await cardSentBy({ text: "recommend" });
    const answered = await cardSentBy({
      text: undefined,
      value: filledIn(card, answers),
      replyToId: "card-1",
    });
    expect(answered.method).toBe("PUT");
    expect(textsIn(answered.card).join("")).toContain(`You asked: ${sentence}`);
  });

  it("filled in wrongly, comes back with what to change and what was filled in", async () => {
    const { card } = await cardSentBy({ text: "recommend" });
    const wrong = { ...answers, ...tooMany };
    const { value } = (await (await stage.deliver(execute(filledIn(card, wrong)))).json()) as {
      value: unknown;
    };
    expect(textsIn(value).join("")).toContain("What matters most? Choose 3 at most; you chose 4.");
    const values = inputsOf(value).map(({ value: kept }) => kept);
    expect(values).toEqual([
      "on%20virtual%20machines%20or%20bare%20metal,on%20Nomad",
      "a%20small%20team",
      "simplicity,low%20latency,strong%20security,a%20wide%20community",
      undefined,
      undefined,
      "100% mTLS, not Istio",
    ]);
    const again = (await (await stage.deliver(execute(filledIn(value, answers)))).json()) as {
      value: unknown;
    };
    expect(textsIn(again.value).join("")).toContain(`You asked: ${sentence}`);
  });

  it("in a channel is answered by a reply for all, and corrected for who filled it in", async () => {
    const { card } = await cardSentBy(channelPost("recommend"));
    const { conversation } = channelPost("");
    const inChannel = (said: Parameters<typeof filledIn>[1]) => ({
      ...execute(filledIn(card, said)),
      conversation,
      replyToId: "card-1",
    });
    const before = stage.framework.sent.length;
    const corrected = await (await stage.deliver(inChannel(tooMany))).json();
    expect(corrected).toMatchObject({ type: "application/vnd.microsoft.card.adaptive" });
    expect(stage.framework.sent).toHaveLength(before);

    const answered = await cardSentBy(inChannel(answers));
    expect(answered.method).toBe("POST");
    expect(textsIn(answered.card).join("")).toContain(`You asked: @Mesh ${sentence}`);
  });
});

const options = Array.from({ length: 8 }, (_, at) => ({ label: `Option, ${at}`, words: `option, ${at}` }));
const fields: readonly Field[] = [
  { id: "one", kind: "choice", label: "One", options },
  {
    id: "few",
    kind: "choice",
    label: "Few",
    required: true,
    options: options.slice(0, 3),
    initial: ["option, 1"],
  },
  {
    id: "many",
    kind: "choices",
    label: "Many",
    required: true,
    options,
    initial: ["option, 0", "option, 7"],
  },
  { id: "text", kind: "text", lines: "one", longest: 80, label: "Text" },
];
const form: Form = {
  type: "form",
  title: "Title",
  open: "Open",
  submit: "Send",
  shownBy: "ask",
  command: "ask",
  between: " ",
  fields,
};

describe("a form rendered for Teams", () => {
  const card = renderTeams(
    {
      title: "T",
      banners: [],
      blocks: [form, form, { type: "buttons", buttons: [{ label: "Away", command: "help" }] }],
    },
    { prefix: "" },
  );
  const inputs = inputsOf(card);

  it("is valid, with ids no other form of the card has", () => {
    expect(complaintsAbout(card)).toEqual([]);
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(8);
  });

  it("offers a way not to choose where an answer is free, and says what is missing where it is not", () => {
    expect(inputs[0]).toMatchObject({ style: "compact", choices: { length: 9, 8: { title: "No answer" } } });
    expect(inputs[0]).not.toHaveProperty("isRequired");
    expect(inputs[1]).toMatchObject({
      style: "expanded",
      isRequired: true,
      errorMessage: "This needs an answer.",
      value: "option%2C%201",
      choices: { length: 3 },
    });
    expect(inputs[2]).toMatchObject({ isMultiSelect: true, value: "option%2C%200,option%2C%207" });
    expect(inputs[3]).toMatchObject({ type: "Input.Text", maxLength: 80 });
  });

  it("holds up no other button", () => {
    const away = valuesOf(card, "actions").flat().at(-1);
    expect(away).toMatchObject({ associatedInputs: "none", fallback: { associatedInputs: "none" } });
  });
});
