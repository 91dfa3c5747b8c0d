/** Files that people send by mistake: a program, the first half of an upload. */

/** The head of a Windows program. */
export function executable(): Buffer {
  const head = Buffer.alloc(512);
  head.write('MZ');
  head.writeUInt32LE(0x80, 0x3c);
  head.write('PE\0\0', 0x80);
  return head;
}

/** The first half of a file, as an upload that broke off leaves it. */
export function truncate(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, Math.floor(bytes.length / 2)));
}
