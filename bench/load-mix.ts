/** Requests as they come in a day, the same for the same seed: commands, mentions, retries, Teams, and garbage. */
import { eventBody, eventRequest, mention, signed } from "../test/fakes/slack-request.ts";
import { requestOf } from "../test/fuzz/connection.ts";
import type { Random } from "../test/fuzz/random.ts";
import { mentionedIn } from "./child.ts";
import { questionFrom } from "./mix.ts";
import { slackRequest, teamsRequests } from "./requests.ts";

export type Sending = {
  readonly bytes: Buffer;
  /** The status it should be answered with. */
  readonly status: number;
  /** Whether the answer is in the response. */
  readonly answer?: true;
  /** The message that should reach Slack or Teams, once. */
  readonly posts?: "slack" | "teams";
};

type Mix = () => Sending;

/** Each is answered by a message of its own. */
const mentions = ["compare istio linkerd", "show kuma", "who supports wasm", "list vms", "what is istio"];
const keeping = [
  "follow istio weekly on saturday at 03:00 UTC",
  "following",
  "unfollow everything",
  "decisions",
];

/** With so many people nobody asks so fast that a limit says so. */
export async function createMix(random: Random, people: number, connector: number): Promise<Mix> {
  const teamsRequest = await teamsRequests(connector);
  let told: { readonly id: string; readonly text: string } | undefined;

  const slash = (text: string): Buffer => {
    const user = `U${random.below(people)}`;
    return slackRequest(text, user, `C${random.below(people / 4)}`);
  };

  function spoken(): Sending {
    // Slack delivers again what it believes lost, with the same id.
    if (told && random.chance(0.2)) return event(told, 1);
    told = { id: `Ev${random.below(2 ** 31)}.${random.below(2 ** 31)}`, text: random.pick(mentions) };
    return { ...event(told), posts: "slack" };
  }

  function event({ id, text }: NonNullable<typeof told>, retry?: number): Sending {
    const user = `U${random.below(people)}`;
    const { body, headers } = eventRequest(
      mention(`<@UBOT> ${text}`, { user, channel: `${mentionedIn}${random.below(people / 4)}` }),
      { id, ...(retry !== undefined && { retry }) },
    );
    return { bytes: requestOf(slackPath, body, headers), status: 200 };
  }

  return () => {
    const kind = random.below(100);
    if (kind < 62) return { bytes: slash(questionFrom(random)), status: 200, answer: true };
    if (kind < 77) return spoken();
    if (kind < 88) {
      const person = `ann${random.below(people)}`;
      return { bytes: teamsRequest(questionFrom(random), person), status: 200, posts: "teams" };
    }
    if (kind < 90) return { bytes: slash(random.pick(keeping)), status: 200, answer: true };
    return random.pick(garbage)();
  };
}

const json = { "content-type": "application/json" };
const slackPath = "/slack/events";

/** What should be refused, each at another gate. */
const garbage: readonly (() => Sending)[] = [
  () => ({ bytes: requestOf(slackPath, "command=%2Fmesh&text=help", json), status: 401 }),
  () => {
    const { body, headers } = signed("{", {});
    return { bytes: requestOf(slackPath, body, headers), status: 400 };
  },
  () => {
    const { body, headers } = signed(JSON.stringify(eventBody({ type: "app_mention", text: 7 })));
    return { bytes: requestOf(slackPath, body, headers), status: 400 };
  },
  () => ({ bytes: requestOf("/api/messages", "[", json), status: 400 }),
  () => ({ bytes: requestOf("/api/messages", '{"type":"message"}', json), status: 400 }),
  () => ({ bytes: requestOf("/nowhere", "{}", json), status: 404 }),
];
