/** The requests that are sent, as Slack and Teams make them. */

import { messageActivity, tenantId } from "../test/fakes/bot-framework.ts";
import { slashRequest } from "../test/fakes/slack-request.ts";
import { requestOf } from "../test/fuzz/connection.ts";

/** A slash command, signed just now. */
export function slackRequest(text: string, user = "U1", channel = "C1"): Buffer {
  const { body, headers } = slashRequest(text, { user, channel });
  return requestOf("/slack/events", body, headers);
}

/** Makes messages to the bot in Teams that carry a token of the connector's. */
export async function teamsRequests(connector: number): Promise<(text: string, person?: string) => Buffer> {
  const origin = `http://127.0.0.1:${connector}`;
  const token = await (await fetch(`${origin}/token`)).json();
  return (text, person = "ann") =>
    requestOf("/api/messages", JSON.stringify(activity(text, person, `${origin}/`)), {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    });
}

const activity = (text: string, person: string, serviceUrl: string) =>
  messageActivity(serviceUrl, {
    timestamp: "2026-11-23T12:00:00Z",
    from: { id: `29:${person}`, name: "Ann", aadObjectId: person },
    conversation: { id: `a:${person}`, conversationType: "personal", tenantId },
    text,
  });
