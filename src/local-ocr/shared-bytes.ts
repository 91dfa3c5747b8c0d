/** A file's bytes in memory that all threads see, for files that many tasks look into. */

/** A copy. What is shared is not copied again on its way into a thread, however often it goes there. */
export function shareBytes(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
