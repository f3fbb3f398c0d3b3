/** Answers people who are still writing: search results, dialogs, and previews of links. Nothing is done for them. */
import { z } from "zod";
import type { Ask, Bot, Reply } from "../../bot/ask.ts";
import { soleForm } from "../../card/form.ts";
import { type TeamsActivity, tenantsOf } from "./activity.ts";
import { askedBy } from "./click.ts";
import { dialogOf, insertOf } from "./insert.ts";
import { personOf, placeOf } from "./intake.ts";
import { limits } from "./limits.ts";

const command = z.string().regex(/^[a-z]{1,30}$/u);
const querySchema = z.object({
  /** The command that lists what fits; the Agents Playground may leave it out. */
  commandId: command.nullish().catch(undefined),
  parameters: z.array(z.object({ name: z.string().nullish(), value: z.unknown() })).default([]),
});
const linkSchema = z.object({ url: z.string() });
const taskSchema = z.object({
  commandId: command,
  commandContext: z.string().nullish(),
  /** Where the command was chosen from a message's menu. */
  messagePayload: z.object({ body: z.object({ content: z.string().nullish() }).nullish() }).nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
});

type Body = Readonly<Record<string, unknown>>;

type Parts = {
  readonly bot: Bot;
  /** The domains whose links get a preview. */
  readonly domains: readonly string[];
};

/** The body of the answer; undefined where the activity is something else. */
export type Compose = (activity: TeamsActivity) => Promise<Body | undefined>;

export function createCompose({ bot, domains }: Parts): Compose {
  const look = (activity: TeamsActivity, text: string, values?: Ask["values"]): Promise<Reply> =>
    bot.reply({
      platform: "teams",
      via: "look",
      text,
      conversation: `teams:${tenantsOf(activity)[0] ?? ""}:compose`,
      from: { place: placeOf(activity), person: personOf(activity), heardBy: "asker" },
      ...(values && { values }),
    });

  /** What was typed as a question, then the cards of the names that fit it. */
  async function search(activity: TeamsActivity): Promise<Body> {
    const { commandId, parameters = [] } = querySchema.safeParse(activity.value).data ?? {};
    const typed = parameters
      .flatMap(({ name, value }) => (name === "initialRun" || typeof value !== "string" ? [] : [value]))
      .join(" ")
      .trim();
    const direct = typed === "" ? [] : [await look(activity, typed)];
    const menu = commandId ? await look(activity, `${commandId} ${typed}`.trim()) : undefined;
    const blocks = menu?.command === commandId ? (menu?.card.blocks ?? []) : [];
    const named = blocks.flatMap((block) => (block.type === "select" ? block.options : []));
    const others: Reply[] = [];
    for (const option of named.slice(0, limits.results)) others.push(await look(activity, option.command));
    const inserts = [...direct, ...others]
      .filter(isWorthInserting)
      .filter(({ card }, at, all) => all.findIndex((other) => other.card.title === card.title) === at)
      .flatMap(({ card }) => insertOf(card, prefixOf(activity)) ?? []);
    const text = "Nothing is known by that name. Try istio, mtls, or istio vs linkerd.";
    return inserts.length > 0 ? results(fitting(inserts)) : { composeExtension: { type: "message", text } };
  }

  async function preview(activity: TeamsActivity): Promise<Body> {
    const { url = "" } = linkSchema.safeParse(activity.value).data ?? {};
    const host = URL.parse(url)?.hostname ?? "";
    const isServed = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    const reply = isServed ? await look(activity, url) : undefined;
    const insert = reply?.outcome === "answered" ? insertOf(reply.card, prefixOf(activity)) : undefined;
    return results(insert ? [insert] : []);
  }

  /** The dialog of an action: the card its command answers with, alone or about a message. */
  async function open(activity: TeamsActivity): Promise<Body | undefined> {
    const task = taskSchema.safeParse(activity.value).data;
    if (!task) return undefined;
    const about = wordsIn(task.messagePayload?.body?.content ?? "");
    return dialog(await look(activity, `${task.commandId} ${about}`.trim()), prefixOf(activity));
  }

  /** What was filled in or pressed in a dialog: an answer goes into the message, all else stays in the dialog. */
  async function submit(activity: TeamsActivity): Promise<Body | undefined> {
    const { data, commandContext } = taskSchema.safeParse(activity.value).data ?? {};
    const submitted = askedBy(data);
    if (!submitted) return undefined;
    const reply = await look(activity, submitted.text, submitted.values);
    const prefix = prefixOf(activity);
    const insert =
      commandContext !== "message" && isWorthInserting(reply) ? insertOf(reply.card, prefix) : undefined;
    return insert ? results([insert]) : dialog(reply, prefix);
  }

  return async (activity) => {
    if (activity.type !== "invoke") return undefined;
    switch (activity.name) {
      case "composeExtension/query":
        return search(activity);
      case "composeExtension/queryLink":
        return preview(activity);
      case "composeExtension/fetchTask":
        return open(activity);
      case "composeExtension/submitAction":
        return submit(activity);
      default:
        return undefined;
    }
  };
}

/** Only an answer others may read is worth putting into a message, not a question back or a mistake. */
const isWorthInserting = ({ outcome, card, private: secret }: Reply): boolean =>
  (outcome === "answered" || outcome === "assumed") && !secret && !soleForm(card);

/** The card may go anywhere, and is read by people who have to call the bot by its name. */
const prefixOf = ({ recipient }: TeamsActivity): string => `@${recipient.name ?? "Mesh"} `;

const results = (attachments: readonly object[]): Body => ({
  composeExtension: { type: "result", attachmentLayout: "list", attachments },
});

const dialog = ({ card }: Reply, prefix: string): Body => ({
  task: {
    type: "continue",
    value: { title: "Mesh Advisor", width: "medium", height: "large", card: dialogOf(card, prefix) },
  },
});

/** As many as one answer may hold. */
function fitting<Item>(items: readonly Item[]): readonly Item[] {
  let size = 0;
  return items.filter((item, at) => {
    size += JSON.stringify(item).length;
    return at === 0 || size <= limits.resultsBytes;
  });
}

/** The words of a message, which comes as HTML. */
const wordsIn = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/div|\/li)\b[^<>]*>/giu, "\n")
    .replace(/<[^<>]*>/gu, "")
    .replace(/&nbsp;/gu, " ")
    .replace(/&lt;/gu, "<")
    .replace(/&gt;/gu, ">")
    .replace(/&quot;/gu, '"')
    .replace(/&amp;/gu, "&")
    .trim();
