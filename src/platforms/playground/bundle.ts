/** The page's script and styles, made by esbuild when somebody first opens it, and kept in memory. */
import { findPackageJSON } from "node:module";
import { fileURLToPath } from "node:url";

export type Bundle = { readonly script: string; readonly styles: string };

const entry = fileURLToPath(new URL("./web/main.tsx", import.meta.url));

/** What an installation without development packages lacks. */
const packages = ["esbuild", "react", "react-dom", "slack-blocks-to-jsx", "adaptivecards", "micromark"];

export const isInstalled = (): boolean =>
  packages.every((name) => {
    try {
      return findPackageJSON(name, import.meta.url) !== undefined;
    } catch {
      return false;
    }
  });

/** Bundles once; after a failure, anew. */
export function createBundle(): () => Promise<Bundle> {
  let made: Promise<Bundle> | undefined;
  return () =>
    (made ??= bundle().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

async function bundle(): Promise<Bundle> {
  const { build, stop } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: "page",
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    minify: true,
    legalComments: "none",
    // adaptivecards registers its elements as it loads, and says it has no such effects.
    ignoreAnnotations: true,
    loader: { ".svg": "dataurl" },
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  // Otherwise its process would stay.
  await stop();
  const named = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { script: named(".js"), styles: named(".css") };
}
