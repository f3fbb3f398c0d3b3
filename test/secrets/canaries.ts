/** Secrets and words that are planted, each once of its kind, and searched for wherever something comes out. */
import { randomBytes } from "node:crypto";

export function createCanaries() {
  const planted = new Map<string, string>();
  const heard: { readonly where: string; readonly text: string }[] = [];
  const remember = (name: string, value: string) => {
    planted.set(name, value);
    return value;
  };
  return {
    /** A value nobody else says, which starts as told. */
    plant: (name: string, start = "") => start + remember(name, `canary${randomBytes(9).toString("hex")}`),
    plantKey: (name: string) => remember(name, randomBytes(32).toString("base64")),
    hear: (where: string, text: string) => void heard.push({ where, text }),
    /** A response with its headers. */
    async hearResponse(where: string, response: Response): Promise<Response> {
      const text = await response.clone().text();
      heard.push({ where, text: `${JSON.stringify([...response.headers])} ${text}` });
      return response;
    },
    /** Which of them were heard where; `but` may be heard: an answer repeats what was asked, to who asked. */
    leaks: (but: readonly string[] = []): readonly string[] =>
      [...planted].flatMap(([name, value]) =>
        heard
          .filter(({ where, text }) => text.includes(value) && !but.includes(where))
          .map(({ where, text }) => {
            const at = text.indexOf(value);
            return `${name} in ${where}: ${text.slice(Math.max(0, at - 200), at + 60)}`;
          }),
      ),
    heard: () => heard.map(({ text }) => text).join("\n"),
  };
}

export type Canaries = ReturnType<typeof createCanaries>;
