/** A process that follows one place after another and says so once each is kept: `node follow-on.ts <folder> <round>`. */
import { openStore } from "../../src/store/open.ts";
import { follow, place } from "./given.ts";

const [folder = "", round = ""] = process.argv.slice(2);
const store = openStore({ folder }, { info: () => {}, warn: () => {} });
await store.start();
for (let count = 0; ; count++) {
  await store.follows.add(follow({ place: place(`C${round}-${count}`) }));
  console.log(count);
}
