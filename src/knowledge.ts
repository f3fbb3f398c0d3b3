/** The knowledge in force: catalog, lookup and advisor, replaced all or nothing while the bot runs. */
import { watch } from "node:fs";
import type { Advisor } from "./advisor/advisor.ts";
import { loadAdvisor } from "./advisor/load.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createFinder, type Finder } from "./catalog/find.ts";
import { loadCatalog } from "./catalog/load.ts";
import { CatalogError } from "./catalog/mistake.ts";
import { historyOf } from "./catalog/versions.ts";

export type Knowledge = {
  readonly catalog: Catalog;
  /** The versions before it that are kept, oldest first. */
  readonly history: readonly Catalog[];
  readonly find: Finder;
  readonly advisor: Advisor;
};

export type Source = {
  readonly folder: string;
  /** The folder of the company's own knowledge. */
  readonly overlay?: string | undefined;
};

export type Keeper = {
  readonly current: () => Knowledge;
  /** Calls back whenever other knowledge comes into force. */
  readonly onChange: (listener: () => void) => void;
  /** What kept the newest files from being taken; undefined while they are in force. */
  readonly problem: () => string | undefined;
  /** Reads the folders again; a mistake in them keeps the last good knowledge. */
  readonly reload: () => Promise<void>;
  /** Reloads whenever a file changes; returns what stops it. */
  readonly follow: () => () => void;
};

type KeeperLog = {
  readonly info: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

/** Editors write a file in several steps; this many milliseconds of quiet end them. */
const settled = 200;

/** @throws {CatalogError} when the first load finds a mistake. */
export async function createKeeper(source: Source, log: KeeperLog): Promise<Keeper> {
  let knowledge = await load(source);
  let problem: string | undefined;
  let queue = Promise.resolve();
  const listeners: (() => void)[] = [];

  async function reload(): Promise<void> {
    try {
      knowledge = await load(source);
      problem = undefined;
      for (const listener of listeners) listener();
      log.info({ version: knowledge.catalog.version }, "the catalog was read again");
    } catch (error) {
      problem = error instanceof CatalogError ? error.message : "the catalog could not be read";
      log.error({ err: error }, "the new catalog has mistakes; the last good one stays in force");
    }
  }
  const inTurn = () => {
    queue = queue.then(reload);
    return queue;
  };

  return {
    current: () => knowledge,
    onChange: (listener) => void listeners.push(listener),
    problem: () => problem,
    reload: inTurn,
    follow() {
      let timer: NodeJS.Timeout | undefined;
      const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(inTurn, settled);
      };
      const folders = [source.folder, ...(source.overlay === undefined ? [] : [source.overlay])];
      const watchers = folders.map((folder) =>
        watch(folder, { recursive: true, persistent: false }, changed),
      );
      return () => {
        clearTimeout(timer);
        for (const watcher of watchers) watcher.close();
      };
    },
  };
}

async function load({ folder, overlay }: Source): Promise<Knowledge> {
  const catalog = await loadCatalog(folder, overlay);
  const advisor = await loadAdvisor(folder, catalog);
  return { catalog, history: await historyOf(folder, catalog), find: createFinder(catalog), advisor };
}
