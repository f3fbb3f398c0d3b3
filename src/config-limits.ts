/** Reads how much one person, one channel and all together may ask. */
import { z } from "zod";

const whole = z.coerce.number("must be a number").int("must be a whole number").min(0).max(1_000_000);

export const limitsShape = {
  RATE_LIMIT_PERSON: whole.default(60),
  RATE_LIMIT_CHANNEL: whole.default(300),
  MAX_UNDER_WAY: whole.min(1, "must be 1 or more").default(200),
};

export type LimitsConfig = {
  /** Questions a minute; 0 for as many as one likes. */
  readonly perPerson: number;
  readonly perChannel: number;
  /** Answers under way at once. */
  readonly underWay: number;
};

export const limitsOf = (read: z.infer<z.ZodObject<typeof limitsShape>>): LimitsConfig => ({
  perPerson: read.RATE_LIMIT_PERSON,
  perChannel: read.RATE_LIMIT_CHANNEL,
  underWay: read.MAX_UNDER_WAY,
});
