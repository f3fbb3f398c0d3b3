/** A server for messages of Teams, of the kind named: the product, or botbuilder that says back what it hears or always the same. */
import { createServer } from "node:http";
import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { startApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { createLog, unhurried } from "../src/log.ts";
import { appId, authOf, tenantId } from "../test/fakes/bot-framework.ts";
import { teamsAnswer } from "./answer.ts";
import { portOf, serving } from "./child.ts";

const [kind, connector] = process.argv.slice(2);
const teamsAuth = authOf(`http://127.0.0.1:${connector}`);

async function botbuilder(answer?: Partial<Activity>): Promise<number> {
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      { MicrosoftAppId: appId, ...teamsAuth.endpoints },
      teamsAuth.credentials,
    ),
  );
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const { method, headers } = request;
      const written = {
        socket: response.socket,
        status: (code: number) => response.writeHead(code),
        header: (name: string, value: unknown) => response.setHeader(name, String(value)),
        send: (text: unknown) => response.write(String(text)),
        end: () => response.end(),
      };
      void adapter.process({ body, headers, method: method ?? "" }, written, async (context) => {
        await context.sendActivity(answer ?? context.activity.text);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server);
}

async function product(): Promise<number> {
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: "unused",
    TEAMS_TENANT_ID: tenantId,
    RATE_LIMIT_PERSON: "0",
    RATE_LIMIT_CHANNEL: "0",
  });
  const { address } = await startApp(config, createLog("info", unhurried("/dev/null")), {
    outside: { teamsAuth },
  });
  return Number(new URL(address).port);
}

const kinds: Readonly<Record<string, () => Promise<number>>> = {
  echo: () => botbuilder(),
  constant: async () => botbuilder(await teamsAnswer()),
  product,
};

const serve = kinds[kind ?? ""];
if (!serve) throw new Error(`name one of ${Object.keys(kinds).join(", ")}`);
serving(await serve());
