/** What the product holds, idle and after very many questions, each from one of many people. */
import { createRandom } from "../test/fuzz/random.ts";
import { type Child, start, type Usage } from "./child.ts";
import type { Outcome, Task } from "./generator.ts";
import { questionFrom } from "./mix.ts";
import { slackRequest } from "./requests.ts";
import { aimsOf, megabytes, tableOf } from "./table.ts";

const people = 20_000;

export async function memory(questions: number): Promise<string> {
  const [connector, generator] = await Promise.all([start("./connector.ts"), start("./generator.ts")]);
  // Some answers take a call to Slack: where nobody answers those, they are what is held.
  const server = await start("./slack-server.ts", "product", `http://127.0.0.1:${connector.port}/api/`);
  try {
    const idle = await tidied(server);
    const marks = [0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * questions));
    const held: (readonly [asked: number, usage: Usage])[] = [[0, idle]];
    const random = createRandom(3);
    let asked = 0;
    for (const mark of marks) {
      while (asked < mark) {
        const most = Math.min(20_000, mark - asked);
        await ask(generator, server.port, most, () =>
          slackRequest(questionFrom(random), `U${random.below(people)}`),
        );
        asked += most;
      }
      held.push([asked, await tidied(server)]);
    }
    const rows = held.map(([asked, { rss, heap }]) => [
      asked === 0 ? "idle" : `after ${asked.toLocaleString("en")} questions`,
      megabytes(rss),
      megabytes(heap),
    ]);
    // Topics and kept answers are full by then, and nearly all words were heard; what grows after that grows for ever.
    const [early, late] = [held[3]?.[1], held.at(-1)?.[1]];
    const growth = (late?.heap ?? 0) / (early?.heap ?? 1);
    const what = "heap after all ÷ heap after half";
    return `${tableOf(["", "RSS MB", "heap MB"], rows)}\n\n${aimsOf([{ what, at: "most", aim: 1.05, is: growth }])}`;
  } finally {
    await Promise.all([server.stop(), generator.stop(), connector.stop()]);
  }
}

const tidied = async (server: Child) => (await server.ask("tidy")) as Usage;

async function ask(generator: Child, port: number, most: number, request: () => Buffer): Promise<void> {
  const requests = Array.from({ length: most }, request);
  const task: Task = { port, connections: 16, requests, most };
  const { refused } = (await generator.ask(task)) as Outcome;
  if (refused > 0) throw new Error(`${refused} questions were refused`);
}
