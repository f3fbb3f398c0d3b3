/** Several servers asked the same in turns, so that whatever else the machine does slows all of them. */
import { type Child, start } from "./child.ts";
import type { Outcome, Task } from "./generator.ts";
import { median } from "./table.ts";

export type Entrant = {
  readonly name: string;
  readonly server: Child;
  /** Made anew for every round: a signature is good for minutes. */
  readonly request: () => Buffer;
};

type Round = { readonly perSecond: number; readonly cpu: number; readonly p50: number; readonly p99: number };

export type Score = {
  readonly name: string;
  /** Medians: requests a second, microseconds of processor time for one, milliseconds it took. */
  readonly middle: Round;
  /** How many times as many requests a second as another, in the middle of all rounds. */
  readonly over: (other: Score) => number;
  readonly rounds: readonly Round[];
};

export type Length = { readonly rounds: number; readonly milliseconds: number };

const connections = 16;

export async function contest(
  entrants: readonly Entrant[],
  { rounds, milliseconds }: Length,
): Promise<readonly Score[]> {
  const generator = await start("./generator.ts");
  const all = entrants.map((): Round[] => []);
  // The first round only warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [at, { name, server, request }] of entrants.entries()) {
      const before = await server.usage();
      const task: Task = { port: server.port, connections, requests: [request()], milliseconds };
      const { requests, refused, seconds, p50, p99 } = (await generator.ask(task)) as Outcome;
      const after = await server.usage();
      if (refused > 0) throw new Error(`${name} refused ${refused} of ${requests}`);
      const cpu = (after.cpu - before.cpu) / requests;
      if (round > 0) all[at]?.push({ perSecond: requests / seconds, cpu, p50, p99 });
    }
  await generator.stop();
  return entrants.map(({ name }, at) => scoreOf(name, all[at] ?? []));
}

function scoreOf(name: string, rounds: readonly Round[]): Score {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  return {
    name,
    rounds,
    middle: {
      perSecond: of((it) => it.perSecond),
      cpu: of((it) => it.cpu),
      p50: of((it) => it.p50),
      p99: of((it) => it.p99),
    },
    over: (other) =>
      median(rounds.map(({ perSecond }, at) => perSecond / (other.rounds[at]?.perSecond ?? Number.NaN))),
  };
}
