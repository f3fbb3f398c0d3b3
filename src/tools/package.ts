/** `npm run teams:package -- <app id>`: writes the zip that is uploaded to Teams. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";
import { readConfig } from "../config.ts";

type Manifest = { readonly composeExtensions: readonly object[] };

const { previewDomains } = readConfig({ UNFURL_DOMAINS: process.env.UNFURL_DOMAINS });

/** Teams asks for previews of links to the domains that the manifest names. */
const withPreviews = (manifest: Manifest): Manifest => ({
  ...manifest,
  composeExtensions: manifest.composeExtensions.map((extension) => ({
    ...extension,
    messageHandlers:
      previewDomains.length === 0
        ? []
        : [
            {
              type: "link",
              value: { domains: previewDomains.flatMap((domain) => [domain, `*.${domain}`]) },
            },
          ],
  })),
});

const folder = new URL("../../manifests/teams/", import.meta.url);
const appId = process.argv[2] ?? process.env.TEAMS_APP_ID ?? "";
const target =
  process.argv[3] ?? fileURLToPath(new URL("../../dist/mesh-advisor-teams.zip", import.meta.url));

if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(appId)) {
  const written = await readFile(new URL("manifest.json", folder), "utf8");
  const manifest = withPreviews(JSON.parse(written.replaceAll("{{TEAMS_APP_ID}}", appId)));
  const files = {
    "manifest.json": Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    "color.png": await readFile(new URL("color.png", folder)),
    "outline.png": await readFile(new URL("outline.png", folder)),
  };
  await mkdir(dirname(target), { recursive: true });
  // One date for all, so that the same files always make the same package.
  await writeFile(target, zipSync(files, { mtime: "2000-01-01" }));
  console.log(`${target} is ready: upload it in Teams under Apps, Manage your apps, Upload an app.`);
} else {
  console.error(
    "The package needs the bot's app id, such as 00000000-0000-0000-0000-000000000000: give it after --, or set TEAMS_APP_ID.",
  );
  process.exitCode = 1;
}
