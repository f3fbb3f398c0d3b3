/** The advisor over the real requirements and catalog. */
import { createAdvisor } from "../../src/advisor/advisor.ts";
import { loadAssociations, loadRequirements } from "../../src/advisor/load.ts";
import { ownCatalog } from "../../src/app.ts";
import { loadCatalog } from "../../src/catalog/load.ts";

export const catalog = loadCatalog(ownCatalog);
export const requirements = loadRequirements(ownCatalog, catalog);
export const advisor = createAdvisor(requirements, catalog, loadAssociations(ownCatalog));
export const today = "2026-11-23";
