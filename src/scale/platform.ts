/** Slack as far as pace goes: how long it takes for a message, and how many it takes a minute from a workspace. */

type Posted =
  | { readonly kind: "sent"; readonly message: string }
  | {
      readonly kind: "later";
      readonly reason: string;
      readonly wait: number;
      readonly limited: true;
      readonly doubtful: false;
    };

type Parts = {
  readonly now: () => number;
  /** Milliseconds, in the middle; one in a hundred takes about four times as long. */
  readonly latency: number;
  readonly aMinute: number;
  readonly seed: number;
};

export type SimulatedPlatform = {
  /** What comes of a message, and after how many milliseconds. */
  readonly take: (place: { readonly tenant: string; readonly channel: string }) => {
    readonly posted: Posted;
    readonly after: number;
  };
  readonly taken: () => number;
  readonly refused: () => number;
  /** Messages that a channel got besides its first. */
  readonly twice: () => number;
};

const minute = 60_000;

export function createPlatform({ now, latency, aMinute, seed }: Parts): SimulatedPlatform {
  const random = randomFrom(seed);
  const channels = new Set<string>();
  const windows = new Map<string, { from: number; count: number }>();
  let taken = 0;
  let refused = 0;
  let twice = 0;

  return {
    take({ tenant, channel }) {
      const after = latency * Math.exp(0.6 * normal(random));
      const at = now();
      const last = windows.get(tenant);
      const window = last && at - last.from < minute ? last : { from: at, count: 0 };
      windows.set(tenant, window);
      if (window.count >= aMinute) {
        refused++;
        const wait = window.from + minute - at;
        return {
          posted: { kind: "later", reason: "ratelimited", wait, limited: true, doubtful: false },
          after,
        };
      }
      window.count++;
      taken++;
      if (channels.has(channel)) twice++;
      channels.add(channel);
      return { posted: { kind: "sent", message: String(taken) }, after };
    },
    taken: () => taken,
    refused: () => refused,
    twice: () => twice,
  };
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let it = Math.imul(state ^ (state >>> 15), state | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** By the polar form of Box and Muller's way. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
