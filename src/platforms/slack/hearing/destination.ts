/** Where the answer to a dialog goes; Slack carries it through the dialog and back. */
import { z } from "zod";
import type { Ask } from "../../../bot/ask.ts";
import type { FormValues } from "../../../card/form.ts";

const destinationSchema = z.object({
  /** The command that shows the form. */
  shownBy: z.string(),
  conversation: z.string(),
  place: z.object({
    platform: z.literal("slack"),
    tenant: z.string(),
    channel: z.string(),
    kind: z.enum(["channel", "direct"]),
    thread: z.string().optional(),
  }),
  /** What stands before a command in this place. */
  prefix: z.string(),
  /** The `response_url` of what opened the dialog: five messages within half an hour; none where there is none. */
  url: z.url().optional(),
  to: z.discriminatedUnion("kind", [
    /** To one person; `replace` where the card that was clicked is theirs alone. */
    z.object({
      kind: z.literal("private"),
      replace: z.boolean(),
      share: z.boolean(),
      thread: z.string().optional(),
    }),
    /** To one person, in the conversation with the bot. */
    z.object({ kind: z.literal("direct") }),
    /** To all who read the thread of the card that was clicked. */
    z.object({ kind: z.literal("thread"), channel: z.string(), thread: z.string() }),
  ]),
});

export type Destination = z.infer<typeof destinationSchema>;

/** A submitted dialog, as Slack sends it. */
export type Submitted = {
  /** Who sent it. */
  readonly user: string;
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
};

export type Submission = { readonly ask: Ask; readonly destination: Destination };

export const metadataOf = (destination: Destination): string => JSON.stringify(destination);

/** What a dialog asks, and where its answer goes; nothing where it is not one of ours. */
export function submissionOf({ user, private_metadata, state }: Submitted): Submission | undefined {
  const destination = destinationSchema.safeParse(parsed(private_metadata)).data;
  if (!destination) return undefined;
  const { shownBy, conversation, place, to } = destination;
  const { thread, ...where } = place;
  return {
    destination,
    ask: {
      platform: "slack",
      via: "form",
      text: shownBy,
      conversation,
      values: valuesIn(state.values),
      from: {
        place: { ...where, ...(thread !== undefined && { thread }) },
        person: { id: user },
        heardBy: to.kind === "thread" ? "everyone" : "asker",
      },
    },
  };
}

const answerSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

/** What was filled in, by block, which has the id of the field and one input. */
export function valuesIn(values: Submitted["state"]["values"]): FormValues {
  const entries = Object.entries(values).map(([block, inputs]): [string, readonly string[]] => {
    const { value, selected_option, selected_options } =
      answerSchema.safeParse(Object.values(inputs)[0]).data ?? {};
    const chosen = [...(selected_options ?? []), ...(selected_option ? [selected_option] : [])];
    return [block, value == null ? chosen.map((it) => it.value) : [value]];
  });
  return Object.fromEntries(entries);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
