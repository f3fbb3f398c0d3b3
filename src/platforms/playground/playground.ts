/** The playground: a page for this machine that shows every answer as Slack and as Teams would show it. */
import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Bot } from "../../bot/ask.ts";
import type { Channels } from "../../bot/channels.ts";
import { createBundle, isInstalled } from "./bundle.ts";
import { protections, refusalOf } from "./guard.ts";
import { askOf, askSchema } from "./intake.ts";
import { createPosts } from "./posts.ts";
import type { About } from "./protocol.ts";
import { answerOf } from "./shown.ts";

type Parts = {
  readonly bot: Bot;
  readonly log: Logger;
  readonly server: FastifyInstance;
  readonly about: () => About;
};

export type Playground = { readonly channels: Channels; readonly stop: () => void };

/** Larger than any form filled in. */
const bodyLimit = 64 * 1024;

const html = new URL("./web/index.html", import.meta.url);

/** Call it before the server listens. Undefined where the packages that draw the page are not installed. */
export function connectPlayground({ bot, log, server, about }: Parts): Playground | undefined {
  if (!isInstalled()) return undefined;
  const bundle = createBundle();
  const posts = createPosts();

  void server.register(async (page) => {
    page.removeAllContentTypeParsers();
    page.addContentTypeParser(
      "application/json",
      { parseAs: "string" },
      page.getDefaultJsonParser("error", "error"),
    );
    page.addHook("onRequest", async ({ url, headers, socket }, reply) => {
      reply.headers(protections);
      const isPage = /^\/(?:\?.*)?$/u.test(url);
      const refusal = refusalOf({ peer: socket.remoteAddress ?? "", headers, isPage });
      if (refusal === undefined) return;
      log.warn({ platform: "playground", reason: refusal }, "request refused");
      return reply.code(403).send({ error: refusal });
    });

    page.get("/", async (_, reply) =>
      reply.type("text/html; charset=utf-8").send(await readFile(html, "utf8")),
    );
    page.get("/playground/page.js", async (_, reply) =>
      reply.type("text/javascript; charset=utf-8").send((await bundle()).script),
    );
    page.get("/playground/page.css", async (_, reply) =>
      reply.type("text/css; charset=utf-8").send((await bundle()).styles),
    );
    page.get("/playground/about", async () => about());

    page.post("/playground/ask", { bodyLimit }, async ({ body }, reply) => {
      const asked = askSchema.safeParse(body).data;
      const ask = asked && askOf(asked);
      if (!ask) return reply.code(400).send({ error: "that is nothing the page can ask" });
      posts.noteZone(asked.zone);
      return answerOf(ask, await bot.reply(ask));
    });

    page.get("/playground/posts", (request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { ...protections, "content-type": "text/event-stream" });
      posts.follow(reply.raw, Number(request.headers["last-event-id"]) || 0);
    });
  });

  return { channels: posts.channels, stop: posts.close };
}
