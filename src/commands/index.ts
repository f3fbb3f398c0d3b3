/** Every command; what several could overhear goes to the first. */
import type { Command } from "../bot/command.ts";
import { about } from "./about.ts";
import { alternatives } from "./alternatives.ts";
import { benchmarks } from "./benchmarks.ts";
import { changes } from "./changes.ts";
import { chart } from "./chart.ts";
import { compare } from "./compare.ts";
import { decide } from "./decide.ts";
import { decision, decisions } from "./decisions.ts";
import { digests } from "./digests.ts";
import { exportComparison } from "./export.ts";
import { feature } from "./feature.ts";
import { follow } from "./follow.ts";
import { following } from "./following.ts";
import { forget } from "./forget.ts";
import { glossary } from "./glossary.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { install } from "./install.ts";
import { link } from "./link.ts";
import { list } from "./list.ts";
import { migrate } from "./migrate.ts";
import { names } from "./names.ts";
import { pause, resume } from "./pause.ts";
import { preview } from "./preview.ts";
import { recommend } from "./recommend.ts";
import { report } from "./report.ts";
import { search } from "./search.ts";
import { security } from "./security.ts";
import { share } from "./share.ts";
import { show } from "./show.ts";
import { sources } from "./sources.ts";
import { start } from "./start.ts";
import { unfollow } from "./unfollow.ts";
import { versions } from "./versions.ts";

export const commands: readonly Command[] = [
  link,
  follow,
  unfollow,
  following,
  pause,
  resume,
  preview,
  share,
  decide,
  decisions,
  decision,
  forget,
  digests,
  chart,
  exportComparison,
  compare,
  changes,
  versions,
  security,
  benchmarks,
  alternatives,
  migrate,
  install,
  sources,
  report,
  glossary,
  feature,
  recommend,
  show,
  list,
  search,
  home,
  help,
  about,
  start,
  names,
];
