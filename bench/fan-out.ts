/** Digests to many follows that are due at one moment, as `npm run scale` simulates them. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../src/tools/scale.ts", import.meta.url));

export async function fanOut(follows: number): Promise<string> {
  const workspaces = Math.max(10, Math.round(follows / 10));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[program, "--follows", String(follows), "--workspaces", String(workspaces)],
  ]);
  return `\`\`\`\n${stdout.trim()}\n\`\`\``;
}
