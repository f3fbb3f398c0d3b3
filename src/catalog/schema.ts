/** The shape of the catalog's data files, as people write them. */
import { z } from "zod";

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and single dashes")
  .describe("A stable public identifier");

const text = z.string().trim().min(1, "must not be empty");

/** A calendar day, `2026-08-22`, or a month where the source names no day, `2026-08`. */
const date = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, "use YYYY-MM-DD, or YYYY-MM")
  .describe("YYYY-MM-DD, or YYYY-MM where the source names no day");

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "use YYYY-MM-DD")
  .describe("YYYY-MM-DD");

const site = z.string().regex(/^[\w.-]+(?:\/[\w./-]+)?$/, "use a host such as docs.example.io, or host/path");

const url = z.url({ protocol: /^https$/, error: "use an https:// address" });

export const gradeSchema = z.enum([
  "default",
  "opt-in",
  "partial",
  "vendor-only",
  "none",
  "unknown",
  "not-applicable",
]);

export const sourceSchema = z
  .strictObject({
    title: text.describe("What the reader will find there"),
    url: url.optional().describe("Left out where the address is not known"),
    publisher: text.describe("Who says it"),
    vendor: z.boolean().optional().describe("True where the publisher sells or makes the thing it speaks of"),
  })
  .describe("A place a fact was read");

const sourceKeys = z.array(id).min(1, "name at least one source");

/** Somebody's words about a mesh, and the better source that disagrees, where there is one. */
export const statementSchema = z.strictObject({
  says: text,
  by: id.describe("The source that says it"),
  asOf: date,
  claim: z.number().int().positive().optional().describe("The article's claim this carries"),
  dispute: z
    .strictObject({ says: text, by: id, asOf: date })
    .optional()
    .describe("What a better source says instead"),
});

const evidence = {
  note: text.optional().describe("What the bare value leaves out"),
  sources: sourceKeys,
  asOf: date,
  version: text.optional().describe("The version the fact was read for"),
};

const graded = {
  grade: gradeSchema,
  maturity: z.enum(["alpha", "beta", "stable", "deprecated"]).optional(),
  edition: text.optional().describe("The edition or build that has it"),
  how: text.optional().describe("The resource, flag or setting that does it, as one would type it"),
  ...evidence,
};

export const gradedCellSchema = z.strictObject({
  ...graded,
  modes: z
    .record(id, z.strictObject(graded))
    .optional()
    .describe("Where a mode of the mesh differs, by mode id"),
});

export const statedCellSchema = z.strictObject({ value: text, ...evidence });

export const ratedCellSchema = z.strictObject({
  opinions: z.array(statementSchema).min(1).describe("Ratings, each with the one who gave it"),
});

export const cellSchema = z.union([gradedCellSchema, statedCellSchema, ratedCellSchema]);

const guideSchema = z.strictObject({
  steps: z.array(z.strictObject({ title: text, commands: z.array(text).min(1) })).min(1),
  note: text.optional(),
  sources: sourceKeys,
  asOf: date,
});

const statements = z.array(statementSchema);

/** One supported or past release line, such as 1.30. */
const releaseSchema = z.strictObject({
  line: text,
  released: date.optional(),
  endOfLife: date.optional().describe("When its makers stop patching it"),
  latest: z.strictObject({ version: text, date: day }).optional(),
  kubernetes: z
    .string()
    .regex(/^1\.\d+–1\.\d+$/, "use a range such as 1.32–1.36")
    .optional(),
  note: text.optional(),
  sources: sourceKeys,
  asOf: date,
});

const advisorySchema = z.strictObject({
  id: text.describe("A CVE, GHSA or vendor number"),
  title: text,
  severity: z.enum(["low", "medium", "high", "critical"]).optional(),
  affects: text.describe("Affected versions"),
  fixedIn: text.optional(),
  published: date,
  sources: sourceKeys,
});

/** Where to go from a mesh that is dormant, archived or ended. */
const successorSchema = z
  .strictObject({
    mesh: id.optional().describe("A mesh of this catalog"),
    name: text.optional().describe("Something outside the catalog"),
    because: text,
    guide: z.strictObject({ title: text, url }).optional(),
    sources: sourceKeys,
    asOf: date,
  })
  .refine((it) => (it.mesh === undefined) !== (it.name === undefined), "give either mesh or name");

export const meshSchema = z.strictObject({
  id,
  name: text.describe("The full name, as its makers write it"),
  shortName: text.optional().describe("A name that fits a button, where the full one does not"),
  aliases: z.array(text).describe("Other names, abbreviations and old names; lower case"),
  impliedBy: z
    .array(text)
    .optional()
    .describe("Words that mean something else by themselves, and this mesh when one asks about meshes"),
  sharedNames: z
    .array(text)
    .optional()
    .describe("Abbreviations that several meshes go by; asked for, they offer a choice"),
  offering: z
    .enum(["open-source", "source-available", "commercial", "managed"])
    .describe("How it may be had; open-source means a licence the OSI approves"),
  homepage: url,
  repository: url.optional(),
  sites: z
    .array(site)
    .optional()
    .describe("More hosts and paths that are about it; a host has its subdomains"),
  releaseTag: text
    .optional()
    .describe("A regular expression for the tags that are releases, where GitHub does not mark them so"),
  tagline: text.describe("What it is, in one sentence"),
  suits: text.describe("Who it is for; completes “suits …”"),
  status: z.strictObject({
    state: z.enum(["active", "dormant", "archived", "ended"]),
    since: date.optional().describe("When the state began"),
    note: text.optional(),
    sources: sourceKeys,
    asOf: date,
  }),
  lastRelease: z.strictObject({ version: text, date: day, sources: sourceKeys, asOf: date }),
  endOfLife: z
    .strictObject({ date: day, note: text, sources: sourceKeys })
    .optional()
    .describe("The day its makers stop supporting it altogether"),
  modes: z
    .array(z.strictObject({ id, name: text, aliases: z.array(text) }))
    .optional()
    .describe("Ways to run it that differ in facts; a mode is not a mesh"),
  profile: z.strictObject({
    overview: statements.min(1),
    features: statements,
    installation: statements,
    useCases: statements,
    pros: statements,
    cons: statements,
  }),
  install: z.strictObject({
    helm: guideSchema.optional(),
    cli: guideSchema.optional(),
    operator: guideSchema.optional(),
  }),
  releases: z.array(releaseSchema).optional(),
  advisories: z.array(advisorySchema).optional(),
  successors: z.array(successorSchema).optional(),
  cells: z.record(id, cellSchema).describe("What is known of each feature, by feature id"),
  sources: z.record(id, sourceSchema).describe("Sources only this file uses"),
});

export const featureSchema = z.strictObject({
  id,
  name: text,
  group: id,
  kind: z
    .enum(["graded", "stated", "rated"])
    .describe("A grade, a plain value, or ratings with their raters"),
  headline: z.boolean().optional().describe("Shown in a comparison that names no group"),
  meaning: text.describe("What it is, in plain words"),
  why: text.describe("Why it matters when one chooses a mesh"),
  aliases: z.array(text).describe("Other words people use for it; lower case"),
});

export const featuresSchema = z.strictObject({
  groups: z.array(z.strictObject({ id, name: text, aliases: z.array(text).optional() })).min(1),
  features: z.array(featureSchema).min(1),
});

export const sourcesSchema = z.strictObject({ sources: z.record(id, sourceSchema) });

/** What somebody measured, with all one needs to judge it. */
export const benchmarksSchema = z.strictObject({
  benchmarks: z.array(
    z.strictObject({
      id,
      title: text,
      author: text,
      vendor: z.boolean().optional().describe("True where the author makes or sells what was measured"),
      version: text.describe("What was measured, or that it is not stated"),
      method: text,
      date,
      url,
      note: text.optional(),
      results: z
        .array(
          z.strictObject({ mesh: id, mode: id.optional(), measure: text, value: z.number(), unit: text }),
        )
        .min(1),
    }),
  ),
});

/** Claims of the article that concern no single mesh. */
export const claimsSchema = z.strictObject({ claims: statements });

export const headSchema = z.strictObject({
  version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/, "use YEAR.MONTH.COUNT, such as 2026.11.0"),
  date: day,
  order: z.array(id).describe("The meshes most asked about, first; the others follow by name"),
});
