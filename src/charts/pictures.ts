/** The pictures of charts: their addresses, their bytes, and the route that serves them. */
import type { FastifyInstance } from "fastify";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Chart } from "../card/chart.ts";
import type { Pictures } from "../card/picture.ts";
import { createAddresses, folder, markOf } from "./address.ts";
import { createPainter, TooBusy } from "./painter.ts";
import { svgOf } from "./svg.ts";

type Parts = {
  /** The chart of an id as the catalog in force has it. */
  readonly chartNamed: (id: string) => Chart | undefined;
  /** Signs addresses; at least 32 bytes. */
  readonly key: Uint8Array;
  /** The public address of this server, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  readonly log: Logger;
};

export type PictureServer = Pictures & {
  /** The address of a chart on this server. */
  readonly pathOf: (chart: Chart) => string;
  /** Adds the route; call it before the server listens. */
  readonly serve: (server: FastifyInstance) => void;
  readonly close: () => Promise<void>;
};

/** So many pictures are kept, of about 100 KB each. */
const kept = 64;
const day = 24 * 60 * 60;

export function createPictures({ chartNamed, key, publicUrl, log }: Parts): PictureServer {
  const addresses = createAddresses(key);
  const painter = createPainter();
  const recent = new LRUCache<string, Promise<Uint8Array>>({ max: kept });

  const paint = async (chart: Chart): Promise<Uint8Array> => painter.paint(svgOf(chart));

  /** Asked for twice at once, a picture is drawn once. */
  function draw(chart: Chart): Promise<Uint8Array> {
    const mark = markOf(chart);
    const drawn = recent.get(mark) ?? paint(chart);
    recent.set(mark, drawn);
    drawn.catch(() => recent.delete(mark));
    return drawn;
  }

  function serve(server: FastifyInstance): void {
    server.get<{ Params: { "*": string } }>(`${folder}*`, async (request, reply) => {
      const named = addresses.read(request.params["*"]);
      const chart = named && chartNamed(named.id);
      if (!chart) return reply.code(404).send({ error: "not found" });
      const mark = markOf(chart);
      // An old address shows the chart as it is now, which says of which day it is.
      const age = named?.mark === mark ? `max-age=${365 * day}, immutable` : "max-age=3600";
      reply
        .header("etag", `"${mark}"`)
        .header("cache-control", `public, ${age}`)
        .header("x-content-type-options", "nosniff")
        // Teams shows it on pages of its own.
        .header("cross-origin-resource-policy", "cross-origin");
      if (request.headers["if-none-match"]?.includes(`"${mark}"`)) return reply.code(304).send();
      try {
        return reply.type("image/png").send(Buffer.from(await draw(chart)));
      } catch (err) {
        const isBusy = err instanceof TooBusy;
        if (!isBusy) log.error({ err }, "a chart could not be drawn");
        return reply
          .code(503)
          .headers({ "cache-control": "no-store", "retry-after": "2" })
          .type("application/json")
          .send({ error: isBusy ? "too many pictures at once" : "the picture could not be drawn" });
      }
    });
  }

  return {
    pathOf: addresses.pathOf,
    urlOf: (chart) => (publicUrl === undefined ? undefined : publicUrl + addresses.pathOf(chart)),
    draw,
    serve,
    close: painter.close,
  };
}
