/** Receives Slack's signed HTTP deliveries on the shared server and hands them to Bolt. */
import { parse } from "node:querystring";
import type { App, Receiver } from "@slack/bolt";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { jsonBytesOf } from "../../../card/json-bytes.ts";
import { detailsOf } from "../speaking/reason.ts";
import { misshapen } from "./shape.ts";
import { isGenuine } from "./signature.ts";

export const path = "/slack/events";

/** Slack gives up after three seconds; a refusal in time makes it deliver again. */
const patience = 2_900;

type Body = Readonly<Record<string, unknown>>;
type Answer = { readonly status: number; readonly body?: unknown };
type Parts = {
  readonly server: FastifyInstance;
  readonly secret: string;
  readonly log: Logger;
  readonly now?: () => Date;
};

export function createReceiver({ server, secret, log, now = () => new Date() }: Parts): Receiver {
  let app: App | undefined;

  async function receive(request: FastifyRequest, reply: FastifyReply) {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    // Slack checks the certificate without a signature, and learns nothing from the answer.
    if (raw.length < 1_000 && raw.includes(sslCheck) && isSslCheck(raw)) return reply.send();
    const signed = {
      timestamp: single(request.headers["x-slack-request-timestamp"]),
      signature: single(request.headers["x-slack-signature"]),
      body: raw,
    };
    if (!isGenuine(signed, secret, now())) {
      log.warn(
        { path },
        "refused a request that Slack did not sign just now: check SLACK_SIGNING_SECRET and this machine's clock",
      );
      return reply.code(401).send({ error: "not signed by Slack, or not just now" });
    }
    const body = bodyOf(raw, request.headers["content-type"]);
    if (!body) return reply.code(400).send({ error: "neither JSON nor a form" });
    if (body.type === "url_verification") return reply.send({ challenge: body.challenge });
    const wrong = misshapen(body);
    if (wrong !== undefined)
      return reply.code(400).send({ error: `not a delivery that is answered here: look at ${wrong}` });
    const answer = await dispatch(body, request);
    reply.code(answer.status);
    return typeof answer.body === "object" && answer.body !== null
      ? reply.type("application/json; charset=utf-8").send(jsonBytesOf(answer.body))
      : reply.send(answer.body);
  }

  /** Settles on whichever comes first: the acknowledgement, the end of the work, or that of Slack's patience. */
  function dispatch(body: Body, request: FastifyRequest): Promise<Answer> {
    return new Promise((settle) => {
      const giveUp = setTimeout(() => {
        log.error("Slack was not acknowledged in time");
        settle({ status: 503, body: { error: "too slow" } });
      }, patience);
      const answer = (it: Answer) => {
        clearTimeout(giveUp);
        settle(it);
      };
      const retry = Number(single(request.headers["x-slack-retry-num"]));
      const reason = single(request.headers["x-slack-retry-reason"]);
      const event = {
        body,
        ack: async (response?: unknown) =>
          answer({ status: 200, ...(response !== undefined && { body: response }) }),
        ...(Number.isInteger(retry) && { retryNum: retry }),
        ...(reason !== undefined && { retryReason: reason }),
      };
      const failed = { status: 500, body: { error: "something went wrong" } };
      Promise.resolve(app?.processEvent(event))
        .catch((err: unknown) => log.error(detailsOf(err), "a Slack delivery could not be processed"))
        // What nobody has acknowledged by now, nobody will.
        .then(() => answer(failed));
    });
  }

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_: FastifyRequest, body: Buffer, done) =>
      done(null, body),
    );
    scope.post(path, { bodyLimit: 1_048_576 }, receive);
  });

  return {
    init: (it) => {
      app = it;
    },
    start: async () => {},
    stop: async () => {},
  };
}

const sslCheck = "ssl_check=1";
const isSslCheck = (raw: Buffer): boolean => parse(raw.toString()).ssl_check === "1";

const single = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === "string" ? header : undefined;

/** The fields of a delivery: JSON, a form, or a form that carries JSON as `payload`. */
function bodyOf(raw: Buffer, contentType: string | undefined): Body | undefined {
  const text = raw.toString("utf8");
  switch (contentType?.split(";")[0]?.trim().toLowerCase()) {
    case "application/json":
      return parsed(text);
    case "application/x-www-form-urlencoded": {
      const form = parse(text);
      return typeof form.payload === "string" ? parsed(form.payload) : form;
    }
    default:
      return undefined;
  }
}

function parsed(json: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
