/** A message as commands read it: tidied, without greetings, courtesies and other people's names. */
import { tidy, unquote } from "../text/tidy.ts";

const address = /(^|\s)@[^\s,;:]+[,:]?/gu;
const slash = /^\/mesh\b/iu;
const courtesy =
  /^(?:(?:hey|hi|hello|hiya|yo|ok|okay|so|well|please|pls|plz|kindly|bot|mesh bot|good (?:morning|afternoon|evening))[\s,!.:-]+|(?:can|could|would|will) (?:you|u)(?: please| pls)? |(?:i|we)(?:'d| would) like (?:you )?to |i want (?:you )?to |let'?s |quick question[:,]? |question[:,]? )/iu;

/** The words of a message that carry its meaning; empty when it only greets. */
export function wordsIn(message: string): string {
  let text = unquote(tidy(message).replace(address, " ").replace(/\s+/gu, " ").trim().replace(slash, ""));
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(courtesy, "").trimStart();
  }
  return text;
}
