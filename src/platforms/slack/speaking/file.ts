/** A text file that goes with an answer: uploaded where all who are there may read it, written out elsewhere. */
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { File, Reply } from "../../../bot/ask.ts";
import type { Block, Card } from "../../../card/card.ts";
import { limits } from "../drawing/limits.ts";
import { lackingScope, reasonOf } from "./reason.ts";
import type { Place } from "./speak.ts";

/** Uploads reach all who are there, which in a direct message is who asked. */
const whole = " Ask in a direct message for the file.";

/** The reply with its file as text in its card: for answers one person reads, where an upload would tell everybody. */
export function writtenOut<R extends Pick<Reply, "card" | "file">>(reply: R): R {
  const { card, file } = reply;
  if (!file) return reply;
  const blocks: readonly Block[] = [
    ...card.blocks,
    { type: "heading", text: file.name },
    ...textOf(file, whole),
  ];
  return { ...reply, card: { ...card, blocks } };
}

/** Uploads a file to a channel, thread or direct message; resolves to a card with its text where Slack takes none. */
export async function upload(
  client: webApi.WebClient,
  { channel, thread_ts }: Place,
  file: File,
  log: Logger,
): Promise<Card | undefined> {
  const content = { filename: file.name, file: Buffer.from(file.text) };
  try {
    await client.filesUploadV2({
      ...content,
      ...(thread_ts === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts }),
    });
    return undefined;
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "a file was not uploaded to Slack; sent its text");
    const scope = lackingScope(error);
    const why =
      scope === undefined
        ? "Slack did not take the file."
        : `To upload files, the app needs the scope ${scope}.`;
    return { title: file.name, banners: [], blocks: [...textOf(file), { type: "note", text: why }] };
  }
}

/** As much as one message holds. */
function textOf({ text }: File, advice = ""): readonly Block[] {
  const shown = text.slice(0, limits.file).replace(/[\ud800-\udbff]$/, "");
  const left = text.length - shown.length;
  return [
    { type: "code", code: shown },
    ...(left > 0 ? [{ type: "note" as const, text: `${left} more characters are not shown.${advice}` }] : []),
  ];
}
