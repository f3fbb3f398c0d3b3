/** Every command, the most useful first; what several could overhear goes to the first. */
import type { Command } from "../bot/command.ts";
import { about } from "./about.ts";
import { compare } from "./compare.ts";
import { feature } from "./feature.ts";
import { help } from "./help.ts";
import { install } from "./install.ts";
import { list } from "./list.ts";
import { recommend } from "./recommend.ts";
import { show } from "./show.ts";
import { sources } from "./sources.ts";
import { start } from "./start.ts";

export const commands: readonly Command[] = [
  compare,
  feature,
  recommend,
  show,
  install,
  sources,
  list,
  help,
  about,
  start,
];
