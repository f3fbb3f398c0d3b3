/** `share`: a card posted now, here or in another channel the asker belongs to. */
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { outsideThread, type Place } from "../bot/place.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import type { Card } from "../card/card.ts";

type Query = { readonly asked: string; readonly channel?: string };
type Value = {
  /** What is shared where it was asked, when everybody reads the answer anyway. */
  readonly here: Card | null;
  readonly title: string;
  readonly channel: string | null;
};

export const share = defineStatefulCommand<Query, Value>({
  name: "share",
  summary: "Post a summary, or any other answer, here or in another channel",
  usage: "<mesh or question> [#channel]",
  examples: ["share istio", "share compare istio linkerd"],
  parse: read,
  perform,
  present: ({ here, title, channel }) =>
    here ?? {
      title: "Shared",
      banners: [],
      blocks: [{ type: "paragraph", text: `“${title}” is in ${channel ?? "this channel"} now.` }],
    },
  private: ({ here }) => here === null,
});

function read(text: string, { find }: Context): Parsed<Query> | Problem {
  const [, before = text, channel] = /^(.*?)\s*(?:\b(?:with|in|to|into|on)\s+)?#(\S+)$/su.exec(text) ?? [];
  const asked = before.trim();
  if (asked === "")
    return problem(
      "usage",
      "Share what?",
      "Name a mesh or ask a question, such as share compare istio linkerd.",
      [{ label: "Share Istio", command: "share istio" }],
    );
  const mesh = find.mesh(asked);
  const command = mesh.kind === "exact" || mesh.kind === "assumed" ? `show ${asked}` : asked;
  return parsed({ asked: command, ...(channel !== undefined && { channel }) });
}

async function perform({ asked, channel }: Query, _: Context, session: Session): Promise<Value | Problem> {
  const { state, from } = session;
  const voice = state.channels(from.place.platform);
  if (!voice) return problem("unavailable", "I cannot post here", "Share in a Slack or Teams channel.");
  const place = channel === undefined ? outsideThread(from.place) : await placeOf(channel, session);
  if (isProblem(place)) return place;

  const { card, outcome } = await state.answer(asked, from);
  if (outcome !== "answered" && outcome !== "assumed")
    return problem(
      "usage",
      "That is nothing to share",
      "Ask it first, and share what you like of the answers.",
      [{ label: "Ask it", command: asked }],
    );
  if (channel === undefined && from.heardBy === "everyone")
    return { here: card, title: card.title, channel: null };
  const posted = await voice.post({
    place,
    address: await state.store.places.address(place),
    card,
  });
  if (posted.kind === "sent")
    return { here: null, title: card.title, channel: channel === undefined ? null : `#${channel}` };
  return problem(
    "unavailable",
    channel === undefined ? "I could not post here" : `I could not post in #${channel}`,
    posted.kind === "never" ? posted.advice : "Try again in a minute.",
  );
}

/** Another channel of the same workspace, for its members only. */
async function placeOf(channel: string, { state, from }: Session): Promise<Place | Problem> {
  const { platform, tenant } = from.place;
  const voice = state.channels(platform);
  const cannotTell = problem(
    "unavailable",
    `I cannot tell whether you belong to #${channel}`,
    "I share only in channels you are a member of, and may not look that up here: in Slack that takes the scopes channels:read and groups:read. Ask in that channel instead.",
  );
  if (!voice?.placeNamed || !voice.isMember) return cannotTell;
  const place = await voice.placeNamed(channel, tenant);
  if (place === "unknown") return cannotTell;
  const member = place === undefined ? "no" : await voice.isMember(from.person, place);
  if (member === "unknown") return cannotTell;
  if (place !== undefined && member === "yes") return place;
  // The same words for both, so that nobody learns of private channels this way.
  return problem(
    "denied",
    `I see no channel #${channel} that you are in`,
    "I share only in channels you are a member of and that I can see. A private one needs /invite @Mesh first.",
  );
}
