/** The worker that turns SVG into PNG: it takes a tenth of a second, which answers must not wait for. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

export type Order = { readonly number: number; readonly svg: string };
export type Done = { readonly number: number; readonly png?: Uint8Array; readonly error?: string };

const read = (specifier: string) => readFile(fileURLToPath(import.meta.resolve(specifier)));

/** No font of the machine is used: everywhere the same bytes come out. */
const faces = ["latin-400", "latin-600", "latin-ext-400", "latin-ext-600", "cyrillic-400", "greek-400"];

const ready = Promise.all([
  read("@resvg/resvg-wasm/index_bg.wasm").then(initWasm),
  Promise.all(faces.map((face) => read(`@fontsource/inter/files/inter-${face}-normal.woff2`))),
]);

async function pngOf(svg: string): Promise<Uint8Array> {
  const [, fontBuffers] = await ready;
  const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: "Inter" };
  const image = new Resvg(svg, { font, fitTo: { mode: "zoom", value: 2 } });
  try {
    const rendered = image.render();
    try {
      return rendered.asPng();
    } finally {
      rendered.free();
    }
  } finally {
    // Memory inside WebAssembly is not seen by the garbage collector.
    image.free();
  }
}

parentPort?.on("message", async ({ number, svg }: Order) => {
  const done: Done = await pngOf(svg).then(
    (png) => ({ number, png }),
    (error: unknown) => ({ number, error: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(done);
});
