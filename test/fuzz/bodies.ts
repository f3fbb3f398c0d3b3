/** Bodies of requests as Slack and Teams send them, broken in every way that still reaches the parser. */
import { clickBody, directMessage, eventBody, mention, press, slashBody } from "../fakes/slack-request.ts";
import { messageFrom } from "./messages.ts";
import type { Random } from "./random.ts";

export type Body = { readonly bytes: Buffer; readonly contentType: string };

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const oddTypes = [
  "text/plain",
  "multipart/form-data",
  "application/xml",
  "",
  "application/json; charset=utf-16",
  "/",
];

/** A delivery of Slack's; most are whole but for one thing. */
export function slackBody(random: Random, responseUrl: string): Body {
  const text = messageFrom(random);
  const kind = random.below(8);
  if (kind === 0)
    return encoded(random, form, (broken) =>
      new URLSearchParams(flat(broken(slashBody(text, { responseUrl })))).toString(),
    );
  if (kind <= 3) {
    const event = random.pick([
      mention(`<@UBOT> ${text}`),
      directMessage(text),
      { type: "app_home_opened", user: "U1", channel: "D1", tab: "home" },
      {
        type: "link_shared",
        user: "U1",
        channel: "C1",
        message_ts: "1.2",
        links: [{ url: "https://istio.io/", domain: "istio.io" }, { url: text }],
      },
    ]);
    return encoded(random, json, (broken) =>
      textOf(broken(eventBody(event, `Ev${random.below(1e9)}`)), random),
    );
  }
  const payload = random.pick([
    clickBody({ action: press(text), responseUrl }),
    submission(text, responseUrl),
    ...others(text, responseUrl),
  ]);
  return encoded(random, form, (broken) =>
    new URLSearchParams({ payload: textOf(broken(payload), random) }).toString(),
  );
}

/** An activity of Teams'. */
export function teamsBody(random: Random, activity: Readonly<Record<string, unknown>>): Body {
  const text = messageFrom(random);
  const more = random.pick([
    { text },
    {
      type: "invoke",
      name: "adaptiveCard/action",
      value: { action: { verb: "mesh", data: { command: text } } },
    },
    { value: { form: text, at: "form-1", "form-1.one.need": text, "form-1.many.__proto__": text } },
    { type: "installationUpdate", action: "add" },
    { type: "conversationUpdate", membersAdded: [{ id: text }], membersRemoved: [{ id: text }] },
    {
      text: `<at>Mesh</at> ${text}`,
      entities: [{ type: "mention", text: "<at>Mesh</at>", mentioned: { id: text } }],
    },
  ]);
  return encoded(random, json, (broken) => textOf(broken({ ...activity, ...more }), random));
}

const from = { team: { id: "T1" }, user: { id: "U1", team_id: "T1" } };

const others = (text: string, responseUrl: string) => [
  { type: "block_suggestion", ...from, action_id: "suggest:show:1", block_id: "mesh", value: text },
  { type: "shortcut", ...from, callback_id: "compare", trigger_id: "1.2.3" },
  {
    type: "message_action",
    ...from,
    callback_id: "recommend",
    trigger_id: "1.2.3",
    channel: { id: "C1" },
    message: { text, ts: "1.2" },
    response_url: responseUrl,
  },
];

const submission = (text: string, url: string) => ({
  type: "view_submission",
  ...from,
  view: {
    id: "V1",
    callback_id: "form",
    private_metadata: JSON.stringify({
      shownBy: "recommend",
      conversation: "slack:T1:C1:U1",
      place: { platform: "slack", tenant: "T1", channel: "C1", kind: "channel" },
      prefix: "/mesh ",
      url,
      to: { kind: "private", replace: false, share: true },
    }),
    blocks: [],
    state: { values: { where: { answer: { type: "radio_buttons", selected_option: { value: text } } } } },
  },
  response_urls: [],
});

type Broken = <Value>(value: Value) => unknown;

function encoded(random: Random, contentType: string, write: (broken: Broken) => string): Body {
  const whole = Buffer.from(write(random.chance(0.8) ? (value) => broken(value, random) : (value) => value));
  return {
    bytes: random.chance(0.15) ? scrambled(whole, random) : whole,
    contentType: random.chance(0.05) ? random.pick(oddTypes) : contentType,
  };
}

/** One value somewhere inside becomes another, goes missing, or is joined by one nobody asked for. */
function broken(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.chance(0.1)) return oddValue(random);
  const keys = Object.keys(value);
  if (keys.length === 0) return oddValue(random);
  const key = random.pick(keys);
  const copy: Record<string, unknown> = { ...value };
  if (random.chance(0.2)) delete copy[key];
  else if (random.chance(0.15))
    copy[random.pick(["__proto__x", "constructor", "toString", "extra", key])] = oddValue(random);
  else copy[key] = broken(copy[key], random);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

function oddValue(random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => random.below(2) === 0,
    () => random.below(1e9) - 5e8,
    () => "",
    () => messageFrom(random),
    () => [],
    () => ({}),
    () => [null, [[]], {}],
    () => ({ toString: "x", constructor: { prototype: { polluted: true } } }),
    () => nested(random.below(2_000), random.chance(0.5)),
    () => "x".repeat(random.below(30_000)),
  ])();
}

function nested(depth: number, inArrays: boolean): unknown {
  let value: unknown = "deep";
  for (let at = 0; at < depth; at++) value = inArrays ? [value] : { a: value };
  return value;
}

/** As JSON; now and then with a key that would reach an object's prototype. */
function textOf(value: unknown, random: Random): string {
  const text = JSON.stringify(value) ?? "undefined";
  if (!random.chance(0.1)) return text;
  const keys = [...text.matchAll(/"(\w+)":/gu)];
  if (keys.length === 0) return text;
  const { index, 0: key } = random.pick(keys);
  return `${text.slice(0, index)}"__proto__":${text.slice(index + key.length)}`;
}

const flat = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, it]) => [
          key,
          typeof it === "string" ? it : (JSON.stringify(it) ?? ""),
        ]),
      )
    : { text: String(value) };

function scrambled(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  switch (random.below(4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), noise(random), bytes.subarray(at)]);
    case 2:
      return noise(random);
    default: {
      const copy = Buffer.from(bytes);
      for (let count = random.below(8); count > 0; count--)
        copy[random.below(copy.length)] = random.below(256);
      return copy;
    }
  }
}

const noise = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
