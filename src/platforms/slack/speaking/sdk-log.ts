/** The SDK's log lines in the project's log. Its debug lines hold whole messages, so they are never asked for. */
import { LogLevel, type Logger as SdkLogger } from "@slack/bolt";
import type { Logger } from "pino";
import { reasonOf } from "./reason.ts";

export function sdkLog(log: Logger): SdkLogger {
  const line = (said: unknown[]) => said.map((it) => (typeof it === "string" ? it : reasonOf(it))).join(" ");
  return {
    debug: () => {},
    info: (...said) => log.debug(line(said)),
    warn: (...said) => log.warn(line(said)),
    error: (...said) => log.error(line(said)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
