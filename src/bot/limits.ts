/** Keeps one person, one channel or a rush from taking all there is: who asks too much is told so at once. */
import type { Ask, Bot, Reply } from "./ask.ts";
import { placeKey } from "./place.ts";
import { createRate } from "./rate.ts";

type Limits = {
  /** Questions a minute; 0 for as many as one likes. */
  readonly perPerson: number;
  readonly perChannel: number;
  /** As many answers under way at once; more are put off. */
  readonly underWay: number;
};

type Parts = {
  readonly limits: Limits;
  readonly now: () => number;
  /** How late the process is with its work, in milliseconds. */
  readonly late: () => number;
};

/** Slack waits three seconds; beyond this nothing more is begun. */
const tooLate = 1_000;

/** What is asked by a digest, at an installation or while somebody types is not counted. */
const counted: ReadonlySet<Ask["via"]> = new Set(["slash", "mention", "direct", "click", "form"]);

/** The same bot for everybody who keeps within the limits. */
export function withLimits(bot: Bot, { limits, now, late }: Parts): Bot {
  const people = createRate(limits.perPerson);
  const channels = createRate(limits.perChannel);
  let underWay = 0;

  function refusal({ via, from, platform }: Ask): Reply | undefined {
    if (underWay >= limits.underWay || late() > tooLate) return busy;
    if (!counted.has(via)) return undefined;
    const { tenant } = from.place;
    const time = now();
    const own = people.take(`${platform}:${tenant}:${from.person.id}`, time);
    if (own > 0) return tooMany(platform, "You ask faster than I answer one person", own);
    const all = from.place.kind === "direct" ? 0 : channels.take(placeKey(from.place), time);
    return all > 0 ? tooMany(platform, "This channel asks faster than I answer one channel", all) : undefined;
  }

  return {
    async reply(ask) {
      const refused = refusal(ask);
      if (refused) return refused;
      underWay++;
      try {
        return await bot.reply(ask);
      } finally {
        underWay--;
      }
    },
  };
}

const putOff = (title: string, text: string, answer: Reply["answer"]): Reply => ({
  command: "limit",
  outcome: "unavailable",
  answer,
  card: { title, banners: [], blocks: [{ type: "paragraph", text }] },
});

const busy = putOff(
  "I am busy just now",
  "More is being asked than I can answer at once. Try again in a few seconds.",
  { busy: true },
);

function tooMany(platform: Ask["platform"], why: string, seconds: number): Reply {
  const text = `${why}. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  const reply = putOff("Too many questions at once", text, { tryAgainIn: seconds });
  // Slack can show it where it was asked to the asker alone.
  return platform === "slack" ? { ...reply, private: true } : reply;
}
