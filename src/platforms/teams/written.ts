/** Hands the SDK messages as bytes: a card is sent many times, and the SDK would write it out every time. */
import type { Activity } from "botbuilder";
import type { ConnectorClient } from "botframework-connector";
import { jsonBytesOf } from "../../card/json-bytes.ts";

type Send = ConnectorClient["sendOperationRequest"];
type Operation = Parameters<Send>[1];
type Body = NonNullable<Operation["requestBody"]>;

/** From now on the connector writes out each card once. */
export function sendingBytes(connector: ConnectorClient): ConnectorClient {
  const send = connector.sendOperationRequest.bind(connector);
  const known = new WeakMap<Operation, Operation>();
  connector.sendOperationRequest = ({ activity, ...rest }, operation, callback) => {
    const { requestBody } = operation;
    if (activity === undefined || !requestBody) return send({ activity, ...rest }, operation, callback);
    const withBytes = known.get(operation) ?? ofBytes(operation, requestBody);
    known.set(operation, withBytes);
    const shaped = (it: Activity) => operation.serializer.serialize(requestBody.mapper, it, "activity");
    return send({ ...rest, activity: bytesOf(activity as Activity, shaped) }, withBytes, callback);
  };
  return connector;
}

/** The same operation with a body that the SDK sends as it is. */
function ofBytes(operation: Operation, requestBody: Body): Operation {
  const mapper = { ...requestBody.mapper, type: { name: "Stream" as const } };
  return { ...operation, requestBody: { ...requestBody, mapper } };
}

const encoder = new TextEncoder();
const end = "}]}";

/** An activity as JSON, all but its card `shaped` by the SDK. Ours have one attachment at most; its card is put last. */
function bytesOf(activity: Activity, shaped: (it: Activity) => object): Uint8Array {
  const [only, ...others] = activity.attachments ?? [];
  if (others.length > 0 || !(only?.content instanceof Object))
    return encoder.encode(JSON.stringify(shaped(activity)));
  const { content, ...attachment } = only;
  const { attachments, ...rest } = shaped({ ...activity, attachments: [attachment] }) as Activity;
  const around = JSON.stringify({ ...rest, attachments });
  const before = `${around.slice(0, -end.length)},"content":`;
  return Buffer.concat([encoder.encode(before), jsonBytesOf(content), encoder.encode(end)]);
}
