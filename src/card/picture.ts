/** How a chart comes to be a picture, for platforms that cannot draw it themselves. */
import type { Chart } from "./chart.ts";

export type Pictures = {
  /** Where anybody can fetch the picture; undefined where the server has no public address. */
  readonly urlOf: (chart: Chart) => string | undefined;
  /** The picture as PNG. */
  readonly draw: (chart: Chart) => Promise<Uint8Array>;
};
