/** Talks to the playground's routes as a browser does, and as one should not. */
import { request } from "node:http";
import type { Answer, Deed } from "../../../src/platforms/playground/protocol.ts";

export type Visited = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

type Visit = {
  readonly method?: string;
  /** Also those no browser lets a page set. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export const visit = (url: string, { method = "GET", headers = {}, body }: Visit = {}): Promise<Visited> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let said = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });

export const json = { "content-type": "application/json" };

/** Asks in a conversation of its own, unless one is named. */
export async function ask(
  address: string,
  deed: Deed,
  conversation: string = crypto.randomUUID(),
): Promise<Answer> {
  const body = JSON.stringify({ ...deed, conversation });
  const { status, body: said } = await visit(`${address}/playground/ask`, {
    method: "POST",
    headers: json,
    body,
  });
  if (status !== 200) throw new Error(`${status}: ${said}`);
  return JSON.parse(said);
}

export const typed = (address: string, text: string): Promise<Answer> =>
  ask(address, { kind: "typed", text });
