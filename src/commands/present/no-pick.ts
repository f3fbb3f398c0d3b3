/** Advice that picks no mesh: none is needed, too little is known, or the question is about something else. */
import type { Advice, Instead } from "../../advisor/advice.ts";
import type { Context } from "../../bot/command.ts";
import { type Block, type Card, link, plain, strong, type Text } from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { nameOf } from "../../catalog/catalog.ts";
import { note, refOf, retiredNamed, ruledOut, understood } from "./advice-parts.ts";
import { shortName, typed } from "./footer.ts";

export function noMeshCard(advice: Advice, context: Context): Card {
  const { instead = [], ranking } = advice;
  const refs = ranking.slice(0, 1).map(refOf);
  const [closest] = refs;
  return {
    title: "You may not need a service mesh",
    banners: bannersFor(context.catalog, [...refs, ...retiredNamed(advice)], context.today),
    blocks: [
      ...(instead.length > 0
        ? [
            { type: "paragraph" as const, text: "What you describe is met with less:" },
            { type: "list" as const, items: instead.map(insteadText) },
          ]
        : []),
      ...understood(advice, context),
      ...(closest
        ? [
            {
              type: "paragraph" as const,
              text: [
                plain("If you want a mesh all the same, "),
                strong(nameOf(context.catalog, closest)),
                plain(" comes closest."),
              ],
            },
          ]
        : []),
      ...(closest ? [] : ruledOut(advice)),
      note(context),
      {
        type: "buttons",
        buttons: [
          ...(closest
            ? [{ label: `Show ${shortName(context.catalog, closest)}`, command: `show ${typed(closest)}` }]
            : []),
          { label: "Start over", command: "recommend" },
        ],
      },
    ],
  };
}

const insteadText = ({ name, because, source }: Instead): Text => [
  strong(name),
  plain(`: ${because.replace(/[.\s]*$/u, "")} (`),
  link(source.title, source.url),
  plain(")"),
];

export function unsureCard(advice: Advice, context: Context): Card {
  const { needs, questions = [], contradictions = [] } = advice;
  const sentence = context.advisor.sentenceOf(needs);
  return {
    title: "Tell me a little more",
    banners: [],
    blocks: [
      {
        type: "paragraph",
        text:
          contradictions.length > 0
            ? "What you said cannot be met together. Say which of it holds."
            : "What you said fits several meshes. These answers would tell them apart; or say it in your own words: where your services run, who looks after them, what you must have.",
      },
      ...understood(advice, context),
      ...notKnown(advice, context),
      ...questions.flatMap(({ question, options }): Block[] => [
        { type: "paragraph", text: [strong(question)] },
        {
          type: "buttons",
          buttons: options.map(({ label, says }) => ({
            label,
            command: `recommend ${[sentence, says].filter((it) => it !== "").join(", ")}`,
          })),
        },
      ]),
      { type: "buttons", buttons: [{ label: "Answer more questions", command: "recommend" }] },
      note(context),
    ],
  };
}

/** What must be met and nobody documents, of the mesh that would lead. */
function notKnown({ ranking: [first], needs }: Advice, { advisor, catalog }: Context): readonly Block[] {
  const musts = needs.filter(({ id, strength }) => strength === "must" && first?.unknown.includes(id));
  if (!first || musts.length === 0) return [];
  const names = musts.map((need) => advisor.nameOf(need)).join(", ");
  return [
    { type: "note", text: `Not known of ${nameOf(catalog, refOf(first))}, which comes closest: ${names}.` },
  ];
}

export const offTopicCard = ({ commands }: Context): Card => ({
  title: "That is not about service meshes",
  banners: [],
  blocks: [
    {
      type: "paragraph",
      text: "I know service meshes such as Istio, Linkerd, Kuma and Consul, and nothing else. Try one of these.",
    },
    {
      type: "buttons",
      buttons: commands
        .filter(({ starter }) => starter)
        .map(({ examples: [example] }) => ({ label: example, command: example })),
    },
  ],
});
