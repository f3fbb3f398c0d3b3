/** Lets the event loop turn while many ask at once, so that whoever comes new is let in. */
import { setImmediate as turned } from "node:timers/promises";

export type Turns = {
  /** Calls back in this turn, or in a later one where enough has been begun in this. */
  readonly take: (begin: () => void) => void;
  /** For how long, in milliseconds, the one that comes next has waited; 0 where nobody waits. */
  readonly waited: () => number;
};

/** With four in a turn the answers are sent together, and a turn is short. */
const most = 4;

/** As many new connections as are let in between two turns of work. */
const mostLetIn = 50;

/**
 * A turn of Node's event loop reads what every open connection has sent, and takes one new connection. Were all that was
 * read answered in the same turn, whoever comes new would wait until those who came before stop asking.
 */
export function createTurns(perTurn = most): Turns {
  const waiting: { readonly begin: () => void; readonly since: number }[] = [];
  let begun = 0;

  async function goOn(): Promise<void> {
    while (begun > 0) {
      const started = performance.now();
      await turned();
      // Work that took long has kept others out: one is let in for every millisecond of it.
      const longer = Math.min(performance.now() - started, mostLetIn);
      for (let letIn = 1; letIn < longer; letIn++) await turned();
      const next = waiting.splice(0, perTurn);
      begun = next.length;
      for (const { begin } of next) begin();
    }
  }

  return {
    take(begin) {
      if (begun === perTurn) {
        waiting.push({ begin, since: performance.now() });
        return;
      }
      begun++;
      if (begun === 1) void goOn();
      begin();
    },
    waited: () => (waiting[0] === undefined ? 0 : performance.now() - waiting[0].since),
  };
}
