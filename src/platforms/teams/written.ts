/** Hands the SDK messages as bytes: a card is sent many times, and the SDK would write it out every time. */
import type { Activity } from "botbuilder";
import type { ConnectorClient } from "botframework-connector";

type Send = ConnectorClient["sendOperationRequest"];
type Operation = Parameters<Send>[1];

/** From now on the connector writes out each card once. */
export function sendingBytes(connector: ConnectorClient): ConnectorClient {
  const send = connector.sendOperationRequest.bind(connector);
  const known = new WeakMap<Operation, Operation>();
  connector.sendOperationRequest = ({ activity, ...rest }, operation, callback) => {
    if (activity === undefined) return send(rest, operation, callback);
    const withBytes = known.get(operation) ?? ofBytes(operation);
    known.set(operation, withBytes);
    return send({ ...rest, activity: written(activity as Activity) }, withBytes, callback);
  };
  return connector;
}

/** The same operation with a body that the SDK sends as it is. */
function ofBytes({ requestBody, ...operation }: Operation): Operation {
  if (!requestBody)
    throw new Error(`the SDK sends no body to ${operation.path}: see platforms/teams/written.ts`);
  const mapper = { ...requestBody.mapper, type: { name: "Stream" as const } };
  return { ...operation, requestBody: { ...requestBody, mapper } };
}

const encoder = new TextEncoder();
const encoded = (it: object): Uint8Array => encoder.encode(JSON.stringify(it));
const cards = new WeakMap<object, Uint8Array>();

/** An activity as JSON. Ours have one attachment at most, and what that holds is put last. */
function written(activity: Activity): Uint8Array {
  const { attachments = [], ...rest } = activity;
  const [only] = attachments;
  if (attachments.length !== 1 || !(only?.content instanceof Object)) return encoded(activity);
  const { content, ...attachment } = only;
  const around = JSON.stringify({ ...rest, attachments: [attachment] });
  const before = `${around.slice(0, -end.length)},"content":`;
  return Buffer.concat([encoder.encode(before), writtenOut(content), encoder.encode(end)]);
}

const end = "}]}";

function writtenOut(card: object): Uint8Array {
  const bytes = cards.get(card) ?? encoded(card);
  cards.set(card, bytes);
  return bytes;
}
