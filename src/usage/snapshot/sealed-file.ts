/** A file that holds one value of plain data with large typed arrays, whole or not at all, and quick to read. */
import { type FileHandle, open } from 'node:fs/promises';
import { Deserializer, Serializer } from 'node:v8';
import { crc32 } from 'node:zlib';

/**
 * The file: checksum of all that follows, length of the value, number of large arrays, their lengths (all 32 bits); then the value, then
 * the arrays. These are read straight into their place: to copy them takes longer than to read them.
 */
const HEADER_BYTES = 12;
const LARGE_BYTES = 64 * 1024;

/** The file's content. Copies everything, so that `value` may change while it is written. Large arrays own their buffers. */
export function seal(value: unknown): Buffer {
  const arrays = findLargeArrays(value);
  const serializer = new Serializer();
  serializer.writeHeader();
  arrays.forEach((array, id) => void serializer.transferArrayBuffer(id, array));
  serializer.writeValue(value);
  const body = serializer.releaseBuffer();
  const header = Buffer.alloc(HEADER_BYTES + 4 * arrays.length);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(arrays.length, 8);
  arrays.forEach((array, index) => void header.writeUInt32LE(array.byteLength, HEADER_BYTES + 4 * index));
  const content = Buffer.concat([header, body, ...arrays.map((array) => new Uint8Array(array))]);
  content.writeUInt32LE(crc32(content.subarray(4)));
  return content;
}

/** Undefined if there is no such file, or if it is not as it was written. */
export async function readSealed(path: string): Promise<unknown> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await readParts(file);
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

async function readParts(file: FileHandle): Promise<unknown> {
  const { size } = await file.stat();
  const header = await readExactly(file, HEADER_BYTES, 0);
  const count = header.readUInt32LE(8);
  const lengths = await readExactly(file, Math.min(4 * count, size), HEADER_BYTES);
  const arrays = Array.from({ length: count }, (_, index) => lengths.readUInt32LE(4 * index));
  const bodyLength = header.readUInt32LE(4);
  const total = arrays.reduce((sum, length) => sum + length, HEADER_BYTES + lengths.length + bodyLength);
  if (total !== size) return undefined;
  const parts = [Buffer.alloc(bodyLength), ...arrays.map((length) => new Uint8Array(length))];
  const [body = Buffer.alloc(0), ...buffers] = parts;
  await file.readv(parts, HEADER_BYTES + lengths.length);
  const checksum = [header.subarray(4), lengths, ...parts].reduce((crc, part) => crc32(part, crc), 0);
  if (checksum !== header.readUInt32LE(0)) return undefined;
  const deserializer = new Deserializer(body);
  buffers.forEach(({ buffer }, id) => void deserializer.transferArrayBuffer(id, buffer as ArrayBuffer));
  deserializer.readHeader();
  return deserializer.readValue();
}

async function readExactly(file: FileHandle, length: number, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('the file is too short');
  return buffer;
}

function findLargeArrays(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    return value.byteLength >= LARGE_BYTES && value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const inside: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  return [...inside].flatMap(findLargeArrays);
}
