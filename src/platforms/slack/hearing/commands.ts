/** Slash commands, answered before Bolt tries them on every other listener, which would cost as much as the answer. */
import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from "@slack/bolt";

type Answering = (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => Promise<void>;

export const onCommand = (app: App, answer: Answering): void =>
  void app.use((args) => ("command" in args ? answer(args) : args.next()));
