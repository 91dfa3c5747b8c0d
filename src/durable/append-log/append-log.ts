/** An append-only file of JSON lines that outlives torn writes, rotation and deletion. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { KeepingLog } from '../keeping-log.ts';
import { openGrowingFile } from './growing-file.ts';
import { findRotatedFiles } from './log-files.ts';
import { type LedgerChunk, type Piece, readBytes, readLineAt, readPiece } from './piece.ts';

export interface LedgerOptions {
  /** The file that grows. Files that logrotate moved away from it, in the same folder and unpacked, belong to the ledger too. */
  readonly path: string;
  /** fdatasync after every write: off, a power cut may take the newest records with it; a crash of this process never does. */
  readonly isSynced: boolean;
  readonly log: KeepingLog;
  readonly now: () => Date;
}

/** Positions are bytes from the start of the oldest file, over all files. They hold until the ledger is opened anew. */
export interface Ledger {
  /** Where the next line will begin. */
  endPosition(): number;
  /** Appends all lines in one write, and resolves once they are on disk. One call at a time. */
  append(lines: readonly string[]): Promise<void>;
  /** The line that begins at `position`, in one read; undefined if its file is gone. */
  readLine(position: number): string | undefined;
  /** All lines from one position up to another, in order. */
  read(from: number, to?: number): AsyncIterable<LedgerChunk>;
  /** Tells whether what stood before `position` may still be the same; undefined if there is less than that. */
  fingerprint(position: number): string | undefined;
  close(): Promise<void>;
}

const FINGERPRINT_BYTES = 4096;

/** Makes folder and file if need be. Rejects with a system error. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { path, log } = options;
  const pieces = await openRotatedPieces(path, log);
  const growing = await openGrowingFile({ ...options, pieces }).catch(async (error: unknown) => {
    await closeAll(pieces);
    throw error;
  });

  const endPosition = () => endOf(pieces.at(-1));

  function pieceAt(position: number): Piece | undefined {
    return pieces.findLast(({ base, size }) => base <= position && position < base + size);
  }

  function bytesBefore(position: number, length: number): Buffer {
    const piece = pieceAt(position - 1);
    if (piece === undefined) return Buffer.alloc(0);
    const from = Math.max(0, position - piece.base - length);
    return readBytes(piece, from, position - piece.base - from);
  }

  return {
    endPosition,

    async append(lines) {
      if (lines.length > 0) await growing.append(Buffer.from(`${lines.join('\n')}\n`));
    },

    readLine(position) {
      const piece = pieceAt(position);
      return piece && readLineAt(piece, position - piece.base);
    },

    async *read(from, to = endPosition()) {
      for (const piece of [...pieces]) {
        const start = Math.max(0, from - piece.base);
        const end = Math.min(piece.size, to - piece.base);
        if (start < end) yield* readPiece(piece, start, end);
      }
    },

    fingerprint(position) {
      if (position > endPosition()) return undefined;
      const hash = createHash('sha256');
      const first = pieceAt(0);
      if (first) hash.update(readBytes(first, 0, Math.min(FINGERPRINT_BYTES, position)));
      return hash.update(bytesBefore(position, FINGERPRINT_BYTES)).digest('hex');
    },

    close: () => closeAll(pieces),
  };
}

async function openRotatedPieces(path: string, log: KeepingLog): Promise<Piece[]> {
  const { paths, packed } = await findRotatedFiles(path);
  if (packed.length > 0) log.warn({ packed }, 'Packed usage ledgers do not count until they are unpacked');
  const pieces: Piece[] = [];
  for (const rotated of paths) {
    try {
      const file = await open(rotated, 'r');
      const { size } = await file.stat();
      pieces.push({ path: rotated, base: endOf(pieces.at(-1)), size, file });
    } catch (error) {
      log.warn(
        { path: rotated, err: error },
        'A rotated usage ledger can not be read; its records do not count',
      );
    }
  }
  return pieces;
}

function endOf(piece: Piece | undefined): number {
  return piece ? piece.base + piece.size : 0;
}

async function closeAll(pieces: readonly Piece[]): Promise<void> {
  for (const { file } of pieces) await file?.close();
}
