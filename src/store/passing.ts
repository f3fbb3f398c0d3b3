/** Marks a write that a database need not put on its disk at once: what is gone in a day. */
import { type RawBuilder, sql } from "kysely";

const mark = "/* passing */";

/** Ends a statement: `.modifyEnd(passing)`. To the database it is a comment. */
export const passing: RawBuilder<unknown> = sql.raw(mark);

export const isPassing = (statement: string): boolean => statement.endsWith(mark);
