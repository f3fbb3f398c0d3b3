/** HTTP over a socket that is kept open, one request at a time: light enough to leave the machine to the server. */
import { connect, type Socket } from "node:net";

/** Milliseconds of silence after which a request counts as never answered: well beyond what any answer may take. */
const patience = 30_000;

export type Answer = { readonly status: number; readonly head: string; readonly body: string };
export type Connection = {
  readonly send: (request: Buffer) => Promise<Answer>;
  readonly close: () => void;
};

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

export function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let waiting: Waiting | undefined;
  let heard: Buffer = Buffer.alloc(0);

  socket.on("data", (chunk) => {
    heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk]);
    const answer = answerIn(heard);
    if (!answer) return;
    heard = Buffer.alloc(0);
    socket.setTimeout(0);
    waiting?.resolve(answer);
    waiting = undefined;
  });
  const failed = (error: Error) => {
    waiting?.reject(error);
    waiting = undefined;
  };
  socket.on("error", failed);
  socket.on("timeout", () => socket.destroy(new Error("the request was not answered")));
  socket.on("close", () => failed(new Error("the server closed the connection")));

  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", () =>
      resolve({
        send: (request) =>
          new Promise((resolve, reject) => {
            if (socket.destroyed) return reject(new Error("the server has closed the connection"));
            waiting = { resolve, reject };
            socket.setTimeout(patience);
            socket.write(request);
          }),
        close: () => void socket.destroy(),
      }),
    );
  });
}

/** A whole answer, with a length or in chunks; undefined while there is more to come. */
function answerIn(heard: Buffer): Answer | undefined {
  const end = heard.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = heard.toString("latin1", 0, end);
  const length = /content-length: (\d+)/iu.exec(head)?.[1];
  const whole =
    length === undefined ? heard.subarray(-5).equals(lastChunk) : heard.length >= end + 4 + Number(length);
  if (!whole) return undefined;
  return { status: Number(head.slice(9, 12)), head, body: heard.toString("utf8", end + 4) };
}

const lastChunk = Buffer.from("0\r\n\r\n");

/** A POST request as it goes over the wire. */
export function requestOf(
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): Buffer {
  const lines = Object.entries({
    host: "127.0.0.1",
    ...headers,
    "content-length": String(Buffer.byteLength(body)),
  });
  const head = `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}
