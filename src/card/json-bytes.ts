/** An object as the bytes of its JSON, written out once: the same answer is sent many times. */
const encoder = new TextEncoder();
const known = new WeakMap<object, Uint8Array>();

/** Whoever changes the object afterwards gets the bytes from before. */
export function jsonBytesOf(object: object): Uint8Array {
  const earlier = known.get(object);
  if (earlier) return earlier;
  // `Buffer.from` would take a part of a bigger buffer, and keep all of it.
  const bytes = encoder.encode(JSON.stringify(object));
  known.set(object, bytes);
  return bytes;
}
