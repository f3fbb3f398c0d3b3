import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createServer } from "../../src/server/server.ts";
import { type Connection, openConnection, requestOf } from "../fuzz/connection.ts";
import { alwaysReady } from "./ready.ts";

let server: FastifyInstance;
let port: number;
const open: Connection[] = [];
beforeEach(async () => {
  server = createServer(pino({ level: "silent" }), alwaysReady);
  server.post("/", async () => {
    const end = performance.now() + 2;
    while (performance.now() < end);
    return "done";
  });
  port = Number(new URL(await server.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  await server.close();
});

async function connect(): Promise<Connection> {
  const connection = await openConnection(port);
  open.push(connection);
  return connection;
}
const question = requestOf("/", "{}", { "content-type": "application/json" });

it("lets everybody in before those who came first have asked often", async () => {
  const many = 60;
  const answers = Array.from({ length: many }, () => 0);
  await Promise.all(
    answers.map(async (_, who) => {
      const connection = await connect();
      do {
        expect((await connection.send(question)).status).toBe(200);
        answers[who] = (answers[who] ?? 0) + 1;
      } while (answers.includes(0));
    }),
  );
  expect(Math.max(...answers)).toBeLessThan(15);
});

it("tells that it is well while messages wait", async () => {
  const connections = await Promise.all(Array.from({ length: 40 }, connect));
  const health = await connect();
  const order: string[] = [];
  await Promise.all([
    ...connections.map((connection) => connection.send(question).then(() => order.push("message"))),
    health
      .send(Buffer.from("GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"))
      .then(({ status }) => order.push(`health ${status}`)),
  ]);
  expect(order).toHaveLength(41);
  expect(order.indexOf("health 200")).toBeLessThan(30);
});
