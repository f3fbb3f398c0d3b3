/** A small load balancer: takes turns among the servers that say they are ready, over connections it keeps open. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How often each server is asked whether it is ready, in milliseconds. */
const every = 100;

export async function startProxy() {
  const agent = new Agent({ keepAlive: true });
  const servers = new Map<string, { ready: boolean; served: number }>();
  const failures: string[] = [];
  let turn = 0;
  let stopped = false;

  async function watch(address: string): Promise<void> {
    const server = servers.get(address);
    while (!stopped && server && servers.has(address)) {
      server.ready = await fetch(`${address}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      await sleep(every, undefined, { ref: false });
    }
  }

  function forward(incoming: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const ready = [...servers].filter(([, it]) => it.ready);
    const [address, server] = ready[turn++ % Math.max(1, ready.length)] ?? [];
    if (!address || !server) {
      failures.push("nobody is ready");
      return void response.writeHead(503).end();
    }
    const outgoing = request(
      `${address}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers, agent },
      (answer) => {
        server.served++;
        response.writeHead(answer.statusCode ?? 502, {
          "content-type": answer.headers["content-type"] ?? "",
        });
        answer.pipe(response);
      },
    );
    // What was sent may have been taken: nobody may send it again.
    outgoing.on("error", (error) => {
      failures.push(error.message);
      response.writeHead(502).end();
    });
    outgoing.end(body);
  }

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    forward(incoming, Buffer.concat(chunks), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on TCP, so its address is an object.
  const { port } = server.address() as AddressInfo;

  return {
    address: `http://127.0.0.1:${port}`,
    /** Everything that went wrong between the proxy and the servers. */
    failures,
    add(address: string) {
      servers.set(address, { ready: false, served: 0 });
      void watch(address);
    },
    isReady: (address: string) => servers.get(address)?.ready ?? false,
    served: (address: string) => servers.get(address)?.served ?? 0,
    stop() {
      stopped = true;
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
