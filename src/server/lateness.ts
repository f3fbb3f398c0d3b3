/** How late the process is with its work: the time by which a timer that should have run has not. */

export type Lateness = { readonly current: () => number; readonly stop: () => void };

const every = 100;

export function watchLateness(): Lateness {
  let due = performance.now() + every;
  let last = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    last = Math.max(0, now - due);
    due = now + every;
  }, every);
  timer.unref();
  return {
    // What is under way now counts too.
    current: () => Math.max(last, performance.now() - due),
    stop: () => clearInterval(timer),
  };
}
