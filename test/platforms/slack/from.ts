/** Where asks of the tests come from: U1 in a place of the workspace T1; a mention's thread is heard by everyone. */
import type { From } from "../../../src/bot/place.ts";

export const fromSlack = (channel: string, thread?: string): From => ({
  place: {
    platform: "slack",
    tenant: "T1",
    channel,
    kind: channel.startsWith("D") ? "direct" : "channel",
    ...(thread !== undefined && { thread }),
  },
  person: { id: "U1" },
  heardBy: thread === undefined ? "asker" : "everyone",
});
