import { once } from "node:events";
import { connect } from "node:net";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchLateness } from "../../src/server/lateness.ts";
import { createServer } from "../../src/server/server.ts";
import { alwaysReady } from "./ready.ts";

const impatient = { headers: 300, request: 500, silence: 60_000, check: 100 };

async function start(patience?: typeof impatient) {
  const server = createServer(pino({ level: "silent" }), alwaysReady, patience);
  server.post("/echo", async ({ body }) => ({ body }));
  server.get("/bug", async () => {
    throw new Error("a bug");
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  const { port } = new URL(address);
  /** Sends bytes, and waits until the server closes the connection. */
  async function raw(...parts: readonly string[]): Promise<string> {
    const socket = connect(Number(port), "127.0.0.1");
    let heard = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    socket.on("error", () => {});
    const closed = once(socket, "close");
    for (const part of parts) socket.write(part);
    await closed;
    return heard;
  }
  return { address, raw };
}

const promised = [
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "strict-transport-security",
  "cache-control",
];

describe("every answer", () => {
  it.each([
    ["GET", "/healthz", 200],
    ["GET", "/nope", 404],
    ["GET", "/bug", 500],
    ["GET", "/%zz", 400],
    ["POST", "/healthz", 404],
    ["OPTIONS", "/healthz", 404],
  ])("to %s %s has the security headers", async (method, path, status) => {
    const { address } = await start();
    const response = await fetch(address + path, { method });
    expect(response.status).toBe(status);
    for (const name of promised) expect(response.headers.has(name), name).toBe(true);
    expect(response.headers.has("x-powered-by") || response.headers.has("server")).toBe(false);
  });

  it("to a body that is too large or broken has them too", async () => {
    const { address } = await start();
    const headers = { "content-type": "application/json" };
    for (const [body, status] of [
      [JSON.stringify("x".repeat(1_100_000)), 413],
      ["{", 400],
      ['{"__proto__": {"polluted": true}}', 400],
    ] as const) {
      const response = await fetch(`${address}/echo`, { method: "POST", headers, body });
      expect(response.status).toBe(status);
      for (const name of promised) expect(response.headers.has(name), name).toBe(true);
    }
    expect("polluted" in {}).toBe(false);
  });

  it("to what is no HTTP, or has too many headers, is short and has them too", async () => {
    const { raw } = await start();
    const flood = Array.from({ length: 2_000 }, (_, at) => `x-${at}: ${"y".repeat(20)}\r\n`).join("");
    const floods = [
      ["hello\r\n\r\n", "400 Bad Request"],
      [`GET /healthz HTTP/1.1\r\nhost: a\r\n${flood}\r\n`, "431 Request Header Fields Too Large"],
      [`GET /${"x".repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, "431 Request Header Fields Too Large"],
      [
        "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n",
        "400 Bad Request",
      ],
    ] as const;
    for (const [bytes, status] of floods) {
      const heard = await raw(bytes);
      expect(heard.startsWith(`HTTP/1.1 ${status}\r\n`), heard.slice(0, 80)).toBe(true);
      for (const name of promised) expect(heard).toContain(`${name}: `);
    }
  });
});

describe("who sends slowly", () => {
  it("loses the connection while the head is unfinished", async () => {
    const { raw } = await start(impatient);
    expect(await raw("POST /echo HTTP/1.1\r\nhost: a\r\nx-slow: ")).toContain("408 Request Timeout");
  });

  it("loses it while the body is unfinished", async () => {
    const { raw } = await start(impatient);
    expect(
      await raw(
        "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
      ),
    ).toContain("408 Request Timeout");
  });

  it("keeps nobody else from being answered", async () => {
    const { address, raw } = await start(impatient);
    const slow = Array.from({ length: 50 }, () => raw("GET /healthz HTTP/1.1\r\nhost: "));
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await Promise.all(slow);
  });
});

it("the process knows when it is late with its work", async () => {
  const { current, stop } = watchLateness();
  onTestFinished(stop);
  const until = performance.now() + 700;
  while (performance.now() < until) Math.sqrt(until);
  expect(current()).toBeGreaterThan(400);
});
