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
  readonly reload: () => void;
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
export function createKeeper(source: Source, log: KeeperLog): Keeper {
  let knowledge = load(source);
  let problem: string | undefined;
  const listeners: (() => void)[] = [];

  function reload(): void {
    try {
      knowledge = load(source);
      problem = undefined;
      for (const listener of listeners) listener();
      log.info({ version: knowledge.catalog.version }, "the catalog was read again");
    } catch (error) {
      problem = error instanceof CatalogError ? error.message : "the catalog could not be read";
      log.error({ err: error }, "the new catalog has mistakes; the last good one stays in force");
    }
  }

  return {
    current: () => knowledge,
    onChange: (listener) => void listeners.push(listener),
    problem: () => problem,
    reload,
    follow() {
      let timer: NodeJS.Timeout | undefined;
      const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(reload, settled);
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

function load({ folder, overlay }: Source): Knowledge {
  const catalog = loadCatalog(folder, overlay);
  let history: readonly Catalog[] | undefined;
  return {
    catalog,
    find: createFinder(catalog),
    advisor: loadAdvisor(folder, catalog),
    // Versions become more and more, and seldom anybody asks for one.
    get history() {
      history ??= historyOf(folder, catalog);
      return history;
    },
  };
}
