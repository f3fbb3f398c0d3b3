/** The bot's own voice in a fake workspace, with a clock that stands still until it is moved. */
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Channels } from "../../../src/bot/channels.ts";
import type { Place } from "../../../src/bot/place.ts";
import { createChannels } from "../../../src/platforms/slack/speaking/channels.ts";
import { createPace } from "../../../src/platforms/slack/speaking/pace.ts";
import { sdkLog } from "../../../src/platforms/slack/speaking/sdk-log.ts";
import { type SlackApi, startSlackApi } from "../../fakes/slack-api.ts";
import type { Workspace } from "../../fakes/slack-workspace.ts";

export const general: Place = { platform: "slack", tenant: "T1", channel: "C1", kind: "channel" };
export const direct: Place = { ...general, channel: "D1", kind: "direct" };

export type Voice = {
  readonly api: SlackApi;
  readonly channels: Channels;
  readonly logged: readonly string[];
  /** How long it slept each time, in milliseconds. */
  readonly slept: readonly number[];
  readonly advance: (milliseconds: number) => void;
};

type Options = {
  readonly workspace?: Workspace;
  readonly tokenFor?: (tenant: string) => Promise<string | undefined>;
  readonly timeout?: number;
  readonly apiUrl?: string;
};

export async function setVoice({ workspace, tokenFor, timeout, apiUrl }: Options = {}): Promise<Voice> {
  const api = await startSlackApi(workspace);
  onTestFinished(api.stop);
  const logged: string[] = [];
  const slept: number[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  let time = 1_700_000_000_000;
  const now = () => time;
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    time += milliseconds;
  };
  const channels = createChannels({
    tokenFor: tokenFor ?? (async () => api.token),
    log,
    sdkLog: sdkLog(log),
    apiUrl: apiUrl ?? api.url,
    pace: createPace({ now, sleep }),
    now,
    ...(timeout !== undefined && { timeout }),
  });
  return {
    api,
    channels,
    logged,
    slept,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
