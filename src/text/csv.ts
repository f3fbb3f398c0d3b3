/** Rows as CSV after RFC 4180, for spreadsheets: nothing in it is taken for a formula. */
import { stringify } from "csv-stringify/sync";

/** Opens with a byte order mark: without it, Excel reads it as some other encoding than UTF-8. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: "windows",
      quoted_match: /[\r\n]/u,
      escape_formulas: true,
      bom: true,
    },
  );
