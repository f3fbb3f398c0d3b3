/** Finds a message of ours again, by the key it was marked with. */
import type { webApi } from "@slack/bolt";
import type { Place } from "../../../bot/place.ts";
import { pages } from "./pages.ts";

const eventType = "mesh_digest";
/** Slack's clock and ours may differ by this many seconds. */
const leeway = 300;
/** As many messages as Slack recommends to ask for at a time. */
const limit = 200;

/** What marks a message, so that it can be found again. */
export const markOf = (key: string) => ({ event_type: eventType, event_payload: { key } });

type Looking = { readonly client: webApi.WebClient; readonly token: string };

/** When the marked message was posted, which is its id; undefined where there is none. */
export async function findMarked(
  { client, token }: Looking,
  { channel, thread }: Place,
  key: string,
  since: Date,
): Promise<string | undefined> {
  const oldest = String(Math.floor(since.getTime() / 1_000) - leeway);
  const range = { token, channel, oldest, limit, include_all_metadata: true };
  const call = (from: { readonly cursor?: string }) =>
    thread === undefined
      ? client.conversations.history({ ...range, ...from })
      : client.conversations.replies({ ...range, ts: thread, ...from });
  for await (const { messages = [] } of pages<webApi.ConversationsHistoryResponse>(call)) {
    const found = messages.find(
      ({ metadata }) => metadata?.event_type === eventType && keyIn(metadata.event_payload) === key,
    );
    if (found?.ts !== undefined) return found.ts;
  }
  return undefined;
}

const keyIn = (payload: unknown): unknown =>
  typeof payload === "object" && payload !== null && "key" in payload ? payload.key : undefined;
