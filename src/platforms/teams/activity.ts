/** The shape an activity must have before anything else looks at it. */
import { z } from "zod";

const account = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  role: z.string().nullish(),
  aadObjectId: z.string().nullish(),
});

export const activitySchema = z.looseObject({
  type: z.string().min(1),
  id: z.string().nullish(),
  channelId: z.string().min(1),
  serviceUrl: z.url(),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id: z.string().min(1),
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
  replyToId: z.string().nullish(),
});

export type TeamsActivity = z.infer<typeof activitySchema>;

export const isPersonal = ({ conversation }: TeamsActivity): boolean =>
  (conversation.conversationType ?? "personal") === "personal";

/** Every tenant an activity names; an honest one names one. */
export const tenantsOf = ({ conversation, channelData }: TeamsActivity): readonly string[] => [
  ...new Set([conversation.tenantId, channelData?.tenant?.id].filter((id) => typeof id === "string")),
];
