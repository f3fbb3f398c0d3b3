/** Checks that the addresses the catalog cites still lead somewhere. */
import type { Catalog } from "../catalog/catalog.ts";

export type Link = { readonly url: string; readonly places: readonly string[] };
export type Checked = Link & { readonly state: "good" | "moved" | "broken"; readonly detail: string };

/** Every address of the catalog once, with the places that cite it. */
export function linksIn({ meshes, sources }: Catalog): readonly Link[] {
  const places = new Map<string, string[]>();
  const add = (url: string | undefined, place: string) => {
    if (url !== undefined) places.set(url, [...(places.get(url) ?? []), place]);
  };
  for (const [key, { url }] of Object.entries(sources)) add(url, `sources.yaml ${key}`);
  for (const { id, homepage, repository, sources: own, successors = [] } of meshes) {
    const file = `meshes/${id}.yaml`;
    add(homepage, `${file} homepage`);
    add(repository, `${file} repository`);
    for (const [key, { url }] of Object.entries(own)) add(url, `${file} sources.${key}`);
    for (const [at, { guide }] of successors.entries()) add(guide?.url, `${file} successors.${at}.guide`);
  }
  return [...places].map(([url, cited]) => ({ url, places: cited }));
}

type Options = {
  /** How many are asked at a time. */
  readonly atOnce?: number;
  /** Gives the address to ask in place of one; a link-checking proxy, say. */
  readonly through?: (url: string) => string;
  readonly timeout?: number;
};

/** Asks each address with HEAD, and with GET where HEAD is refused; yields results as they come. */
export async function* checkLinks(
  links: readonly Link[],
  { atOnce = 8, through = (url) => url, timeout = 15_000 }: Options = {},
): AsyncGenerator<Checked> {
  const waiting = [...links];
  const running = new Map<Link, Promise<Checked>>();
  while (waiting.length > 0 || running.size > 0) {
    for (const link of waiting.splice(0, atOnce - running.size))
      running.set(link, check(link, through(link.url), timeout));
    const done = await Promise.race(running.values());
    for (const link of running.keys()) if (link.url === done.url) running.delete(link);
    yield done;
  }
}

async function check(link: Link, address: string, timeout: number): Promise<Checked> {
  const ask = (method: string) =>
    fetch(address, { method, redirect: "manual", signal: AbortSignal.timeout(timeout) });
  try {
    const head = await ask("HEAD");
    const response = [403, 404, 405, 501].includes(head.status) ? await ask("GET") : head;
    await response.body?.cancel();
    if (response.status >= 300 && response.status < 400)
      return { ...link, state: "moved", detail: `to ${response.headers.get("location") ?? "somewhere"}` };
    return response.ok
      ? { ...link, state: "good", detail: "" }
      : { ...link, state: "broken", detail: `answers ${response.status}` };
  } catch (error) {
    return { ...link, state: "broken", detail: error instanceof Error ? error.message : String(error) };
  }
}
