/** One request with a deadline, and in few words why it got no answer. */

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it is not JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
};

const patience = 10_000;

/** A text where nobody answered. */
export async function reach(url: string, init: RequestInit = {}): Promise<Answer | string> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(patience) });
    return { status: response.status, headers: response.headers, json: asRecord(await response.text()) };
  } catch (error) {
    return reasonOf(error);
  }
}

function asRecord(text: string): Answer["json"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The system's code where there is one; messages may quote addresses with credentials in them. */
function reasonOf(error: unknown): string {
  for (let it = error; it instanceof Error; it = it.cause) {
    if (it.name === "TimeoutError") return `no answer within ${patience / 1_000} s`;
    if ("code" in it && typeof it.code === "string") return it.code;
  }
  return "no connection";
}
