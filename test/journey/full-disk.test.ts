import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { signingSecret, slashRequest } from "../fakes/slack-request.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

/** A server started by a shell, on a port that was free a moment ago; what it writes is not needed to reach it. */
async function startIn(shell: string, env: Readonly<Record<string, string>>) {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await new Promise((resolve) => probe.close(resolve));
  const child = spawn("bash", ["-c", shell], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env.PATH,
      NODE: process.execPath,
      HOST: "127.0.0.1",
      PORT: `${port}`,
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: "http://127.0.0.1:9/",
      ...env,
    },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const closed = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  const at = `http://127.0.0.1:${port}`;
  const readiness = async () => (await fetch(`${at}/readyz`).catch(() => undefined))?.text();
  await expect.poll(readiness, { timeout: 20_000 }).toContain('"store":{"state":"');
  return {
    pid: `${child.pid}`,
    readiness,
    stderr: () => stderr,
    async ask(text: string) {
      const { body, headers } = slashRequest(text);
      const response = await fetch(`${at}/slack/events`, { method: "POST", body, headers });
      return response.text();
    },
    async stop() {
      child.kill("SIGTERM");
      const [code] = await closed;
      return code;
    },
  };
}

describe("a full disk", () => {
  it("under the log costs its lines and no answer, and is told of once", async () => {
    const server = await startIn('exec "$NODE" src/main.ts > /dev/full', { LOG_LEVEL: "trace" });
    for (let count = 0; count < 20; count++) expect(await server.ask("show istio")).toContain("Istio");
    await expect.poll(server.stderr).toContain("the log cannot be written: ENOSPC");
    expect(await server.stop()).toBe(0);
    expect(server.stderr().match(/cannot be written/gu)).toHaveLength(1);
  });

  it("under the state is told to who wants something kept, and questions are answered", async () => {
    // The signal that comes with a file's limit is not for the server.
    const server = await startIn(`trap '' XFSZ; exec "$NODE" src/main.ts`, { STATE_DIR: temporaryFolder() });
    await expect.poll(server.readiness).toContain('"store":{"state":"ready"}');
    const limit = (size: string) =>
      execFileSync("prlimit", ["--pid", server.pid, `--fsize=${size}:unlimited`]);
    expect(await server.ask("decide istio because it fits")).toContain("Decision 1");
    limit("1");
    const refused = await server.ask("decide linkerd because it is light");
    expect(refused).toContain("Nothing was changed");
    expect(await server.ask("show istio")).toContain("Istio");
    limit("unlimited");
    expect(await server.ask("decide linkerd because it is light")).toContain("Decision 2");
    expect(await server.stop()).toBe(0);
  });
});
