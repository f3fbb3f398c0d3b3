/** The product under test, the outside world, and a folder for its store, all of which go away together. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../test/fuzz/random.ts";
import { type Child, start } from "./child.ts";
import { createMix } from "./load-mix.ts";
import { createRun, type Run } from "./load-run.ts";

export type Stage = {
  readonly server: Child;
  readonly run: Run;
  /** Messages that Slack and Teams lack, or got twice, as sentences; after all had their time. */
  readonly missing: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

export async function openStage(seed: number, people: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-advisor-load-"));
  const connector = await start("./connector.ts");
  const server = await start("./load-server.ts", String(connector.port), folder);
  const run = await createRun(server.port, await createMix(createRandom(seed), people, connector.port));
  return {
    server,
    run,
    async missing() {
      const { expected } = run;
      const off = ({ slack = 0, teams = 0 }: Readonly<Record<string, number>>) =>
        (slack < expected.slack ? 1 : 0) + (teams < expected.teams ? 1 : 0);
      let { counts } = await connector.usage();
      for (let tries = 0; tries < 50 && off(counts) > 0; tries++) {
        await sleep(200);
        ({ counts } = await connector.usage());
      }
      return (["slack", "teams"] as const).flatMap((platform) => {
        const [got = 0, wanted] = [counts[platform], expected[platform]];
        return got === wanted ? [] : [`${platform} got ${got} messages, not ${wanted}`];
      });
    },
    async stop() {
      run.close();
      await Promise.all([server.stop(), connector.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}
