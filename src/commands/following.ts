/** `following`: what comes to this place, and when. */
import { type Context, parsed } from "../bot/command.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import type { Card } from "../card/card.ts";
import type { Follow } from "../store/store.ts";
import { followsCard } from "./present/following.ts";

type Value = { readonly follows: readonly Follow[] };

export const following = defineStatefulCommand<null, Value>({
  name: "following",
  aliases: ["subscriptions", "followed"],
  summary: "List what is followed here, and when it comes",
  usage: "",
  examples: ["following"],
  parse: () => parsed(null),
  overhear: (text) =>
    /^(?:what (?:do|are) we (?:follow|following|subscribed to)|what is followed here|what do i follow)$/iu.test(
      text,
    )
      ? parsed(null)
      : undefined,
  looks: true,
  perform: async (_, __, { state, from }: Session) => ({
    follows: await state.store.follows.of(from.place),
  }),
  present: ({ follows }, context) =>
    follows.length === 0 ? nothingFollowed(context) : followsCard("Followed here", follows, context),
});

export const nothingFollowed = (_: Context): Card => ({
  title: "Nothing is followed here",
  banners: [],
  blocks: [
    { type: "paragraph", text: "News of meshes can come here: releases, ends of support, changed facts." },
    {
      type: "buttons",
      buttons: [
        { label: "Follow Istio", command: "follow istio" },
        { label: "Follow all, on change", command: "follow all on change" },
        { label: "Mesh of the week", command: "follow mesh of the week" },
      ],
    },
  ],
});
