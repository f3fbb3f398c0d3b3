/** How to reach a place again: the part of a conversation reference that Teams needs to be spoken to unasked. */
import { z } from "zod";
import type { Json } from "../../bot/ask.ts";
import type { Place } from "../../bot/place.ts";
import { isPersonal, type TeamsActivity, tenantsOf } from "./activity.ts";
import { placeOf } from "./intake.ts";

const addressSchema = z.object({
  channelId: z.literal("msteams"),
  serviceUrl: z.url(),
  bot: z.object({ id: z.string(), name: z.string() }),
  /** Only in a direct conversation: nobody is remembered for having spoken in a channel. */
  user: z.object({ id: z.string(), aadObjectId: z.string().optional() }).optional(),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string(),
    tenantId: z.string().optional(),
    isGroup: z.boolean(),
  }),
});

export type Address = z.infer<typeof addressSchema>;

/** Unlike the SDK's reference it names no message, so that posts stand for themselves, and no thread. */
export function addressOf(activity: TeamsActivity): Address {
  const { serviceUrl, from, recipient } = activity;
  const { channel, kind } = placeOf(activity);
  const [tenantId] = tenantsOf(activity);
  return {
    channelId: "msteams",
    serviceUrl,
    bot: { id: recipient.id, name: recipient.name ?? "Mesh" },
    ...(isPersonal(activity) && {
      user: { id: from.id, ...(from.aadObjectId && { aadObjectId: from.aadObjectId }) },
    }),
    conversation: {
      id: channel,
      conversationType: activity.conversation.conversationType ?? "personal",
      ...(tenantId !== undefined && { tenantId }),
      isGroup: kind !== "direct",
    },
  };
}

/** Undefined for what was kept by another version, or is no address at all. */
export const readAddress = (kept: unknown): Address | undefined => addressSchema.safeParse(kept).data;

export const toJson = (address: Address): Json => JSON.parse(JSON.stringify(address));

/** The address of a thread: a channel's conversation names it after its own id. */
export const inThread = (address: Address, { kind, thread }: Place): Address =>
  kind !== "channel" || thread === undefined
    ? address
    : {
        ...address,
        conversation: { ...address.conversation, id: `${address.conversation.id};messageid=${thread}` },
      };

/** Where somebody's direct conversation is kept a second time, to be found by who they are. */
export const placeOfPerson = (person: string, tenant: string): Place => ({
  platform: "teams",
  tenant,
  channel: `person:${person}`,
  kind: "direct",
});
