/** Looks at the store without changing it: whether it can be used, what its tables lack, and whether tokens open. */
import type { Config } from "../config.ts";
import { createSealer } from "../secrets/seal.ts";
import { examineDatabase } from "../store/examine.ts";
import { about, type Finding } from "./finding.ts";

const store = about("Store");

export async function examineStore({ state, encryption }: Config): Promise<readonly Finding[]> {
  if (state === undefined)
    return [
      store.well("off: questions are answered, nothing is kept. STATE_DIR or DATABASE_URL turns it on"),
    ];
  const found = await examineDatabase(state);
  switch (found.kind) {
    case "new":
      return [store.well("the folder can be written to; the database is made at the first start")];
    case "unusable":
      return [
        store.mistake(
          `cannot be used: ${found.reason}`,
          "folder" in state
            ? "STATE_DIR must be a folder that this user may write to, on a disk with room."
            : "Check DATABASE_URL, that the database runs, and that this machine may reach it.",
        ),
      ];
    case "usable":
      return [...tables(found.missing, found.later), ...seals(found.installations, encryption)];
  }
}

function tables(missing: readonly string[], later: readonly string[]): readonly Finding[] {
  if (later.length > 0)
    return [store.well(`can be used; a newer version has added to its tables, which does no harm`)];
  if (missing.length > 0)
    return [
      store.well(
        `can be used; ${missing.length} step${missing.length === 1 ? "" : "s"} of its tables come with the next start`,
      ),
    ];
  return [store.well("can be used, and its tables are up to date")];
}

function seals(
  installations: readonly { readonly tenant: string; readonly sealed: string }[],
  keys: Config["encryption"],
): readonly Finding[] {
  if (keys === undefined || installations.length === 0) return [];
  const sealer = createSealer(keys);
  const closed = installations.filter(({ tenant, sealed }) => {
    try {
      sealer.open(sealed, tenant);
      return false;
    } catch {
      return true;
    }
  });
  if (closed.length === 0)
    return [store.well(`the tokens of ${installations.length} workspaces open with the key`)];
  return [
    store.mistake(
      `the tokens of ${closed.length} of ${installations.length} workspaces do not open with the key`,
      "Set ENCRYPTION_KEY, or ENCRYPTION_KEY_PREVIOUS, to the key that was used; or have them install again.",
    ),
  ];
}
