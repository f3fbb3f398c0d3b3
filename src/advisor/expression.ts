/** The shape of the catalog expression that satisfies a need. */
import { z } from "zod";

export const text = z.string().trim().min(1, "must not be empty");

export const id = z
  .string()
  .regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/, "use lower-case letters, digits and single dashes")
  .describe("A stable public identifier");

export const share = z.number().min(0).max(1);

export type Expression =
  | {
      readonly feature: string;
      readonly is?: readonly string[] | undefined;
      readonly weight?: number | undefined;
    }
  | { readonly rated: string; readonly weight?: number | undefined }
  | {
      readonly stated: string;
      readonly says?: readonly string[] | undefined;
      readonly notes?: boolean | undefined;
      readonly lacks?: number | undefined;
      readonly weight?: number | undefined;
    }
  | { readonly offering: readonly string[]; readonly weight?: number | undefined }
  | { readonly made: readonly string[]; readonly weight?: number | undefined }
  | { readonly builtOn: string; readonly weight?: number | undefined }
  | { readonly not: Expression; readonly weight?: number | undefined }
  | { readonly all: readonly Expression[]; readonly weight?: number | undefined }
  | { readonly any: readonly Expression[]; readonly weight?: number | undefined }
  | { readonly mean: readonly Expression[]; readonly weight?: number | undefined }
  | {
      readonly stretch: Expression;
      readonly from: number;
      readonly to: number;
      readonly weight?: number | undefined;
    };

const weight = z.number().positive().optional().describe("Its share within a mean; 1 unless said");

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z
      .strictObject({ feature: id, is: z.array(text).min(1).optional(), weight })
      .describe("The worth of a graded feature's grade; with `is`, 1 for one of those grades"),
    z
      .strictObject({ rated: id, weight })
      .describe("The first rating, moved to the middle where it is disputed"),
    z
      .strictObject({
        stated: id,
        says: z.array(text).min(1).optional(),
        notes: z.boolean().optional(),
        lacks: share.optional(),
        weight,
      })
      .describe(
        "1 where the stated value, or with `notes` its note, has one of these words, or without `says` is known; else `lacks`, or 0",
      ),
    z
      .strictObject({ offering: z.array(text).min(1), weight })
      .describe("1 where it is offered in one of these ways"),
    z
      .strictObject({ made: z.array(text).min(1), weight })
      .describe("1 where its name, or the sentence on whom it suits, has one of these words"),
    z
      .strictObject({ builtOn: id, weight })
      .describe("1 for that mesh and for those whose planes or tagline name it"),
    z.strictObject({ not: expressionSchema, weight }),
    z.strictObject({ all: z.array(expressionSchema).min(1), weight }).describe("The least of these"),
    z.strictObject({ any: z.array(expressionSchema).min(1), weight }).describe("The most of these"),
    z
      .strictObject({ mean: z.array(expressionSchema).min(1), weight })
      .describe("The weighted mean; what is not known counts as half"),
    z
      .strictObject({ stretch: expressionSchema, from: share, to: share, weight })
      .describe("0 up to `from`, 1 from `to` on: tells apart what lies close together"),
  ]),
);
