/** Slack's end of Socket Mode, beside a fake of its Web API. */
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { type SlackApi, startSlackApi } from "./slack-api.ts";

type Ack = { readonly envelope_id: string; readonly payload?: { readonly text?: string } };

export async function openSlackSocket(given?: SlackApi) {
  const api = given ?? (await startSlackApi());
  const sockets = new WebSocketServer({ server: api.server });
  api.setSocketUrl(api.url.replace("http:", "ws:").replace("/api/", "/link"));
  const acks: Ack[] = [];
  const open: WebSocket[] = [];
  sockets.on("connection", (socket) => {
    open.push(socket);
    socket.on("message", (data) => acks.push(JSON.parse(String(data))));
    socket.send(JSON.stringify({ type: "hello", num_connections: 1 }));
  });
  onTestFinished(() => {
    for (const socket of open) socket.terminate();
  });
  return {
    api,
    acks,
    open,
    send: (type: string, envelope_id: string, payload: unknown) => {
      const envelope = { type, envelope_id, payload, accepts_response_payload: type !== "events_api" };
      open.at(-1)?.send(JSON.stringify(envelope));
    },
  };
}
