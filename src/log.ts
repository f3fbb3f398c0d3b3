/** The log: one JSON line an event, secrets struck out, never a message's text. */
import { type DestinationStream, type Logger, pino } from "pino";

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
