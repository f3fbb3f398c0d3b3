/** A store with something of everything in it. */
import type { OpenStore } from "../../src/store/open.ts";
import { day, decision, follow, minute, noon, onward, place } from "./given.ts";

/** Characters that databases, JSON and readers of lines treat each in their own way. */
const oddWords = "a\u2028b\u2029c\r\nd \"e\" 'f' \\g 😀 %_ ;--";

export async function fillStore(store: OpenStore, follows = 3): Promise<void> {
  for (let index = 0; index < follows; index++)
    await store.follows.add(follow({ place: place(`C${index}`), subjects: ["istio", oddWords] }));
  const claims = await store.digests.claim(noon, minute, 3, ["slack"]);
  for (const [index, claim] of claims.entries()) {
    await store.digests.begin(claim, onward(), noon);
    if (index === 0) await store.digests.sent(claim, "1.1", onward({ turn: 2 }), noon);
    if (index === 1) await store.digests.bury(claim, "not_in_channel", noon + day, noon);
  }
  await store.follows.pause(place("C2"), true);
  await store.places.remember(place("C1"), { url: oddWords }, noon);
  await store.decisions.add(decision({ reason: oddWords, mode: "ambient" }));
  await store.decisions.add(decision({ place: place("C9"), by: undefined }));
  for (let index = 0; index < 12; index++) await store.snapshots.keep(`s${index}`, `{"n":${index}}`, noon);
  await store.installations.put({ tenant: "T1", sealed: "v1.abc" }, noon);
  await store.installations.spendState("st", noon + day);
  await store.answered.claim("e1", noon, minute);
  await store.topics.set("slack:T1:C1:1", oddWords, noon + day);
}
