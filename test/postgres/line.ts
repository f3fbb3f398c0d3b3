/** A line to a server that may go dead without a word, or be cut. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type Line = {
  readonly port: number;
  /** From now on nothing passes, in either direction, and nobody is told. */
  readonly stall: () => void;
  /** New connections pass again; those that were stalled stay dead. */
  readonly mend: () => void;
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

export async function layLine(to: number): Promise<Line> {
  let isStalled = false;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, onto] of [pair, [far, near] as const]) {
      from.on("error", () => {});
      from.on("close", () => onto.destroy());
    }
    near.on("close", () => pairs.delete(pair));
    if (isStalled) return;
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: address.port,
    stall() {
      isStalled = true;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.pause();
        far.pause();
      }
    },
    mend() {
      isStalled = false;
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
