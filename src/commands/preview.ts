/** `preview`: the next digest of this place as it would be now, and its next times. */

import type { Json } from "../bot/ask.ts";
import { type Context, parsed } from "../bot/command.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import type { Block, Card } from "../card/card.ts";
import { nextTimes, wordsOf } from "../digests/schedule.ts";
import { subjectNames } from "../digests/subjects.ts";
import type { Follow } from "../store/store.ts";
import { capital } from "../text/capital.ts";
import { nothingFollowed } from "./following.ts";
import { momentIn } from "./present/moment.ts";

type Previewed = {
  readonly follow: Follow;
  readonly card: Card | null;
  /** Epoch milliseconds. */
  readonly times: readonly number[];
};
type Value = { readonly previews: readonly Previewed[] } & { readonly [key: string]: Json | undefined };

export const preview = defineStatefulCommand<null, Value>({
  name: "preview",
  summary: "Show you alone the next news of this channel, and when it comes",
  usage: "",
  examples: ["preview"],
  parse: () => parsed(null),
  perform,
  looks: true,
  present,
  private: () => true,
});

async function perform(_: null, __: Context, { state, from, now }: Session): Promise<Value> {
  const follows = await state.store.follows.of(from.place);
  const previews = await Promise.all(
    follows.map(
      async (follow): Promise<Previewed> => ({
        follow,
        card: (await state.preview(follow, now)) ?? null,
        times: nextTimes(follow.schedule, now, 3).map((it) => it.getTime()),
      }),
    ),
  );
  return { previews };
}

function present({ previews }: Value, context: Context): Card {
  if (previews.length === 0) return nothingFollowed(context);
  return {
    title: "The next news here",
    banners: previews.flatMap(({ card }) => card?.banners ?? []),
    blocks: [
      ...previews.flatMap((it) => preamble(it, context)),
      { type: "buttons", buttons: [{ label: "What is followed here", command: "following" }] },
    ],
  };
}

function preamble({ follow, card, times }: Previewed, { catalog }: Context): readonly Block[] {
  const { subjects, schedule, paused } = follow;
  const when = paused
    ? "Paused: nothing comes until you resume."
    : `The next times: ${times.map((at) => momentIn(at, schedule.zone)).join(", ")}.`;
  return [
    { type: "heading", text: `${capital(subjectNames(catalog, subjects))}, ${wordsOf(schedule)}` },
    { type: "paragraph", text: when },
    ...(card
      ? [
          { type: "paragraph" as const, text: `As of now it would say: ${card.title}` },
          ...withoutButtons(card.blocks),
        ]
      : [{ type: "paragraph" as const, text: "Nothing is new so far, so nothing would come." }]),
  ];
}

const withoutButtons = (blocks: readonly Block[]) => blocks.filter(({ type }) => type !== "buttons");
