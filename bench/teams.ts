/** A message with a checked token: the full answer in Teams beside botbuilder, which says back what it hears, or the same card. */
import { question } from "./answer.ts";
import { start } from "./child.ts";
import { contest, type Length, type Score } from "./contest.ts";
import { teamsRequests } from "./requests.ts";
import { aimsOf, rounded, tableOf } from "./table.ts";

const kinds = {
  echo: "botbuilder, an echo",
  constant: "botbuilder, the same card as a constant",
  product: "Mesh Advisor, the full answer",
} as const;

export async function teams(length: Length): Promise<string> {
  const connector = await start("./connector.ts");
  const request = await teamsRequests(connector.port);
  const servers = await Promise.all(
    Object.keys(kinds).map((kind) => start("./teams-server.ts", kind, String(connector.port))),
  );
  try {
    const names = Object.values(kinds);
    const scores = await contest(
      servers.map((server, at) => ({ name: names[at] ?? "", server, request: () => request(question) })),
      length,
    );
    const [echo, constant, product] = scores as [Score, Score, Score];
    const rows = scores.map((score) => [
      score.name,
      rounded(score.middle.perSecond),
      rounded(score.over(echo)),
      rounded(score.over(constant)),
      rounded(score.middle.cpu),
      rounded(score.middle.p50),
      rounded(score.middle.p99),
    ]);
    const aims = [
      { what: "the full answer ÷ botbuilder’s echo", at: "least", aim: 2, is: product.over(echo) } as const,
    ];
    const header = [
      "server",
      "messages/s",
      "÷ echo",
      "÷ the same card",
      "µs of CPU each",
      "p50 ms",
      "p99 ms",
    ];
    return `${tableOf(header, rows)}\n\n${aimsOf(aims)}`;
  } finally {
    await Promise.all([...servers, connector].map((server) => server.stop()));
  }
}
