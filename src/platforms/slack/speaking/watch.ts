/** Watches every request to Slack: which method, how long it took, and Slack's word for what was wrong. */
import type { webApi } from "@slack/bolt";
import type { Watch } from "../../../bot/watch.ts";
import { codeOf } from "./reason.ts";

type Fetch = NonNullable<webApi.WebClientOptions["fetch"]>;

/** An error is told at the start of Slack's answer; more of it is not looked at. */
const refusal = /^\s*\{\s*"ok"\s*:\s*false\b[^{}]{0,200}?"error"\s*:\s*"(\w{1,60})"/u;

export const watchedFetch =
  (watch: Watch): Fetch =>
  async (input, init) => {
    const operation = operationOf(input);
    const { response } = await watch(
      { kind: "call", platform: "slack", operation },
      async () => {
        const response = await fetch(input, init);
        return { response, word: response.ok ? await wordIn(response) : undefined };
      },
      ({ response, word }) => ({ outcome: word ?? (response.ok ? "ok" : String(response.status)) }),
      (error) =>
        codeOf(error) || (error instanceof Error && error.name === "TimeoutError" ? "timeout" : "failed"),
    );
    return response;
  };

/** The method's name; addresses of answers and uploads hold what is nobody's business. */
function operationOf(input: string | URL): string {
  const { pathname } = new URL(input);
  const method = /\/([a-z]+(?:\.[A-Za-z]\w*)+)$/u.exec(pathname)?.[1];
  return method ?? (pathname.startsWith("/upload") ? "upload" : "response_url");
}

async function wordIn(response: Response): Promise<string | undefined> {
  if (!response.headers.get("content-type")?.includes("json")) return undefined;
  return refusal.exec(await response.clone().text())?.[1];
}
