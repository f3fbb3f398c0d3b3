/** A company's own knowledge, laid over the catalog: approval, notes, links and ratings, visibly the company's. */
import { z } from "zod";

const text = z.string().trim().min(1, "must not be empty");
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and single dashes");

const meshOverlaySchema = z.strictObject({
  approval: z
    .strictObject({
      state: z.enum(["approved", "trial", "forbidden"]),
      owner: text.describe("Who decided, and is to be asked"),
      reason: text,
    })
    .optional(),
  notes: z.array(text).optional(),
  links: z.array(z.strictObject({ title: text, url: z.url({ protocol: /^https?$/ }) })).optional(),
  ratings: z.record(id, text).optional().describe("The company's own ratings, by rated feature"),
});

export const overlaySchema = z.strictObject({
  company: text.describe("Whose knowledge this is; stands beside everything it says"),
  meshes: z.record(id, meshOverlaySchema).describe("What the company adds, by mesh id"),
});

export type Overlay = z.infer<typeof overlaySchema>;
export type MeshOverlay = z.infer<typeof meshOverlaySchema>;
