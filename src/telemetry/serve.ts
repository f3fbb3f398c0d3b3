/** Serves metrics on a port of their own, so that whoever reaches the platforms' routes does not reach them. */
import { fastify } from "fastify";
import type { Metrics } from "./metrics.ts";

type Where = { readonly host: string; readonly port: number };
type Served = { readonly address: string; readonly close: () => Promise<void> };

export async function serveMetrics({ read, contentType }: Metrics, { host, port }: Where): Promise<Served> {
  const server = fastify({ forceCloseConnections: true });
  server.get("/metrics", async (_, reply) => reply.type(contentType).send(await read()));
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: "only /metrics is here" }));
  return { address: `${await server.listen({ host, port })}/metrics`, close: () => server.close() };
}
