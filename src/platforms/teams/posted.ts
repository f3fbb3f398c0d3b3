/** What came of a post, in the words of the contract: whether to try again, give up, or forget the place. */
import type { Later, Posted } from "../../bot/channels.ts";
import type { Failure } from "./speak.ts";

/** Worth a second attempt at once: two messages met, or a part of Teams was away for a moment. */
export const isPassing = ({ status }: Failure): boolean => status === 412 || status === 502 || status === 504;

/** `inThread` where the post was for a thread, which may be gone although its channel is not. */
export function postedAfter(failure: Failure, inThread: boolean): Posted {
  const { status, code, wait, underWay } = failure;
  const reason = ["teams", status ?? (underWay ? "no answer" : "not reached"), code]
    .filter(Boolean)
    .join(" ");
  const later = (doubtful: boolean): Later => ({
    kind: "later",
    reason,
    ...(wait !== undefined && { wait }),
    doubtful,
  });
  const never = (advice: string, gone = false): Posted => ({ kind: "never", reason, advice, gone });

  if (status === undefined) return later(underWay);
  // It was taken, in words the SDK did not understand.
  if (status < 300) return { kind: "sent", message: "" };
  // A gateway may have lost the answer after the message was out; 503 is said before anything is taken.
  if (status >= 500 || status === 408) return later(status !== 503);
  if (status === 429) return { ...later(false), limited: true };
  if (status === 412) return later(false);
  if (status === 401)
    // Every place would fail with it: a secret that ran out must not make us forget them all.
    return never(
      "Teams does not know me. Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and the Azure Bot's Teams channel.",
    );
  if (status === 403 && ofOurs.has(code)) return never(ofOurs.get(code) ?? "");
  if (status === 403)
    return never("I am not in that conversation, or blocked there. Add me to it again.", true);
  if (status === 404 && inThread) return never("The thread is gone. Ask in a new one.");
  if (status === 404) return never("That conversation is gone. Add me to another.", true);
  return never("Teams does not take this message. Tell whoever runs me.");
}

/** Refusals with 403 that say nothing of the place. */
const ofOurs: ReadonlyMap<string, string> = new Map([
  [
    "InvalidBotApiHost",
    "Teams has another address for your cloud. Write to me there once, so that I learn it.",
  ],
  ["NotEnoughPermissions", "I may not post in that conversation. Ask its owners to let me."],
]);
