/** Speaks to the page's own server, and to no other. */
import type { About, Answer, Deed, PageAsk, Post } from "../protocol.ts";

/** One talk a page: what “they” means in a question is known from the question before. */
const conversation = crypto.randomUUID();
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ask(deed: Deed): Promise<Answer> {
  const body: PageAsk = { ...deed, conversation, zone };
  return json("/playground/ask", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const about = (): Promise<About> => json("/playground/about");

/** Calls back with every message that comes unasked; returns what ends that. */
export function onPost(hear: (post: Post) => void): () => void {
  const source = new EventSource("/playground/posts");
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  return () => source.close();
}

/** @throws {Error} with what to do next. */
async function json<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => undefined);
  if (!response)
    throw new Error("Mesh Advisor does not answer. Start it again with npm start, then ask once more.");
  const body = await response.json();
  if (!response.ok) throw new Error(`That was refused: ${body.error}.`);
  return body;
}
