/** Tells somebody in the agent's pane that an answer is being worked on, where it takes long enough to wonder. */
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { reasonOf } from "../speaking/reason.ts";

/** An answer usually takes a few milliseconds; after this many somebody is told. */
const patience = 700;

type Thread = { readonly channel: string; readonly thread_ts: string };

/** Does the work; Slack takes the status away with the message that answers. */
export async function withStatus<T>(
  client: webApi.WebClient,
  { channel, thread_ts }: Thread,
  log: Logger,
  work: () => Promise<T>,
): Promise<T> {
  let telling: Promise<void> | undefined;
  const tell = async (status: string) => {
    try {
      await client.assistant.threads.setStatus({ channel_id: channel, thread_ts, status });
    } catch (error) {
      log.debug({ reason: reasonOf(error) }, "Slack did not show that an answer is under way");
    }
  };
  const timer = setTimeout(() => {
    telling = tell("is looking it up…");
  }, patience);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    // A status that reached Slack after the answer would stay for minutes.
    if (telling) await telling.then(() => tell(""));
  }
}
