/** Speaks to Teams unasked: one attempt, with a deadline, and what is known where it failed. */
import type { CloudAdapter, ConversationReference, TurnContext } from "botbuilder";
import { z } from "zod";
import type { Address } from "./address.ts";

/** A status where Teams answered; none where it did not, and then whether the request was on its way. */
export type Failure = {
  readonly status: number | undefined;
  /** What Teams calls it, such as `BotNotInConversationRoster`. */
  readonly code: string;
  /** Milliseconds to wait, where Teams says so. */
  readonly wait: number | undefined;
  readonly underWay: boolean;
};

type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Never rejects. */
export type Speak = <Value>(
  address: Address,
  work: (context: TurnContext) => Promise<Value>,
) => Promise<Attempt<Value>>;

/** `appId` is empty in local mode; an attempt is given up after `patience` milliseconds. */
export const createSpeak =
  (adapter: CloudAdapter, appId: string, patience: number): Speak =>
  async (address, work) => {
    const progress: Progress = { underWay: false, givenUp: false };
    const talking = new Promise<Awaited<ReturnType<typeof work>>>((resolve, reject) => {
      const talk = async (context: TurnContext): Promise<void> => {
        onlyOnce(context.turnState.get(adapter.ConnectorClientKey), progress, patience);
        // The SDK would have the message reply to an event it made up for this turn.
        delete context.activity.id;
        resolve(await work(context));
      };
      // The SDK's types have no word for a field that is absent.
      const reference = address as Partial<ConversationReference>;
      adapter.continueConversationAsync(appId, reference, talk).catch(reject);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("too late")), patience);
    });
    try {
      return { ok: true, value: await Promise.race([talking, late]) };
    } catch (error) {
      return { ok: false, failure: failureOf(error, progress) };
    } finally {
      clearTimeout(timer);
      progress.givenUp = true;
    }
  };

type Progress = { underWay: boolean; givenUp: boolean };

type Policy = {
  readonly name: string;
  readonly sendRequest: (
    request: { timeout: number },
    next: (request: { timeout: number }) => Promise<unknown>,
  ) => Promise<unknown>;
};

type Pipeline = {
  readonly removePolicy: (which: { readonly name: string }) => readonly unknown[];
  readonly addPolicy: (policy: Policy, where: { readonly phase: "Sign" }) => void;
};

/**
 * The SDK sends again after a server error or a cut connection, when the message may be out already, and waits as long
 * as it is told to. It has no setting for that, so the policy is taken out of the connector of this one turn.
 */
function onlyOnce(
  connector: { readonly client: { readonly pipeline: Pipeline } },
  progress: Progress,
  patience: number,
) {
  const { pipeline } = connector.client;
  if (pipeline.removePolicy({ name: "defaultRetryPolicy" }).length !== 1)
    throw new Error("the SDK's policy for retries has another name now: see platforms/teams/speak.ts");
  pipeline.addPolicy(
    {
      name: "onlyOnce",
      sendRequest(request, next) {
        if (progress.givenUp) throw new Error("too late");
        progress.underWay = true;
        request.timeout = patience;
        return next(request);
      },
    },
    // The innermost place: here the request has its token and goes out.
    { phase: "Sign" },
  );
}

const errorSchema = z.object({
  statusCode: z.number().optional().catch(undefined),
  code: z.string().catch(""),
  response: z
    .object({ headers: z.custom<Headers>((it) => it instanceof Object && "get" in it) })
    .optional()
    .catch(undefined),
});
type Headers = { readonly get: (name: string) => string | undefined };

/** Nothing was taken where no connection came about. */
const unconnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function failureOf(error: unknown, { underWay }: Progress): Failure {
  const { statusCode, code = "", response } = errorSchema.safeParse(error).data ?? {};
  const status = underWay ? statusCode : undefined;
  return {
    status,
    // A word of the SDK's or of Teams'; anything longer may quote what was said.
    code: /^\w{1,60}$/u.test(code) ? code : "",
    wait: waitIn(response?.headers.get("retry-after")),
    underWay: underWay && !unconnected.has(code),
  };
}

/** Seconds, or a date. */
function waitIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const milliseconds = /^\d+$/u.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
