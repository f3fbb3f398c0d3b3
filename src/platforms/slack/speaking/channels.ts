/** How the bot speaks in Slack without being asked, and what it looks up to do so. */
import { type Logger as SdkLogger, webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Channels, Later, Posted, Posting } from "../../../bot/channels.ts";
import type { Place } from "../../../bot/place.ts";
import type { Charts } from "../drawing/page.ts";
import { createDirectory } from "./directory.ts";
import { findMarked, markOf } from "./lookup.ts";
import { notInstalled, outcomeOf } from "./outcome.ts";
import { createPace, type Pace } from "./pace.ts";
import { isAdmin, isMember, nameOf, zoneOf } from "./people.ts";
import { reasonOf } from "./reason.ts";
import { formsOf, post } from "./speak.ts";

type Parts = {
  /** The bot token of a workspace; undefined where the app is not installed. */
  readonly tokenFor: (tenant: string) => Promise<string | undefined>;
  readonly log: Logger;
  readonly sdkLog: SdkLogger;
  readonly apiUrl?: string | undefined;
  readonly charts?: Charts;
  readonly fetch?: webApi.WebClientOptions["fetch"];
  /** How long Slack may take, in milliseconds. Whoever gives up early does not know whether the message is out. */
  readonly timeout?: number;
  readonly pace?: Pace;
  readonly now?: () => number;
};

/** Where a command is typed: a thread takes no slash commands, a direct message needs no prefix. */
const prefixOf = ({ kind, thread }: Place): string =>
  kind === "direct" ? "" : thread === undefined ? "/mesh " : "@Mesh ";

export function createChannels({
  tokenFor,
  log,
  sdkLog,
  apiUrl,
  charts,
  fetch,
  timeout = 10_000,
  pace = createPace(),
  now = Date.now,
}: Parts): Channels {
  const options = {
    logger: sdkLog,
    timeout,
    rejectRateLimitedCalls: true,
    ...(fetch && { fetch }),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
  // A post that is repeated blindly may be out twice; a look-up may be repeated as one likes.
  const speaking = new webApi.WebClient(undefined, { ...options, retryConfig: { retries: 0 } });
  const looking = new webApi.WebClient(undefined, {
    ...options,
    retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 1_000 },
  });
  const directory = createDirectory(now);

  async function say(token: string, { place, card, key }: Posting): Promise<Posted> {
    const wait = await pace.turn(place);
    if (wait !== undefined) {
      const reason = "Slack asked to be left alone for a while";
      return { kind: "later", reason, wait, limited: true, doubtful: false };
    }
    const options = { prefix: prefixOf(place) };
    const target = {
      token,
      channel: place.channel,
      ...(place.thread !== undefined && { thread_ts: place.thread }),
      ...(key !== undefined && { metadata: markOf(key) }),
    };
    const answer = formsOf(card, { ...options, ...(charts && { charts }) });
    return { kind: "sent", message: await post(speaking, target, answer, log) };
  }

  /** Looks something up; `otherwise` is what it comes to where Slack does not say. */
  async function look<T>(
    tenant: string,
    what: string,
    otherwise: T,
    work: (it: { readonly client: webApi.WebClient; readonly token: string }) => Promise<T>,
  ): Promise<T> {
    try {
      const token = await tokenFor(tenant);
      return token === undefined ? otherwise : await work({ client: looking, token });
    } catch (error) {
      log.info({ reason: reasonOf(error) }, `Slack did not say ${what}; docs/slack.md lists the scopes`);
      return otherwise;
    }
  }

  return {
    async post(posting) {
      const { place } = posting;
      let token: string | undefined;
      try {
        token = await tokenFor(place.tenant);
      } catch (error) {
        return { kind: "later", reason: reasonOf(error), doubtful: false };
      }
      if (token === undefined) return notInstalled;
      try {
        return await say(token, posting);
      } catch (error) {
        const outcome = outcomeOf(error, place);
        if (outcome.kind === "later" && outcome.wait !== undefined) pace.rest(place.tenant, outcome.wait);
        log.warn(
          { reason: outcome.reason, outcome: outcome.kind },
          "a message of Mesh Advisor's own was not posted in Slack",
        );
        return outcome;
      }
    },
    find: (place, key, since) =>
      look<string | undefined | Later>(place.tenant, "whether a digest is out", undefined, async (it) => {
        try {
          return await findMarked(it, place, key, since);
        } catch (error) {
          const outcome = outcomeOf(error, place);
          if (outcome.kind === "later") return outcome;
          throw error;
        }
      }),
    zoneOf: ({ id }, tenant) => look(tenant, "somebody's time zone", undefined, (it) => zoneOf(it, id)),
    nameOf: ({ id }, tenant) => look(tenant, "somebody's name", undefined, (it) => nameOf(it, id)),
    isMember: ({ id }, { tenant, channel }) =>
      look(tenant, "who is in a channel", "unknown", (it) => isMember(it, id, channel)),
    placeNamed: (name, tenant) =>
      look<Place | undefined | "unknown">(tenant, "which channels there are", "unknown", (it) =>
        directory.find(it, name, tenant),
      ),
    isAdmin: ({ id }, tenant) =>
      look(tenant, "who administers the workspace", "unknown", (it) => isAdmin(it, id, tenant)),
  };
}
