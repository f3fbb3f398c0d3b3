/** What an event says of the places the bot is in: where it may speak from now on, and where no more. */
import { outsideThread, type Place } from "../../bot/place.ts";
import { isPersonal, type TeamsActivity } from "./activity.ts";
import { placeOfPerson } from "./address.ts";
import { personOf, placeOf } from "./intake.ts";

/** Whether the bot is in the place of an event; `untold` where the event does not say. */
export type Presence = "there" | "gone" | "untold";

export function presenceIn(activity: TeamsActivity): Presence {
  const isBot = ({ id }: { readonly id?: string | null | undefined }): boolean =>
    id === activity.recipient.id;
  switch (activity.type) {
    case "message":
      return "there";
    case "invoke":
      // Other invokes come from chats the bot is no member of, too.
      return activity.name === "adaptiveCard/action" ? "there" : "untold";
    case "installationUpdate":
      // An upgrade takes the bot away and brings it back: `remove-upgrade`, then `add-upgrade`.
      if (activity.action === "remove") return "gone";
      return activity.action?.startsWith("add") ? "there" : "untold";
    case "conversationUpdate": {
      if (activity.membersRemoved?.some(isBot)) return "gone";
      if (deletions.has(activity.channelData?.eventType ?? "")) return "gone";
      return activity.membersAdded?.some(isBot) ? "there" : "untold";
    }
    default:
      return "untold";
  }
}

const deletions = new Set(["channelDeleted", "teamDeleted"]);

/** The places an event is about; a direct conversation is known by its own id and by who is in it. */
export function placesOf(activity: TeamsActivity): readonly [Place, ...Place[]] {
  const place = outsideThread(placeOf(activity));
  const { eventType, channel } = activity.channelData ?? {};
  // The event comes from the team, and names the channel beside it.
  if (eventType === "channelDeleted" && channel?.id) return [{ ...place, channel: channel.id }];
  return isPersonal(activity) ? [place, placeOfPerson(personOf(activity).id, place.tenant)] : [place];
}
