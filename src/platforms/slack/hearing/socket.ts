/** Socket Mode: Slack's deliveries over a WebSocket, which this keeps trying to open. */
import { setTimeout as sleep } from "node:timers/promises";
import { SocketModeReceiver, type SocketModeReceiverOptions } from "@slack/bolt";
import type { Logger } from "pino";
import { backoff } from "../speaking/backoff.ts";
import { reasonOf } from "../speaking/reason.ts";

type Parts = Required<Pick<SocketModeReceiverOptions, "appToken" | "logger" | "installerOptions">> & {
  readonly log: Logger;
  /** How long to wait after the nth failure, in milliseconds. */
  readonly pause?: (failures: number) => number;
};

export function createSocket({ log, pause = backoff, ...options }: Parts): SocketModeReceiver {
  const receiver = new SocketModeReceiver(options);
  const { client } = receiver;
  const connect = client.start.bind(client);
  let stopped = false;
  client.once("disconnecting", () => {
    stopped = true;
  });
  // The SDK reconnects by this method and leaves its rejection unhandled, which would end the process.
  client.start = async () => {
    for (let failures = 1; !stopped; failures++) {
      try {
        return await connect();
      } catch (error) {
        log.error(
          { reason: reasonOf(error) },
          "no Socket Mode connection: check SLACK_APP_TOKEN; trying again",
        );
        await sleep(pause(failures), undefined, { ref: false });
      }
    }
    return { ok: false };
  };
  return receiver;
}

/** Tells whether deliveries come in now. */
export function isSocketOpen({ client }: SocketModeReceiver): () => boolean {
  let isOpen = false;
  client.on("connected", () => {
    isOpen = true;
  });
  for (const end of ["close", "reconnecting", "disconnecting", "disconnected"])
    client.on(end, () => {
      isOpen = false;
    });
  return () => isOpen;
}
