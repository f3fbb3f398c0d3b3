/** What a failed post means: try again, and whether the message may be out; or give up, and what somebody can do. */
import { webApi } from "@slack/bolt";
import type { Posted } from "../../../bot/channels.ts";
import type { Place } from "../../../bot/place.ts";
import { codeOf, lackingScope, reasonOf, wordOf } from "./reason.ts";

type Failed = Exclude<Posted, { readonly kind: "sent" }>;

const invite = "Invite me there with /invite @Mesh.";
const token =
  "Slack does not accept my token any more. Whoever runs me has to install the app again and give me its new token.";
const closed = "Only some people may post there. Ask whoever manages the channel to let apps post.";
const thread = "That thread takes no replies. Ask me to post in the channel instead.";
const company = "Slack's administrators have to allow this app to post there.";
const mistake = "Slack does not take this message as it is. Tell whoever runs me.";

/** What somebody can do about an answer that would be the same next time. */
const advice: Readonly<Record<string, string>> = {
  not_in_channel: invite,
  no_permission: invite,
  channel_not_found: `I cannot see that channel. It may be deleted, or private without me: ${invite}`,
  is_archived: "That channel is archived. Bring it back, or choose another one.",
  messages_tab_disabled: "Turn on the Messages Tab of the app, under App Home.",
  restricted_action: closed,
  restricted_action_read_only_channel: closed,
  restricted_action_thread_only_channel: "That channel takes threads only. Ask me in a thread there.",
  restricted_action_non_threadable_channel: thread,
  restricted_action_thread_locked: thread,
  cannot_reply_to_message: thread,
  invalid_auth: token,
  not_authed: token,
  account_inactive: token,
  token_revoked: token,
  token_expired: token,
  not_allowed_token_type: "Whoever runs me has to give me the bot token, xoxb-…, and no other.",
  ekm_access_denied: company,
  access_denied: company,
  accesslimited: company,
  team_access_not_granted: company,
  enterprise_is_restricted: company,
  two_factor_setup_required: company,
  invalid_blocks: mistake,
  invalid_blocks_format: mistake,
  invalid_block_type: mistake,
  invalid_attachments: mistake,
  invalid_arguments: mistake,
  msg_blocks_too_long: mistake,
  msg_too_long: mistake,
  no_text: mistake,
  metadata_too_large: mistake,
  invalid_metadata_format: mistake,
  invalid_metadata_schema: mistake,
};

/** Slack says of these that some of the work may have been done. */
const halfDone = new Set(["fatal_error", "internal_error", "service_unavailable"]);

/** The request never left: nobody was there, or nobody we trust. */
const unsent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|\w*CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

export function outcomeOf(error: unknown, place: Place): Failed {
  const reason = reasonOf(error);
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: "later", reason, wait: error.retryAfter * 1_000, limited: true, doubtful: false };
  const word = wordOf(error);
  if (word === undefined) return { kind: "later", reason, doubtful: !unsent.test(codeOf(error)) };
  const scope = lackingScope(error);
  if (word === "missing_scope")
    return never(
      reason,
      `The app lacks ${scope === undefined ? "a scope" : `the scope ${scope}`}. Whoever runs me has to install it again by its manifest.`,
    );
  if (word === "channel_not_found" && place.kind === "direct")
    return { ...never(reason, "Write to me directly and ask again."), gone: true };
  const known = advice[word];
  // What nobody knows yet is tried again: Slack has taken nothing, and may next time.
  return known === undefined ? { kind: "later", reason, doubtful: halfDone.has(word) } : never(reason, known);
}

/**
 * Never `gone`, which makes people follow everything anew: an archived channel can be brought back, a private one the
 * bot was taken out of is `channel_not_found` too, and an app that was removed may be installed again. Only a direct
 * message nobody can invite the bot to, so its `channel_not_found` is for good.
 */
const never = (reason: string, what: string): Extract<Failed, { readonly kind: "never" }> => ({
  kind: "never",
  reason,
  advice: what,
  gone: false,
});

export const notInstalled = never(
  "no token",
  "I am not installed in this workspace. Whoever runs me has to install the app there.",
);
