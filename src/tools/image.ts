/** `npm run image:check`: performs the Dockerfile's steps in an empty folder, starts what comes of them and asks it how it is. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Built, buildImage, sizeOf } from "../image/build.ts";
import { readDockerfile } from "../image/dockerfile.ts";

/** Where the Dockerfile makes room for state, in a folder of the image's user. */
const stateFolder = "/var/lib/mesh-advisor";

const context = fileURLToPath(new URL("../..", import.meta.url));
const isRoot = process.getuid?.() === 0;
const read = (file: string) => readFile(join(context, file), "utf8");

/** As little as a container has: the Node that runs this, a home, and npm's own cache. */
const bare = {
  PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
  HOME: process.env.HOME ?? "",
};

/** And for the steps that install: how this machine reaches its registry, through which proxy and with whose certificate. */
const reaching = Object.fromEntries(
  Object.entries(process.env).filter((it): it is [string, string] =>
    /^(?:npm_config_(?:cache|registry|cafile|userconfig)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/iu.test(
      it[0],
    ),
  ),
);

/** Everything turned on, so that a package which is missing is missed; nobody is reached. */
const nobody = "http://127.0.0.1:9/";
const everything = {
  HOST: "127.0.0.1",
  SLACK_BOT_TOKEN: "xoxb-check",
  SLACK_SIGNING_SECRET: "check",
  SLACK_API_URL: nobody,
  TEAMS_APP_ID: "check",
  TEAMS_APP_PASSWORD: "check",
  TEAMS_TENANT_ID: "check",
  METRICS_PORT: "0",
  OTEL_EXPORTER_OTLP_ENDPOINT: nobody,
};

const folder = await mkdtemp(join(tmpdir(), "mesh-advisor-image-"));
try {
  await check();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function check(): Promise<void> {
  const ignored = (await read(".dockerignore")).split("\n").map((line) => line.trim());
  if (!ignored.includes("*"))
    throw new Error(".dockerignore has to keep out everything that is not named: *");
  const built = await buildImage({
    stages: readDockerfile(await read("Dockerfile")),
    context,
    allowed: ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1)),
    folder,
    environment: { ...bare, ...reaching, npm_config_prefer_offline: "true" },
    tell: console.log,
  });
  const inside = await readdir(join(built.root, built.workdir));
  console.log(`inside: ${inside.toSorted().join(", ")}`);
  const [all, packages] = await Promise.all([
    sizeOf(built.root),
    sizeOf(join(built.root, built.workdir, "node_modules")),
  ]);
  console.log(`size: ${megabytes(all)} over ${built.stage.base}, of which packages ${megabytes(packages)}`);
  await serve(built);
}

/** Runs its command as its user, then its health check, and a question; and stops it. */
async function serve({ root, workdir, stage }: Built): Promise<void> {
  const [command = "", ...args] = stage.command;
  const [health = "", ...healthArgs] = stage.health;
  const [uid, gid] = (stage.user ?? "").split(":").map(Number);
  const port = String(await freePort());
  const options = {
    cwd: join(root, workdir),
    env: { ...bare, ...stage.environment, ...everything, STATE_DIR: join(root, stateFolder), PORT: port },
    // Only root may become somebody else; whoever builds is then kept from writing to what root has made.
    ...(isRoot && uid !== undefined && gid !== undefined && { uid, gid }),
  };
  // Only root can give files away; for others everything is theirs anyway.
  if (isRoot) {
    await promisify(execFile)("chmod", ["-R", "go-w,a+rX", folder]);
    for (const step of stage.steps)
      if (step.kind === "copy" && step.owner !== undefined)
        await promisify(execFile)("chown", ["-R", step.owner, join(root, step.to)]);
  }
  const server = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  let ended: number | null | undefined;
  server.on("close", (code) => {
    ended = code;
  });
  const healthy = () =>
    promisify(execFile)(health, healthArgs, options).then(
      () => true,
      () => false,
    );
  let tries = 100;
  while (!(await healthy())) {
    if (ended !== undefined || --tries === 0) throw new Error(`the server did not become healthy (${ended})`);
    await sleep(100);
  }
  console.log(`healthy on port ${port}${isRoot ? `, as user ${stage.user}` : ""}`);
  const question = ["src/cli.ts", "--format", "json", "show", "istio"];
  const { stdout } = await promisify(execFile)(command, question, options);
  if (!JSON.stringify(JSON.parse(stdout)).includes("Istio")) throw new Error("it does not answer a question");
  server.kill("SIGTERM");
  while (ended === undefined) await sleep(20);
  if (ended !== 0) throw new Error(`the server ended with ${ended} when it was told to stop`);
  console.log("answered, and stopped with 0");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
