/** One file of a ledger, and reading from it. */
import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { MAX_LINE_BYTES } from './line-limit.ts';

/** A ledger is its files one after the other; rotation renames a piece but moves no byte. */
export interface Piece {
  readonly path: string;
  /** Where its first byte stands in the whole ledger. */
  readonly base: number;
  /** Bytes that belong to the ledger. */
  size: number;
  /** Absent once the file is gone. */
  file: FileHandle | undefined;
}

/** Whole lines of one file. */
export interface LedgerChunk {
  /** Overwritten by the next chunk. Empty if `isTooLong`. */
  readonly bytes: Buffer;
  /** Of the first byte, in the whole ledger. */
  readonly position: number;
  readonly path: string;
  /** True if nothing of its file comes before. */
  readonly isFileStart: boolean;
  /** Stands for one line that was longer than `MAX_LINE_BYTES`. */
  readonly isTooLong: boolean;
}

/** Small enough to be worked through without holding up the event loop. */
const CHUNK_BYTES = 512 * 1024;
/** Holds any usual line, so that a look-up is one read. */
const LINE_BUFFER_BYTES = 4096;
/** One for all look-ups: they are synchronous, and a new buffer costs each of them more than its read. */
const lineBuffer = Buffer.allocUnsafe(LINE_BUFFER_BYTES);
const LINE_END = 0x0a;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** Reads from `from` to `to`, offsets in the file at line starts. The last line may lack its end. */
export async function* readPiece(piece: Piece, from: number, to: number): AsyncGenerator<LedgerChunk> {
  const { file, path, base } = piece;
  if (file === undefined) return;
  // Mostly a few kilobytes that were just appended: a large buffer for each of those would keep the garbage collector busy.
  let buffer = Buffer.allocUnsafe(Math.min(2 * CHUNK_BYTES, to - from));
  /** Bytes in the buffer, and where in the file the first of them stands. */
  let filled = 0;
  let offset = from;
  let isTooLong = false;
  let isFileStart = from === 0;

  function drop(bytes: number): void {
    buffer.copyWithin(0, bytes, filled);
    filled -= bytes;
    offset += bytes;
  }

  function chunk(length: number, isTooLong: boolean): LedgerChunk {
    const bytes = buffer.subarray(0, length);
    const described = { bytes, position: base + offset, path, isFileStart, isTooLong };
    isFileStart = false;
    return described;
  }

  for (;;) {
    const wanted = Math.min(CHUNK_BYTES, to - offset - filled);
    if (buffer.length - filled < wanted) {
      buffer = Buffer.concat([buffer.subarray(0, filled)], 2 * buffer.length);
    }
    const bytesRead = wanted > 0 ? (await file.read(buffer, filled, wanted, offset + filled)).bytesRead : 0;
    filled += bytesRead;
    const isLast = bytesRead === 0;
    if (offset === 0 && startsWithMark(buffer.subarray(0, filled))) drop(BYTE_ORDER_MARK.length);
    if (isTooLong) {
      const lineEnd = buffer.subarray(0, filled).indexOf(LINE_END);
      drop(lineEnd === -1 ? filled : lineEnd + 1);
      isTooLong = lineEnd === -1 && !isLast;
      if (!isTooLong) yield chunk(0, true);
    }
    const linesEnd = isLast ? filled : buffer.subarray(0, filled).lastIndexOf(LINE_END) + 1;
    if (linesEnd > 0) {
      yield chunk(linesEnd, false);
      drop(linesEnd);
    }
    if (filled > MAX_LINE_BYTES) isTooLong = true;
    if (isLast) return;
  }
}

function startsWithMark(bytes: Buffer): boolean {
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
}

/** The line that begins at `offset`, read at once: a look-up is a few microseconds, and no query has to wait for a thread. */
export function readLineAt(piece: Piece, offset: number): string | undefined {
  if (piece.file === undefined || offset < 0 || offset >= piece.size) return undefined;
  for (let buffer = lineBuffer; ; buffer = Buffer.allocUnsafe(4 * buffer.length)) {
    const { length } = buffer;
    const bytes = readInto(buffer, piece, offset);
    const end = bytes.indexOf(LINE_END);
    if (end !== -1) return bytes.toString('utf8', 0, end);
    if (bytes.length < length) return bytes.toString('utf8');
    if (length > MAX_LINE_BYTES) return undefined;
  }
}

/** Fewer than `length` bytes at the end of the piece, or if its file has shrunk or gone. */
export function readBytes(piece: Piece, offset: number, length: number): Buffer {
  return readInto(Buffer.allocUnsafe(Math.max(0, Math.min(length, piece.size - offset))), piece, offset);
}

/** The part of the buffer that was filled. */
function readInto(buffer: Buffer, { file, size }: Piece, offset: number): Buffer {
  const length = Math.min(buffer.length, size - offset);
  if (file === undefined || length <= 0) return buffer.subarray(0, 0);
  return buffer.subarray(0, readSync(file.fd, buffer, 0, length, offset));
}
