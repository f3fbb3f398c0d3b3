/** A process that opens a store, follows once and ends: `node open-once.ts <config> <channel>`. */
import { openStore } from "../../src/store/open.ts";
import { follow, place } from "./given.ts";

const [config = "", channel = ""] = process.argv.slice(2);
const store = openStore(JSON.parse(config), { info: () => {}, warn: () => {} });
await store.start();
await store.follows.add(follow({ place: place(channel) }));
await store.close();
