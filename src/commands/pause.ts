/** `pause` and `resume`: nothing comes to this place for a while. */
import { type Context, parsed } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { nextTime } from "../digests/schedule.ts";
import type { Follow } from "../store/store.ts";
import { followsCard } from "./present/following.ts";

type Value = { readonly follows: readonly Follow[] };

export const pause = defineStatefulCommand<null, Value>({
  name: "pause",
  aliases: ["mute", "snooze"],
  summary: "Stop all news in this channel until you resume",
  usage: "",
  examples: ["pause"],
  parse: () => parsed(null),
  perform: (_, __, session) => set(session, true),
  present: ({ follows }, context: Context) => followsCard("Paused", follows, context),
});

export const resume = defineStatefulCommand<null, Value>({
  name: "resume",
  aliases: ["unmute", "unpause"],
  summary: "Let news come to this channel again",
  usage: "",
  examples: ["resume"],
  parse: () => parsed(null),
  perform: (_, __, session) => set(session, false),
  present: ({ follows }, context: Context) => followsCard("News comes again", follows, context),
});

/** What was missed comes with the next digest. */
async function set({ state, from, now }: Session, paused: boolean): Promise<Value | Problem> {
  const follows = await state.store.follows.pause(
    from.place,
    paused,
    paused ? undefined : (schedule) => nextTime(schedule, now).getTime(),
  );
  return follows.length > 0
    ? { follows }
    : problem("unknown", "Nothing is followed here", "There is nothing to pause or resume.", [
        { label: "Follow Istio", command: "follow istio" },
      ]);
}
