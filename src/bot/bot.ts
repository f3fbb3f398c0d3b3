/** The bot: an ask goes in, a reply comes out, and nothing is ever thrown at a platform. */
import { randomUUID } from "node:crypto";
import { code, plain } from "../card/card.ts";
import type { Topics } from "../conversation/topic.ts";
import { longestMessage } from "../text/tidy.ts";
import { createAnswers } from "./answers.ts";
import type { Ask, Bot, Outcome, Reply } from "./ask.ts";
import { type Command, type Context, failed, isPending, type Result, withAssumptions } from "./command.ts";
import { problem } from "./problem.ts";
import { type Routed, route } from "./route.ts";
import type { State } from "./state.ts";
import { type Submission, submissionOf, withCommand } from "./submission.ts";
import { wordsIn } from "./words.ts";

/** What the bot tells the log: one line per reply, never the message. */
export type BotLog = {
  readonly info: (line: {
    readonly platform: string;
    readonly ask: string;
    readonly command: string;
    readonly outcome: Outcome;
    readonly ms: number;
  }) => void;
  readonly error: (line: { readonly reference: string; readonly err: unknown }) => void;
};

export type Clock = { readonly now: () => Date };

export type BotParts = {
  /** The catalog in force, asked anew for every message so that it may be replaced while running. */
  readonly knowledge: () => Pick<Context, "catalog" | "history" | "find" | "advisor">;
  readonly commands: readonly Command[];
  /** Where wrong facts are reported. */
  readonly tracker?: string;
  /** The platforms on which a channel takes reports. */
  readonly reportChannels?: ReadonlySet<Ask["platform"]>;
  /** What is said when somebody installs the bot. */
  readonly welcome: string;
  /** What the bot's own page shows. */
  readonly home: string;
  readonly topics: Topics;
  /** Undefined where nothing is kept. */
  readonly state?: State | undefined;
  readonly clock: Clock;
  readonly log: BotLog;
};

export function createBot({
  knowledge,
  commands,
  tracker,
  reportChannels,
  welcome,
  home,
  topics,
  state,
  clock,
  log,
}: BotParts): Bot {
  const answers = createAnswers(route);

  async function answer(ask: Ask, now: Date): Promise<Reply> {
    const whole = carryingAll.has(ask.via);
    const topic = await topics.get(ask.conversation, now.getTime(), whole ? "here" : undefined);
    const known = {
      knowledge: knowledge(),
      commands,
      ...(tracker !== undefined && { tracker }),
      reportsToChannel: reportChannels?.has(ask.platform) ?? false,
      today: now.toISOString().slice(0, 10),
      topic,
    };
    const settle = async ({ command, result }: Routed): Promise<Settled> => ({
      command,
      result: !isPending(result)
        ? result
        : ask.via === "look"
          ? failed(notYet)
          : await result.perform(ask, state, now),
    });
    const said = ask.via === "install" ? welcome : ask.via === "home" ? home : wordsIn(ask.text);
    const asked = await settle(answers.to(said, known));
    const submission = ask.values && submissionOf(asked.result.card, ask.values);
    if (submission?.kind === "mistakes") return returned(asked, submission);
    const { command, result } = submission
      ? submitted(await settle(answers.to(wordsIn(submission.command), known)), submission.command)
      : asked;
    if (result.topic && ask.via !== "look") topics.set(ask.conversation, result.topic, now.getTime());
    const { answer: value, topic: _, card, ...rest } = result;
    const isCut = ask.text.trim().length > longestMessage;
    return { command, answer: value, card: isCut ? withAssumptions(card, [cut()]) : card, ...rest };
  }

  return {
    async reply(ask) {
      const started = performance.now();
      let reply: Reply;
      try {
        reply = await answer(ask, clock.now());
      } catch (err) {
        const reference = randomUUID().slice(0, 8);
        log.error({ reference, err });
        reply = fault(reference);
      }
      const ms = performance.now() - started;
      const { platform, via } = ask;
      log.info({
        platform,
        ask: via,
        command: reply.command,
        outcome: reply.outcome,
        ms: Math.round(ms * 100) / 100,
      });
      return reply;
    },
  };
}

/** These say all there is to say, so they do not wait for what other processes know of the conversation. */
const carryingAll: ReadonlySet<Ask["via"]> = new Set(["click", "form", "home", "look"]);

const notYet = problem("unavailable", "Send it to me", "Only what is sent is done.");

const cut = (): string =>
  `I read the first ${longestMessage.toLocaleString("en")} characters of your message; the rest I left out.`;

type Settled = { readonly command: string; readonly result: Result };

/** The answer to the command a form stands for. */
const submitted = ({ command, result }: Settled, typed: string): Settled => ({
  command,
  result: { ...result, card: withCommand(result.card, typed), again: result.again ?? typed },
});

/** The form again, for who filled it in. */
const returned = (
  { command }: Settled,
  { card, mistakes }: Extract<Submission, { kind: "mistakes" }>,
): Reply => ({ command, outcome: "usage", answer: { mistakes }, card, mistakes });

function fault(reference: string): Reply {
  const text = [
    plain(
      "That is a mistake of mine, not yours. Try again; if it happens twice, tell whoever runs me this reference: ",
    ),
    code(reference),
    plain("."),
  ];
  return {
    command: "fault",
    outcome: "fault",
    answer: { reference },
    card: { title: "Something went wrong", banners: [], blocks: [{ type: "paragraph", text }] },
  };
}
