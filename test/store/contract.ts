/** What every database under the store must do alike. */
import { describe } from "vitest";
import { aboutDecisions } from "./contract/decisions.ts";
import { aboutDigests } from "./contract/digests.ts";
import { aboutFollows } from "./contract/follows.ts";
import { aboutKeeping } from "./contract/keeping.ts";
import { aboutOpening } from "./contract/opening.ts";
import type { Grounds } from "./ground.ts";

export const storeContract = (database: string, grounds: Grounds) =>
  describe(`the store on ${database}`, () => {
    aboutOpening(grounds);
    aboutFollows(grounds);
    aboutDigests(grounds);
    aboutDecisions(grounds);
    aboutKeeping(grounds);
  });
