/** Width and height of a JPEG, PNG or WebP picture, from its first bytes. */

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** `undefined` if the bytes are no such picture. Only the header is looked at: the rest may be missing or broken. */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const image = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = readPng(image) ?? readJpeg(image) ?? readWebp(image);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

function readPng(image: Buffer): ImageSize | undefined {
  if (image.length < 24 || image.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { width: image.readUInt32BE(16), height: image.readUInt32BE(20) };
}

/** Walks from marker to marker until a start of frame (ITU T.81, B.1.1.3). */
function readJpeg(image: Buffer): ImageSize | undefined {
  if (image.length < 4 || image.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= image.length && image[at] === 0xff) {
    const marker = image.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: image.readUInt16BE(at + 7), height: image.readUInt16BE(at + 5) };
    at += 2 + image.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Three kinds of WebP keep their size in three ways (RFC 9649, 2.5 to 2.7). */
function readWebp(image: Buffer): ImageSize | undefined {
  if (image.length < 30 || image.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const kind = image.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: image.readUIntLE(24, 3) + 1, height: image.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ')
    return { width: image.readUInt16LE(26) & 0x3fff, height: image.readUInt16LE(28) & 0x3fff };
  const bits = image.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
