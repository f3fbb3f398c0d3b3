/** Runs the program as a user does, in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

type Options = { readonly env?: Readonly<Record<string, string>>; readonly input?: string };
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const bare = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" };

function launch(file: string, args: readonly string[], env: Readonly<Record<string, string>>, at = root) {
  const child = spawn(process.execPath, [`src/${file}`, ...args], { cwd: at, env: { ...bare, ...env } });
  const heard = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (heard.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (heard.stderr += text));
  return { child, heard };
}

/** Runs to the end. */
export async function run(
  file: string,
  args: readonly string[] = [],
  { env = {}, input = "" }: Options = {},
): Promise<Ended> {
  const { child, heard } = launch(file, args, env);
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...heard };
}

export type Running = {
  readonly address: string;
  readonly stdout: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Sends a signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>;
};

/** Starts the server on a free port and waits until it listens; standard input is already at its end. */
export async function startServer(env: Readonly<Record<string, string>> = {}, at?: string): Promise<Running> {
  const { child, heard } = launch("main.ts", [], { PORT: "0", ...env }, at);
  child.stdin.end();
  const closed = once(child, "close") as Promise<[number | null]>;
  const address = await Promise.race([
    new Promise<string>((resolve) => {
      child.stdout.on("data", () => {
        const found = /listens on (http:\/\/[^ ]+:\d+)/u.exec(heard.stdout)?.[1];
        if (found) resolve(found.replace("0.0.0.0", "127.0.0.1"));
      });
    }),
    closed.then(() =>
      Promise.reject(new Error(`the server ended before it listened:\n${heard.stdout}${heard.stderr}`)),
    ),
  ]);
  return {
    address,
    stdout: () => heard.stdout,
    signal: (signal) => void child.kill(signal),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const [code] = await closed;
      return { code, ...heard };
    },
  };
}
