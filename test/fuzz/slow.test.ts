import { expect, it } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { longestMessage } from "../../src/text/tidy.ts";
import { ask } from "../mesh-bot.ts";

/** Each, over and over, makes a careless reader try everything again for every word; read well it takes no time. */
const repeated =
  "a |and |mesh |istio |linkred |no mtls but istio |because |vs |not without |from a to |1.|x|( |istio-|do | of h| on s|, |what is |security |<at>|catalog version ".split(
    "|",
  );

it.each(repeated)("a message of nothing but “%s” is answered, whatever it starts with", async (part) => {
  for (const start of [
    "",
    ...commands.map(({ name }) => `${name} `),
    "which mesh ",
    "how do ",
    "changes since ",
  ]) {
    const text = (start + part.repeat(longestMessage)).slice(0, longestMessage);
    expect((await ask(text)).outcome).not.toBe("fault");
  }
});
