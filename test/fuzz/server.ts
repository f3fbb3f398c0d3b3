/** Sends broken requests to the real server, spawned, with Slack and Microsoft played by fakes, and looks at every answer. */
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { problemsOf } from "../../src/platforms/slack/drawing/check.ts";
import { signingSecret } from "../fakes/slack-request.ts";
import { type Body, slackBody, teamsBody } from "./bodies.ts";
import { type Answer, openConnection, requestOf } from "./connection.ts";
import { type Finding, mostFindings, type Range, traceOf } from "./finding.ts";
import { openOutside } from "./outside.ts";
import { createCase, type Random } from "./random.ts";

export type ServerFuzz = {
  readonly findings: readonly Finding[];
  /** How many bodies were answered with each status, by platform. */
  readonly statuses: Readonly<Record<Path, ReadonlyMap<number, number>>>;
  /** Messages sent besides the answers. */
  readonly messages: number;
};

type Path = "/slack/events" | "/api/messages";

export async function fuzzServer(
  { seed, first, count }: Range,
  progress: (next: number) => void = () => {},
): Promise<ServerFuzz> {
  const findings: Finding[] = [];
  const statuses = { "/slack/events": new Map<number, number>(), "/api/messages": new Map<number, number>() };
  let at = first;
  const report = (input: string, wrong: readonly string[]) => void findings.push({ at, input, wrong });
  const outside = await openOutside(report);
  const server = await serve([outside.address, outside.microsoft]);

  async function send({ bytes, contentType }: Body, path: Path, headers: Record<string, string>) {
    const input = `${path} ${contentType} ${bytes.toString("latin1").slice(0, 2_000)}`;
    try {
      const connection = await openConnection(server.port);
      const answer = await connection
        .send(requestOf(path, bytes, { ...headers, "content-type": contentType }))
        .finally(connection.close);
      statuses[path].set(answer.status, (statuses[path].get(answer.status) ?? 0) + 1);
      const wrong = wrongWithAnswer(answer, path);
      const errors = server.errors();
      if (wrong !== undefined || errors.length > 0)
        report(input, [...(wrong === undefined ? [] : [wrong]), ...errors]);
    } catch (error) {
      report(input, [...traceOf(error), ...server.errors()]);
    }
  }

  try {
    for (; at < first + count && findings.length < mostFindings && server.isUp(); at++) {
      const random = createCase(~seed, at);
      if (random.chance(0.5)) {
        const body = slackBody(random, `${outside.address}/response`);
        await send(body, "/slack/events", signatureOf(body.bytes, random));
      } else {
        const body = teamsBody(random, outside.activity);
        await send(body, "/api/messages", { authorization: outside.authorization(random) });
      }
      if (at % 10_000 === 9_999) progress(at + 1);
    }
    const code = await server.stop();
    const errors = server.errors();
    if (code !== 0 || errors.length > 0) report("the end", [`the server ended with ${code}`, ...errors]);
  } finally {
    await server.stop();
    await outside.stop();
  }
  return { findings, statuses, messages: outside.messages() };
}

/** The server in a process of its own; `errors` gives what it complained of since it was asked last. */
async function serve(addresses: readonly string[]) {
  const file = fileURLToPath(new URL("served.ts", import.meta.url));
  const child = spawn(process.execPath, [file, ...addresses], { stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  child.stdout.setEncoding("utf8");
  const [greeting] = await Promise.race([once(child.stdout, "data"), closed]);
  const port = Number(/:(\d+)\n$/u.exec(String(greeting))?.[1]);
  if (!Number.isInteger(port)) throw new Error(`the server did not start: ${greeting}\n${complaints}`);
  return {
    port,
    isUp: () => child.exitCode === null && child.signalCode === null,
    errors(): readonly string[] {
      const lines = complaints.split("\n").filter((line) => line !== "");
      complaints = "";
      return lines.slice(0, 5);
    },
    async stop(): Promise<unknown> {
      child.kill("SIGTERM");
      const [code] = await closed;
      return code;
    },
  };
}

/** A sentence; undefined where an answer is as it should be. */
function wrongWithAnswer({ status, head, body }: Answer, path: Path): string | undefined {
  // Teams is told so of an invoke that this bot does not know.
  const unknown = path === "/api/messages" && status === 501;
  if (status >= 500 && !unknown) return `answered ${status}: ${body.slice(0, 200)}`;
  if (!/^x-content-type-options: nosniff\r?$/imu.test(head)) return `answered without its headers: ${head}`;
  if (body === "") return undefined;
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return `answered ${status} with what is no JSON: ${body.slice(0, 200)}`;
  }
  if (path !== "/slack/events" || status !== 200 || typeof said !== "object" || said === null)
    return undefined;
  const problems = "blocks" in said ? problemsOf(said) : [];
  return problems.length > 0 ? `Slack would refuse the answer: ${problems.join("; ")}` : undefined;
}

/** Nearly all are signed as they should be, else nothing but the signature would be tried. */
function signatureOf(body: Buffer, random: Random): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - (random.chance(0.02) ? random.below(1e6) : 0));
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body).digest("hex");
  return {
    "x-slack-request-timestamp": random.chance(0.01) ? "soon" : timestamp,
    "x-slack-signature": `v0=${random.chance(0.01) ? signature.slice(2) : signature}`,
    ...(random.chance(0.1) && { "x-slack-retry-num": String(random.below(9) - 1) }),
  };
}
