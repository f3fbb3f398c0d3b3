/** The state of an installation under way: unguessable, signed, good for ten minutes and for one use. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type InstallURLOptions, InvalidStateError, type StateStore } from "@slack/oauth";

export const lifetime = 10 * 60 * 1000;

type Parts = {
  /** Known to nobody but this server and Slack. */
  readonly secret: string;
  readonly options: InstallURLOptions;
  readonly spendState: (state: string, until: number) => Promise<boolean>;
};

/** The provider binds each state to the browser by a cookie. */
export function createInstallStates({ secret, options, spendState }: Parts): StateStore {
  const sign = (text: string) =>
    createHmac("sha256", secret).update(`mesh-advisor install state ${text}`).digest();

  return {
    async generateStateParam(_, now) {
      const text = `${randomBytes(18).toString("base64url")}.${(now.getTime() + lifetime).toString(36)}`;
      return `${text}.${sign(text).toString("base64url")}`;
    },

    async verifyStateParam(now, state) {
      const [nonce = "", end = "", signature = ""] = state.split(".");
      const expected = sign(`${nonce}.${end}`);
      const given = Buffer.from(signature, "base64url");
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new InvalidStateError("the state was not made here");
      const until = Number.parseInt(end, 36);
      if (until <= now.getTime()) throw new InvalidStateError("the state has expired");
      if (!(await spendState(nonce, until))) throw new InvalidStateError("the state was used before");
      return options;
    },
  };
}
