/** A signed slash command over HTTP: the full answer beside servers that send the same bytes without thinking. */
import { openConnection } from "../test/fuzz/connection.ts";
import { question, slackAnswer } from "./answer.ts";
import { type Child, start } from "./child.ts";
import { contest, type Length, type Score } from "./contest.ts";
import { slackRequest } from "./requests.ts";
import { type Aim, aimsOf, rounded, tableOf } from "./table.ts";

const kinds = {
  bare: "bare `node:http`, a constant",
  "bolt-http": "Bolt’s HTTPReceiver, a constant",
  "bolt-express": "Bolt’s ExpressReceiver, a constant",
  own: "our receiver, a constant",
  product: "Mesh Advisor, the full answer",
} as const;

export async function slack(length: Length): Promise<string> {
  const servers = await Promise.all(Object.keys(kinds).map((kind) => start("./slack-server.ts", kind)));
  try {
    await Promise.all(servers.map(checkAnswer));
    const names = Object.values(kinds);
    const request = () => slackRequest(question);
    const scores = await contest(
      servers.map((server, at) => ({ name: names[at] ?? "", server, request })),
      length,
    );
    const [bare, http, express, own, product] = scores as [Score, Score, Score, Score, Score];
    const rows = scores.map((score) => [
      score.name,
      rounded(score.middle.perSecond),
      rounded(score.over(bare)),
      rounded(score.over(http)),
      rounded(score.middle.cpu),
      rounded(score.middle.p50),
      rounded(score.middle.p99),
    ]);
    const slowest = Math.min(http.middle.p99, express.middle.p99);
    const aims: readonly Aim[] = [
      { what: "the full answer ÷ our constant", at: "least", aim: 0.95, is: product.over(own) },
      {
        what: "the full answer ÷ Bolt’s HTTPReceiver’s constant",
        at: "least",
        aim: 1.8,
        is: product.over(http),
      },
      { what: "p99 ÷ the better p99 of Bolt’s two", at: "most", aim: 1, is: product.middle.p99 / slowest },
    ];
    const header = ["server", "requests/s", "÷ bare", "÷ HTTPReceiver", "µs of CPU each", "p50 ms", "p99 ms"];
    return `${tableOf(header, rows)}\n\n${aimsOf(aims)}`;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** All must say the whole answer, else the figures compare different things. */
async function checkAnswer({ port }: Child): Promise<void> {
  const connection = await openConnection(port);
  const { status, body } = await connection.send(slackRequest(question));
  connection.close();
  const expected = JSON.stringify(await slackAnswer());
  if (status !== 200 || Math.abs(body.length - expected.length) > 0.02 * expected.length)
    throw new Error(`a server answered ${status} with ${body.length} characters, not ${expected.length}`);
}
