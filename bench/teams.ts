/** A message with a checked token: the full answer in Teams beside botbuilder, which says back what it hears. */
import { question } from "./answer.ts";
import { start } from "./child.ts";
import { contest, type Length, type Score } from "./contest.ts";
import { teamsRequests } from "./requests.ts";
import { aimsOf, rounded, tableOf } from "./table.ts";

export async function teams(length: Length): Promise<string> {
  const connector = await start("./connector.ts");
  const request = await teamsRequests(connector.port);
  const servers = await Promise.all(
    ["echo", "product"].map((kind) => start("./teams-server.ts", kind, String(connector.port))),
  );
  try {
    const names = ["botbuilder, an echo", "Mesh Advisor, the full answer"];
    const scores = await contest(
      servers.map((server, at) => ({ name: names[at] ?? "", server, request: () => request(question) })),
      length,
    );
    const [echo, product] = scores as [Score, Score];
    const rows = scores.map((score) => [
      score.name,
      rounded(score.middle.perSecond),
      rounded(score.over(echo)),
      rounded(score.middle.cpu),
      rounded(score.middle.p50),
      rounded(score.middle.p99),
    ]);
    const aims = [
      { what: "the full answer ÷ botbuilder’s echo", at: "least", aim: 2, is: product.over(echo) } as const,
    ];
    const header = ["server", "messages/s", "÷ echo", "µs of CPU each", "p50 ms", "p99 ms"];
    return `${tableOf(header, rows)}\n\n${aimsOf(aims)}`;
  } finally {
    await Promise.all([...servers, connector].map((server) => server.stop()));
  }
}
