/** The shape of data/requirements.yaml: what teams ask of a mesh, in which words, and which facts satisfy it. */
import { z } from "zod";
import { expressionSchema, id, share, text } from "./expression.ts";

/**
 * A phrase as people say it. `a|b` is a choice of words, `word?` may be missing, `{family}` is any member of a
 * family, `=word` is that very form, `#` is any number from two on, `..` is a gap of up to four words,
 * and a phrase with `^` before or `$` behind it opens or closes a thought. Articles and the like may stand anywhere between two words.
 */
const phrases = z
  .array(text)
  .describe("What people say when they mean it; the head of requirements.yaml tells the notation");

const scale = z.record(text, share);

const overrides = z
  .strictObject({ grades: scale.optional(), maturities: scale.optional() })
  .describe("Grades and maturities that count otherwise for every need once this one is wanted");

const requirementSchema = z.strictObject({
  id,
  name: text.describe("How it reads in “you need …”; understood as a phrase too"),
  kind: z
    .enum(["hard", "preference", "context"])
    .describe(
      "hard: eliminates unless softened; preference: ranks; context: ranks a little, never eliminates",
    ),
  weight: z.number().min(0).optional().describe("How much it ranks, 1 unless said"),
  platform: z
    .boolean()
    .optional()
    .describe("Where things run; it asks nothing of a mesh that other means would do"),
  alone: z.boolean().optional().describe("That nothing else is there: two of these cannot be"),
  firm: z
    .boolean()
    .optional()
    .describe("Even a little of it has to be served: some functions, a few Windows hosts"),
  frugal: z.boolean().optional().describe("Having no mesh at all would meet it best"),
  vague: z.boolean().optional().describe("Everybody wants it: alone it decides nothing"),
  phrases,
  about: phrases
    .optional()
    .describe("Words that only name the matter: wanted unless said not to matter, refused or not"),
  narrows: id
    .optional()
    .describe("Refused with it, that one is not refused as well where it is wanted: only this part of it is"),
  implies: z.array(id).optional().describe("Needs that follow from it"),
  suggests: z.array(id).optional().describe("Needs that mostly go with it: never more than wishes"),
  unconcerned: z
    .array(id)
    .optional()
    .describe("Wishes that mostly stand behind saying that it does not matter"),
  opposite: z
    .strictObject({
      name: text.optional().describe("How the opposite reads in “you need …”"),
      phrases: phrases.optional(),
      satisfied: expressionSchema
        .optional()
        .describe("What one who avoids it wants; without it, avoiding asks nothing"),
      clash: z
        .boolean()
        .optional()
        .describe("Wanted and avoided at once is a contradiction, as it is for hard limits"),
      mild: z.boolean().optional().describe("To mention it is not to insist on it"),
      refuses: id.optional().describe("The mesh that is refused with it"),
      limit: z.boolean().optional().describe("Avoiding it eliminates even where wanting it would not"),
    })
    .optional(),
  satisfied: expressionSchema
    .optional()
    .describe("The catalog facts that meet it; without it, it is only noted"),
  enough: share.optional().describe("The least value that meets it when it is a must; 0.3 unless said"),
  unstated: z
    .strictObject({ satisfied: expressionSchema, unmet: text, or: z.array(id).optional() })
    .optional()
    .describe("What rules a mesh out as long as nobody has said that they need this, or one of `or`"),
  counts: overrides.optional(),
  unmet: text.optional().describe("Completes “<mesh> …” where it is not met"),
  question: text.optional().describe("How to ask for it, when it would tell the leaders apart"),
});

const alternativeSchema = z.strictObject({
  id,
  name: text,
  because: text,
  source: z.strictObject({
    title: text,
    url: z.url({ protocol: /^https$/, error: "use an https:// address" }),
  }),
  serves: z.array(id).describe("Needs it meets without a mesh"),
  partly: z
    .array(id)
    .optional()
    .describe("Needs it meets in part: enough for one who doubts that it takes a mesh"),
  where: z.array(id).optional().describe("Offered only when one of these is wanted"),
});

const togetherSchema = z.strictObject({
  of: z.array(id).min(2),
  atLeast: z.number().optional().describe("How many of these have to be wanted; all unless said"),
  need: id,
});

const quantitySchema = z.strictObject({
  of: z.array(text).min(1).describe("What is counted, in any number of words"),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  need: id,
});

export const requirementsSchema = z.strictObject({
  scales: z.strictObject({
    grades: scale.describe("What each grade is worth; a grade left out is unknown"),
    maturities: scale.describe("Multiplies the worth of a grade"),
    ratings: z.record(id, scale).describe("What each rating of a rated feature is worth"),
    disputed: share.describe("How far a disputed rating moves to the middle"),
    trust: z.record(id, share).describe("How far the ratings of a source are believed; 1 unless said"),
  }),
  weights: z.strictObject({
    must: z.number(),
    prefer: z.number(),
    context: z.number(),
    named: z.number(),
    tie: z.number().describe("Meshes whose sums differ by no more are told as a tie"),
  }),
  enough: z
    .strictObject({
      pick: z.number().describe("More than this has to be said before a mesh is picked"),
      hard: z.number().describe("What a hard limit says"),
      common: z.number().describe("What a platform says that nearly everybody has"),
      decisive: z.number().describe("How many meshes a must has to rule out to say as much as a hard limit"),
      refused: z.number().describe("What it says that a mesh is refused"),
      ignored: z.number().describe("What it says that something does not matter"),
      asked: z.number().describe("What it adds that somebody asks which mesh to take"),
    })
    .describe("How much has to be said"),
  assumed: z
    .record(id, z.number().positive())
    .describe("Needs everybody has, stated or not, with what each weighs"),
  families: z.record(id, z.array(text).min(1)).describe("Words that mean much the same in a phrase"),
  short: z.record(text, text).describe("Short forms of words, with the words they stand for"),
  filler: z.array(text).describe("Words that may stand between two words of a phrase"),
  ordinary: z.array(text).describe("Words never taken for a misspelling; several to an entry"),
  cues: z.record(
    z.enum([
      // Where one phrase fits both, the first of these is meant: “sidecars no”, not “no” of what follows.
      "avoided",
      "avoid",
      "ignored",
      "ignore",
      "must",
      "musted",
      "prefer",
      "preferred",
      "only",
      "over",
      "than",
      "current",
      "parted",
      "keep",
      "kept",
      "bear",
      "borne",
      "same",
      "them",
      "disliked",
      "few",
      "none",
    ]),
    phrases,
  ),
  signals: z.record(
    z.enum([
      "mesh",
      "surely",
      "asks",
      "doubts",
      "alone",
      "explains",
      "leaving",
      "elsewhere",
      "errand",
      "orders",
      "foreign",
      "english",
    ]),
    phrases,
  ),
  quantities: z.array(quantitySchema),
  together: z.array(togetherSchema).describe("Wishes that follow where several needs are wanted"),
  alternatives: z.array(alternativeSchema),
  requirements: z.array(requirementSchema).min(1),
});

export type Requirements = z.infer<typeof requirementsSchema>;
export type Requirement = z.infer<typeof requirementSchema>;
export type Alternative = z.infer<typeof alternativeSchema>;
