/**
 * A process that follows until its disk is full, says so, and goes on once it is told to: `node full-disk.ts <folder>`.
 */
import { openStore } from "../../src/store/open.ts";
import { StoreUnavailable } from "../../src/store/store.ts";
import { follow, place } from "./given.ts";

const [folder = ""] = process.argv.slice(2);
const store = openStore(
  { folder },
  { info: () => {}, warn: (fields) => console.log(JSON.stringify(fields)) },
);
await store.start();

let kept = 0;
const add = () => store.follows.add(follow({ place: place(`C${kept}`), subjects: ["x".repeat(2_000)] }));

async function untilFull(): Promise<void> {
  for (;;) {
    try {
      await add();
      kept++;
    } catch (error) {
      return console.log(error instanceof StoreUnavailable ? "full" : String(error));
    }
  }
}

await untilFull();
// What was kept can be read all the while.
console.log((await store.follows.of(place("C0"))).length);
process.stdin.once("data", async () => {
  await add();
  const found = await Promise.all(
    Array.from({ length: kept + 1 }, (_, index) => store.follows.of(place(`C${index}`))),
  );
  console.log(found.every(({ length }) => length === 1) ? "all there" : "lost some");
  await store.close();
  process.exit(0);
});
