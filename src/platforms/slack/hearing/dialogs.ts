/** Opens forms as dialogs, and sends the answer to what was filled in where it was asked. */
import { RespondError, type RespondFn, type webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Reply } from "../../../bot/ask.ts";
import { soleForm } from "../../../card/form.ts";
import { renderView } from "../drawing/view.ts";
import { reasonOf } from "../speaking/reason.ts";
import { type Answer, post, respondWith } from "../speaking/speak.ts";
import { type Destination, metadataOf } from "./destination.ts";

type Place = Omit<Destination, "shownBy">;

/**
 * Shows a card that is nothing but a form as a dialog. False where it is none, or Slack would not open it; then the
 * card itself has to do.
 */
export async function openDialog(
  client: webApi.WebClient,
  triggerId: string,
  { card }: Pick<Reply, "card">,
  place: Place,
  log: Logger,
): Promise<boolean> {
  const form = soleForm(card);
  const view =
    form &&
    renderView(form, {
      metadata: metadataOf({ ...place, shownBy: form.shownBy }),
      notes: [...card.banners.map(({ text }) => `⚠️ ${text}`), ...notesOf(place)],
    });
  if (!view) return false;
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "Slack did not open a dialog; sent the card instead");
    return false;
  }
}

/** Who will read the answer; in a direct message that is plain. */
function notesOf({ to }: Place): readonly string[] {
  switch (to.kind) {
    case "thread":
      return ["The answer is posted in the thread, with your name."];
    case "direct":
      return ["The answer comes to you in our direct messages."];
    case "private":
      return to.share ? ["Only you will see the answer, until you share it."] : [];
  }
}

/** Sends an answer to where a dialog was opened from; where that way is closed by now, to the person by another. */
export async function sendTo(
  { to, url }: Destination,
  user: string,
  answer: Answer,
  client: webApi.WebClient,
  log: Logger,
): Promise<void> {
  const respond = (address: string, thread: string | undefined) => () =>
    respondWith(
      respondBy(address),
      {
        response_type: "ephemeral",
        replace_original: to.kind === "private" && to.replace,
        ...(thread !== undefined && { thread_ts: thread }),
      },
      answer,
      log,
    );
  const ways = [
    ...(to.kind === "thread"
      ? [() => post(client, { channel: to.channel, thread_ts: to.thread }, answer, log)]
      : []),
    ...(url === undefined || to.kind === "direct" ? [] : [respond(url, to.thread)]),
    () => post(client, { channel: user }, answer, log),
  ];
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      await way();
      if (reasons.length > 0) log.warn({ reasons }, "the answer to a dialog took another way");
      return;
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  log.error({ reasons }, "the answer to a dialog could not be sent");
}

/** As the SDK makes one for a click, which a dialog does not come with. */
const respondBy =
  (url: string): RespondFn =>
  async (message) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new RespondError("the response_url refused the answer", response.status);
    return response;
  };
