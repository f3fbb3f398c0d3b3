/** The bot's unasked messages to the page: kept in memory, and sent to every page that is open. */
import type { ServerResponse } from "node:http";
import type { Channels } from "../../bot/channels.ts";
import type { Post } from "./protocol.ts";
import { shown } from "./shown.ts";

export type Posts = {
  readonly channels: Channels;
  /** Sends what came after the post with that id, and all that comes until the page closes. */
  readonly follow: (response: ServerResponse, after: number) => void;
  /** The time zone of the browser that asked last. */
  readonly noteZone: (zone: string | undefined) => void;
  readonly close: () => void;
};

/** So many are kept for pages opened later. */
const kept = 50;

export function createPosts(): Posts {
  const posts: (Post & { readonly key?: string })[] = [];
  const pages = new Set<ServerResponse>();
  let zone: string | undefined;
  let count = 0;
  const idOf = (key: string) => posts.find((it) => it.key === key)?.id.toString();

  return {
    channels: {
      post: async ({ card, key }) => {
        const post = { id: ++count, ...shown(card), ...(key !== undefined && { key }) };
        posts.push(post);
        posts.splice(0, posts.length - kept);
        for (const page of pages) page.write(eventOf(post));
        return { kind: "sent", message: `${post.id}` };
      },
      find: async (_, key) => idOf(key),
      zoneOf: async () => zone,
      // Whoever sits at this machine may stop the bot, too.
      isAdmin: async () => "yes",
    },
    follow(response, after) {
      response.write(": open\n\n");
      for (const post of posts) if (post.id > after) response.write(eventOf(post));
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    noteZone(said) {
      if (said !== undefined && isZone(said)) zone = said;
    },
    close() {
      for (const page of pages) page.end();
    },
  };
}

const eventOf = (post: Post): string => `id: ${post.id}\ndata: ${JSON.stringify(post)}\n\n`;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
