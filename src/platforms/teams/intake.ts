/** Reads an activity of Teams as an ask. */
import { z } from "zod";
import type { Ask, Via } from "../../bot/ask.ts";
import type { From, Person, Place } from "../../bot/place.ts";
import { isPersonal, type TeamsActivity, tenantsOf } from "./activity.ts";
import { askedBy } from "./click.ts";
import { limits } from "./limits.ts";

const mentionSchema = z.object({
  type: z.literal("mention"),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string(), name: z.string().optional() }),
});

const actionSchema = z.object({
  action: z.object({ verb: z.literal("mesh"), data: z.record(z.string(), z.unknown()) }),
});

/** Undefined for everything that asks nothing: other events, other bots, the bot itself. */
export function askOf(activity: TeamsActivity): Ask | undefined {
  if (activity.from.id === activity.recipient.id || activity.from.role === "bot") return undefined;
  switch (activity.type) {
    case "message": {
      const clicked = clickIn(activity, activity.value);
      if (clicked) return clicked;
      return ask(activity, isPersonal(activity) ? "direct" : "mention", wordsOf(activity));
    }
    case "invoke": {
      if (activity.name !== "adaptiveCard/action") return undefined;
      return clickIn(activity, actionSchema.safeParse(activity.value).data?.action.data);
    }
    case "installationUpdate":
      return activity.action === "add" ? ask(activity, "install", "") : undefined;
    default:
      return undefined;
  }
}

const ask = (activity: TeamsActivity, via: Via, text: string): Ask => ({
  platform: "teams",
  via,
  text,
  conversation: `teams:${tenantsOf(activity)[0] ?? ""}:${activity.conversation.id}`,
  from: fromOf(activity),
});

const fromOf = (activity: TeamsActivity): From => ({
  place: placeOf(activity),
  person: personOf(activity),
  heardBy: isPersonal(activity) ? "asker" : "everyone",
});

/** By the id the whole organisation knows them by; Teams has another one for every bot. */
export const personOf = ({ from }: TeamsActivity): Person => ({
  id: from.aadObjectId ?? from.id,
  ...(from.name && { name: from.name }),
});

/** A channel's conversation names the thread after its own id. */
export function placeOf(activity: TeamsActivity): Place {
  const { id, conversationType } = activity.conversation;
  const [channel = id, thread] = id.split(";messageid=");
  return {
    platform: "teams",
    tenant: tenantsOf(activity)[0] ?? "",
    channel,
    kind: isPersonal(activity) ? "direct" : conversationType === "channel" ? "channel" : "group",
    ...(thread !== undefined && { thread }),
  };
}

function clickIn(activity: TeamsActivity, data: unknown): Ask | undefined {
  // What somebody typed carries none; to have a schema refuse that costs as much as reading the words.
  if (data === undefined || data === null) return undefined;
  const asked = askedBy(data);
  return asked && { ...ask(activity, asked.via, asked.text), ...asked };
}

/** The words that were typed: without the bot's own name, with other people's as `@Name`. */
function wordsOf({ text, entities, recipient }: TeamsActivity): string {
  const mentions = (entities ?? [])
    .slice(0, limits.mentions)
    .flatMap((entity) => mentionSchema.safeParse(entity).data ?? []);
  const named = mentions.reduce(
    (words, mention) =>
      words.replaceAll(mention.text, mention.mentioned.id === recipient.id ? " " : person(mention.text)),
    (text ?? "").slice(0, limits.readCharacters),
  );
  return decoded(
    named.replace(/<at(?: [^<>]*)?>([^<>]*)<\/at>/giu, (_, name: string) => person(name)),
  ).trim();
}

/** One word a person, so that whoever reads on can tell where the name ends. */
const person = (name: string): string =>
  `@${name
    .replace(/<[^<>]*>/gu, "")
    .trim()
    .replace(/(?:\s|&nbsp;)+/gu, "-")}`;

const entities: Readonly<Record<string, string>> = {
  "&nbsp;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

const decoded = (text: string): string =>
  text
    .replace(/<br ?\/?>/giu, "\n")
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/gu, (entity) => entities[entity] ?? entity);
