/** `npm run schemas`: writes the JSON Schemas editors use to complete and check the data files. */
import { writeFile } from "node:fs/promises";
import { jsonSchemas } from "../catalog/json-schema.ts";

const folder = new URL("../../data/", import.meta.url);
for (const [file, text] of jsonSchemas()) await writeFile(new URL(file, folder), text);
