/** Splits a stream into lines at line feeds only, so that every line of a batch is one message. */
import { StringDecoder } from "node:string_decoder";

/** Yields each line without its line feed or carriage return; a last line needs neither. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield part.replace(/\r$/u, "");
  }
  rest += decoder.end();
  if (rest !== "") yield rest;
}
