/** The shape an activity must have before anything else looks at it. */
import { z } from "zod";

/** It stands in the address of a reply, where half a character cannot. */
const id = z.string().refine((text) => text.isWellFormed());

/** It stands in a header of a reply as well, which takes no other characters. */
const headerId = z.string().regex(/^[\x20-\x7e]+$/u);

const account = z.looseObject({
  id,
  name: z.string().nullish(),
  role: z.string().nullish(),
  aadObjectId: z.string().nullish(),
});

const looseSchema = z.looseObject({
  type: z.string().min(1),
  id: id.nullish(),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id: headerId,
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string().nullish() }).nullish(),
      eventType: z.string().nullish(),
      channel: z.looseObject({ id: z.string().nullish() }).nullish(),
    })
    .nullish(),
  membersAdded: z.array(z.looseObject({ id: z.string().nullish() })).nullish(),
  membersRemoved: z.array(z.looseObject({ id: z.string().nullish() })).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  replyToId: id.nullish(),
});

/** What a reply says back of the activity, which must leave room for the answer. Names and ids are far shorter. */
const mostSaidBack = 4_000;

export const activitySchema = looseSchema.refine(
  ({ id, channelId, serviceUrl, from, recipient, conversation }) =>
    lengthOf([id, channelId, serviceUrl, from, recipient, conversation]) <= mostSaidBack,
  { path: ["conversation"] },
);

/** Endless for what is nested too deep to be written. */
function lengthOf(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

export type TeamsActivity = z.infer<typeof activitySchema>;

export const isPersonal = ({ conversation }: TeamsActivity): boolean =>
  (conversation.conversationType ?? "personal") === "personal";

/** Every tenant an activity names; an honest one names one. */
export const tenantsOf = ({ conversation, channelData }: TeamsActivity): readonly string[] => [
  ...new Set([conversation.tenantId, channelData?.tenant?.id].filter((id) => typeof id === "string")),
];
