/** Walks the pages of a list that Slack hands out piece by piece. */

type Page = { readonly response_metadata?: { readonly next_cursor?: string } };

/** More pages than these are not asked for: it would take minutes at the rate Slack allows. */
const most = 30;

/** @throws {Error} where there are more pages than anybody should wait for. */
export async function* pages<P extends Page>(
  call: (from: { readonly cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let cursor: string | undefined;
  for (let count = 0; count < most; count++) {
    const page = await call(cursor === undefined ? {} : { cursor });
    yield page;
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
  }
  throw new Error(`gave up after ${most} pages`);
}
