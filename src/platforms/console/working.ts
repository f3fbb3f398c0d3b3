/** A sign of work in a terminal while an answer takes its time. */

/** A terminal, or a stream that is none and is left alone. */
export type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** An answer that is there within so many milliseconds needs no sign. */
const patience = 400;
const pace = 120;
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** To the start of the line, and clears it. */
const clear = "\r\u001b[K";

/** Draws a turning sign on the line below until the work is done, then takes it away. */
export async function whileWorking<T>(screen: Screen, work: Promise<T>): Promise<T> {
  if (screen.isTTY !== true) return work;
  let turn = 0;
  let turning: NodeJS.Timeout | undefined;
  const draw = () => screen.write(`${clear}${frames[turn++ % frames.length]} Working…`);
  const first = setTimeout(() => {
    draw();
    turning = setInterval(draw, pace);
  }, patience);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(turning);
    if (turn > 0) screen.write(clear);
  }
}
