/** A collector that takes traces by OTLP over HTTP, as JSON. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

type Attribute = { readonly key: string; readonly value: { readonly stringValue?: string } };
type RawSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
  readonly status?: { readonly code?: number };
};
type Export = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
};

const fieldsOf = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

export async function startCollector() {
  const requests: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] =
    [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on TCP, so its address is an object.
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const exported = () => requests.flatMap(({ body }) => (JSON.parse(body) as Export).resourceSpans);
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    refuse: (code: number) => {
      status = code;
    },
    resource: () => fieldsOf(exported()[0]?.resource.attributes ?? []),
    spans: () =>
      exported()
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
        .map(({ attributes, ...span }) => ({ ...span, attributes: fieldsOf(attributes) })),
  };
}
