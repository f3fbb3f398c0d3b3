/** The cards about what is followed in a place. */
import type { Context } from "../../bot/command.ts";
import { type Block, type Button, type Card, command, plain, strong, type Text } from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { wordsOf } from "../../digests/schedule.ts";
import { meshOfTheWeek, subjectNames, typedSubject } from "../../digests/subjects.ts";
import type { Follow, Schedule } from "../../store/store.ts";
import { capital } from "../../text/capital.ts";
import { momentIn } from "./moment.ts";

export type FollowedValue = {
  readonly subjects: readonly string[];
  /** What came at the same time before. */
  readonly alsoThere: readonly string[];
  readonly schedule: Schedule;
  readonly always: boolean;
  readonly zoneFrom: "said" | "profile" | "usual";
  readonly dueAt: number;
  /** True where everybody was told in the channel, and the asker only needs to know that. */
  readonly confirmedInChannel: boolean;
};

const buttons: readonly Button[] = [
  { label: "Preview", command: "preview" },
  { label: "What is followed here", command: "following" },
];

/** For everybody in the place. */
export function followingCard(value: FollowedValue, { catalog, today }: Context): Card {
  const { subjects, alsoThere, schedule, always, zoneFrom, dueAt } = value;
  const known = subjects.filter((it) => catalog.meshById.has(it)).map((mesh) => ({ mesh }));
  const also: Text =
    alsoThere.length === 0
      ? ""
      : ` With it comes what was followed already: ${subjectNames(catalog, alsoThere)}.`;
  return {
    title: `Following ${subjectNames(catalog, subjects)}`,
    banners: bannersFor(catalog, known, today),
    blocks: [
      {
        type: "paragraph",
        text: [
          plain("News comes here "),
          strong(wordsOf(schedule)),
          plain(`, next on ${momentIn(dueAt, schedule.zone)}. ${promise(subjects, always)}${also}`),
        ],
      },
      ...zoneNote(zoneFrom, subjects),
      {
        type: "buttons",
        buttons: [
          ...buttons,
          { label: "Unfollow", command: `unfollow ${subjects.map(typedSubject).join(", ")}` },
        ],
      },
    ],
  };
}

function promise(subjects: readonly string[], always: boolean): string {
  if (subjects.every((it) => it === meshOfTheWeek))
    return "Each time it is the next mesh of the catalog, leaving out those nobody should adopt.";
  return always ? "If nothing is new, it says so." : "If nothing is new, nothing is posted.";
}

function zoneNote(zoneFrom: FollowedValue["zoneFrom"], subjects: readonly string[]): readonly Block[] {
  if (zoneFrom === "said") return [];
  const example = command(`follow ${subjects.map(typedSubject).join(" ")} at 09:00 Europe/Berlin`);
  const text: Text =
    zoneFrom === "profile"
      ? [plain("The time zone is that of your profile. To change it: "), example]
      : [plain("I do not know your time zone, so the time is in UTC. To change it: "), example];
  return [{ type: "note", text }];
}

/** For the asker alone, after everybody was told. */
export const followedCard = ({ schedule }: FollowedValue): Card => ({
  title: "Done",
  banners: [],
  blocks: [
    { type: "paragraph", text: `I have told the channel. News comes ${wordsOf(schedule)}.` },
    { type: "buttons", buttons },
  ],
});

/** What is followed in a place, each with what ends it. */
export function followsCard(title: string, follows: readonly Follow[], { catalog }: Context): Card {
  return {
    title,
    banners: [],
    blocks: [
      {
        type: "list",
        items: follows.map(
          ({ subjects, schedule, paused, always, dueAt }): Text => [
            strong(capital(subjectNames(catalog, subjects))),
            plain(
              `: ${wordsOf(schedule)}${always ? ", even if nothing is new" : ""}. ${paused ? "Paused." : `Next: ${momentIn(dueAt, schedule.zone)}.`}`,
            ),
          ],
        ),
      },
      { type: "buttons", buttons: controls(follows) },
    ],
  };
}

const mostButtons = 8;

const controls = (follows: readonly Follow[]): readonly Button[] => [
  { label: "Preview", command: "preview" },
  follows.every(({ paused }) => paused)
    ? { label: "Resume", command: "resume" }
    : { label: "Pause", command: "pause" },
  ...follows
    .flatMap(({ subjects }) => subjects)
    .slice(0, mostButtons)
    .map((subject) => ({
      label: `Unfollow ${typedSubject(subject)}`,
      command: `unfollow ${typedSubject(subject)}`,
    })),
];
