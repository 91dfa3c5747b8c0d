/** The least of DER that a self-signed certificate needs. */

/** Lengths up to 65535. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...long]), body]);
}

export const sequence = (...items: readonly Uint8Array[]) => der(0x30, ...items);
export const integer = (value: number) => der(0x02, Buffer.from([value]));
/** Of whole bytes. */
export const bitString = (bytes: Uint8Array) => der(0x03, Buffer.from([0]), bytes);
export const utcTime = (text: string) => der(0x17, Buffer.from(text));

/** A name of one part: CN. */
export function commonName(text: string): Buffer {
  const id = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
  return sequence(der(0x31, sequence(id, der(0x0c, Buffer.from(text)))));
}

/** sha256WithRSAEncryption. */
export const SHA256_WITH_RSA = sequence(
  der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  der(0x05),
);
