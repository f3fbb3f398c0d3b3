/** How the bot speaks in Teams unasked. */
import { TeamsInfo } from "botbuilder";
import type { Json } from "../../bot/ask.ts";
import type { Channels, Posted } from "../../bot/channels.ts";
import { outsideThread, type Place } from "../../bot/place.ts";
import type { Pictures } from "../../card/picture.ts";
import { type Address, inThread, readAddress } from "./address.ts";
import type { Allowed } from "./allowed.ts";
import type { AddressBook } from "./book.ts";
import { draft, refusals, wordsOnly } from "./draft.ts";
import { fitTeams, wordsOf } from "./fit.ts";
import { isPassing, postedAfter } from "./posted.ts";
import type { Speak } from "./speak.ts";
import type { Zones } from "./zones.ts";

type Parts = {
  readonly speak: Speak;
  readonly allowed: Allowed;
  readonly book: AddressBook | undefined;
  readonly zones: Zones;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Where the picture of a chart is. */
  readonly urlOf?: Pictures["urlOf"] | undefined;
};

/** Milliseconds before the one attempt that follows at once; no two bots that met meet again. */
const pause = (): number => 300 + Math.random() * 700;

/** There is no `find`: a bot cannot search the messages of Teams. */
export function createChannels({ speak, allowed, book, zones, sleep, urlOf }: Parts): Channels {
  /** An address that may be spoken to; the lists may have changed since it was kept. */
  async function reach(place: Place, given?: Json): Promise<Address | Posted> {
    const address = readAddress(given) ?? (await book?.of(place));
    if (!address)
      return never("no address", "I do not know how to reach that conversation. Mention me there once.");
    if (!allowed.mayReceive(new URL(address.serviceUrl)))
      return never("serviceUrl not allowed", "Name the host of that conversation in TEAMS_SERVICE_HOSTS.");
    if (!allowed.areInvited([place.tenant]))
      return never("tenant not allowed", "Name the tenant of that conversation in TEAMS_ALLOWED_TENANTS.");
    return inThread(address, place);
  }

  async function say(address: Address, activity: ReturnType<typeof draft>) {
    // The SDK fills in the activity it is given.
    const once = () =>
      speak(address, async (context) => (await context.sendActivity({ ...activity }))?.id ?? "");
    const first = await once();
    if (first.ok || !isPassing(first.failure)) return first;
    await sleep(pause());
    return once();
  }

  return {
    async post({ place, address: given, card }) {
      try {
        const address = await reach(place, given);
        if ("kind" in address) return address;
        const prefix = place.kind === "direct" ? "" : `@${address.bot.name} `;
        const message = fitTeams(card, { prefix, ...(urlOf && { urlOf }) });
        let said = await say(address, draft(card, message));
        if (!said.ok && message.kind === "card" && refusals.includes(said.failure.status ?? 0))
          said = await say(address, wordsOnly(wordsOf(card, { prefix })));
        if (said.ok) return { kind: "sent", message: said.value };
        return postedAfter(said.failure, place.kind === "channel" && place.thread !== undefined);
      } catch (error) {
        // The store that keeps the address is away; nothing was sent.
        return { kind: "later", reason: error instanceof Error ? error.name : "error", doubtful: false };
      }
    },

    zoneOf: async ({ id }) => zones.of(id),

    async isMember({ id }, place) {
      try {
        const address = await reach(outsideThread(place));
        if ("kind" in address) return "unknown";
        const found = await speak(address, (context) => TeamsInfo.getMember(context, id));
        if (found.ok) return "yes";
        const { status, code } = found.failure;
        return status === 404 && code === "MemberNotFoundInConversation" ? "no" : "unknown";
      } catch {
        return "unknown";
      }
    },
  };
}

const never = (reason: string, advice: string): Posted => ({
  kind: "never",
  reason: `teams ${reason}`,
  advice,
  gone: false,
});
