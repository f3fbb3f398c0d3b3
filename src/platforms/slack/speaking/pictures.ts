/** Charts that travel beside an answer as pictures, where Slack can neither draw nor fetch them. */
import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Card } from "../../../card/card.ts";
import { altOf } from "../../../card/chart.ts";
import type { Pictures } from "../../../card/picture.ts";
import type { SlackMessage } from "../drawing/render.ts";
import { reasonOf } from "./reason.ts";
import { isDrawn, type Place } from "./speak.ts";

type Shown = {
  readonly card: Card;
  /** The message it was sent as. */
  readonly full: SlackMessage;
  readonly draw: Pictures["draw"] | undefined;
};

/** Uploads the charts of a card that the message of it does not show. Fails silently: their numbers are in the card. */
export async function uploadCharts(
  client: webApi.WebClient,
  { channel, thread_ts }: Place,
  { card, full, draw }: Shown,
  log: Logger,
): Promise<void> {
  if (isDrawn(full) || !draw) return;
  for (const chart of card.blocks.filter((block) => block.type === "chart"))
    try {
      const file = {
        filename: `${chart.id}.png`,
        title: chart.title,
        alt_text: altOf(chart).slice(0, 1_000),
      };
      await client.filesUploadV2({
        ...file,
        file: Buffer.from(await draw(chart)),
        ...(thread_ts === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts }),
      });
    } catch (error) {
      log.info(
        { reason: reasonOf(error) },
        "a chart was not uploaded to Slack; its numbers are in the answer",
      );
      return;
    }
}
