/** Shows that the bot is typing while an answer takes its time. */
import { ActivityTypes, type TurnContext } from "botbuilder";

/** An answer that is there within so many milliseconds needs no sign of work. */
const patience = 700;
/** Clients take the sign away by themselves after some seconds. */
const again = 3_000;

/** The sign is a courtesy: where it does not go out, the answer still does. */
export async function whileTyping<T>(context: TurnContext, work: Promise<T>): Promise<T> {
  const sign = () => void context.sendActivity({ type: ActivityTypes.Typing }).catch(() => {});
  let repeated: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    sign();
    repeated = setInterval(sign, again);
  }, patience);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(repeated);
  }
}
