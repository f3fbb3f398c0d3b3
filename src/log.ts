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

/** What the bot tells: a line for every answer, of names and numbers in which there is nothing to strike out, and faults. */
export function botLog(log: Logger) {
  const lines = log.child({}, { redact: [] });
  return {
    info: (line: object) => lines.info(line),
    error: (line: object) => log.error(line),
  };
}

/** A file descriptor that every line is written to at once. */
export const hurried = (dest: number, tell?: Tell): DestinationStream => enduring(destination(dest), tell);

/** A file descriptor or file that is written to now and then rather than for every line, and when the process ends. */
export const unhurried = (dest: number | string, tell?: Tell): DestinationStream =>
  enduring(
    destination({ dest, sync: false, minLength: 8_192, maxLength: mostKept, periodicFlush: 100 }),
    tell,
  );

/** Hears, once, that the log cannot be written. */
type Tell = (sentence: string) => void;

/** Lines that cannot be written are kept up to so many characters, and written once that is possible again. */
const mostKept = 1_048_576;

/**
 * A log that cannot be written, as on a full disk, is no reason to answer nobody any more. While it cannot, it is not
 * written at the end either: the stream would try again without end.
 */
function enduring(stream: ReturnType<typeof destination>, tell: Tell = () => {}): DestinationStream {
  let isTold = false;
  let fails = false;
  const { flushSync } = stream;
  stream.flushSync = () => {
    if (!fails) flushSync.call(stream);
  };
  stream.on("write", () => {
    fails = false;
  });
  return stream.on("error", ({ message }: Error) => {
    if (!isTold) tell(`the log cannot be written: ${message}`);
    isTold = true;
    fails = true;
  });
}
