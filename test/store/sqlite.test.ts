import { storeContract } from "./contract.ts";
import { sqliteGround } from "./sqlite-ground.ts";

storeContract("SQLite", sqliteGround);
