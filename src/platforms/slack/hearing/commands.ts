/** Slash commands, answered before Bolt tries them on every other listener. */
import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from "@slack/bolt";

type Answering = (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => Promise<void>;

export const onCommand = (app: App, answer: Answering): void =>
  void app.use((args) => ("command" in args ? answer(args) : args.next()));
