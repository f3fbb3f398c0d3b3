/** The log: one JSON line an event, secrets struck out, never a message's text. */
import { type DestinationStream, destination, type Logger, pino } from "pino";

const secrets = [
  "token",
  "botToken",
  "appToken",
  "signingSecret",
  "clientSecret",
  "appPassword",
  "authorization",
  "cookie",
  "password",
];

export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `err.config.${name}`]),
        censor: "[secret]",
      },
    },
    destination,
  );

/** For lines that hold names and numbers of our own and nothing else, of which there is one for every answer. */
export const withoutStriking = (log: Logger): Logger => log.child({}, { redact: [] });

/** A file descriptor that every line is written to at once. */
export const hurried = (dest: number): DestinationStream => destination(dest);

/** A file descriptor or file that is written to now and then rather than for every line, and when the process ends. */
export const unhurried = (dest: number | string): DestinationStream =>
  destination({ dest, sync: false, minLength: 8_192, periodicFlush: 100 });
