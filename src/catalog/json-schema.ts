/** JSON Schemas for the data files, made from the zod schemas so that the two cannot part. */
import { z } from "zod";
import { overlaySchema } from "./overlay.ts";
import {
  benchmarksSchema,
  claimsSchema,
  featuresSchema,
  headSchema,
  meshSchema,
  sourcesSchema,
} from "./schema.ts";

const schemas: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ["catalog", headSchema],
  ["features", featuresSchema],
  ["sources", sourcesSchema],
  ["claims", claimsSchema],
  ["mesh", meshSchema],
  ["benchmarks", benchmarksSchema],
  ["overlay", overlaySchema],
];

/** File names and texts, such as `mesh.schema.json`. */
export const jsonSchemas = (): readonly (readonly [file: string, text: string])[] =>
  schemas.map(([name, schema]) => [
    `${name}.schema.json`,
    `${JSON.stringify(z.toJSONSchema(schema, { target: "draft-7", reused: "ref", io: "input" }), null, 2)}\n`,
  ]);
