/** Reads what was done on the page as an ask, by the rules of the platform whose side it was done on. */
import { z } from "zod";
import type { Ask } from "../../bot/ask.ts";
import type { From } from "../../bot/place.ts";
import { valuesIn as slackValuesIn } from "../slack/hearing/destination.ts";
import { commandIn } from "../slack/hearing/intake.ts";
import { askedBy } from "../teams/click.ts";

/** Whoever sits at this machine. */
const fromPage: From = {
  place: { platform: "playground", tenant: "local", channel: "playground", kind: "direct" },
  person: { id: "local", name: "a local user" },
  heardBy: "asker",
};

const fields = z.record(z.string(), z.unknown());

export const askSchema = z.intersection(
  z.object({
    conversation: z.string().regex(/^[\w-]{1,64}$/u),
    zone: z.string().max(64).optional(),
  }),
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("opened") }),
    z.object({ kind: z.literal("typed"), text: z.string().max(10_000) }),
    z.object({ kind: z.literal("slack-action"), action: fields }),
    z.object({
      kind: z.literal("slack-view"),
      view: z.object({
        private_metadata: z.string().max(3_000),
        state: z.object({ values: z.record(z.string(), fields) }),
      }),
    }),
    z.object({ kind: z.literal("teams-action"), data: fields }),
  ]),
);

export type Asked = z.infer<typeof askSchema>;

/** Undefined for a click that asks nothing. */
export function askOf(it: Asked): Ask | undefined {
  const said = saidIn(it);
  return (
    said && { platform: "playground", conversation: `playground:${it.conversation}`, from: fromPage, ...said }
  );
}

function saidIn(it: Asked): Pick<Ask, "via" | "text" | "values"> | undefined {
  switch (it.kind) {
    case "opened":
      return { via: "install", text: "" };
    case "typed":
      return { via: "direct", text: withoutCall(it.text) };
    case "slack-action": {
      const text = commandIn(it.action);
      return text === undefined ? undefined : { via: "click", text };
    }
    case "slack-view":
      return { via: "form", text: it.view.private_metadata, values: slackValuesIn(it.view.state.values) };
    case "teams-action":
      return askedBy(it.data);
  }
}

/** What people paste from Slack or Teams starts with how the bot is called there. */
const withoutCall = (text: string): string => text.trim().replace(/^(?:\/mesh|@mesh)(?:\s+|$)/iu, "");
