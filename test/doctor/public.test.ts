import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { examinePublicUrl } from "../../src/doctor/public.ts";
import { startServer } from "../spawned.ts";

describe("a public address", () => {
  it("is well where it leads to this server, with a slash at its end or without", async () => {
    const server = await startServer({});
    for (const address of [server.address, `${server.address}/`])
      expect(await examinePublicUrl(address)).toEqual([
        { about: "PUBLIC_URL", level: "well", what: "leads to a Mesh Advisor" },
      ]);
    await server.stop();
  });

  it("is worth a look where it leads to somebody else, or lets charts not through", async () => {
    const other = createServer((_, response) => response.writeHead(404).end("<h1>Not Found</h1>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    // The server listens on TCP, so its address is an object.
    const { port } = other.address() as AddressInfo;
    expect(await examinePublicUrl(`http://127.0.0.1:${port}`)).toEqual([
      expect.objectContaining({ level: "warning", what: expect.stringContaining("HTTP 404") }),
    ]);
  });
});
