/** Mends the end of a ledger file on which a process died in the middle of a line. */
import type { FileHandle } from 'node:fs/promises';
import { MAX_LINE_BYTES } from './line-limit.ts';

const LINE_END = 0x0a;
const BLOCK_BYTES = 65_536;
/** So much of a cut fragment goes into the report. */
const SHOWN_CHARS = 200;

export interface TailRepair {
  /** `completed`: the line lacked only its end. `cut`: what stood after the last whole line was no record and is gone. */
  readonly kind: 'completed' | 'cut';
  readonly fragmentBytes: number;
  /** How the fragment began. */
  readonly fragment: string;
}

/** Makes the file end with a whole line. Undefined if it already did. `file` is open for reading and writing. */
export async function repairTail(file: FileHandle): Promise<TailRepair | undefined> {
  const { size } = await file.stat();
  const lineStart = await findLastLineStart(file, size);
  if (lineStart === size) return undefined;
  const fragmentBytes = size - lineStart;
  const shown = await readAt(file, lineStart, Math.min(fragmentBytes, MAX_LINE_BYTES));
  const fragment = shown.toString('utf8').slice(0, SHOWN_CHARS);
  if (fragmentBytes <= MAX_LINE_BYTES && isJsonObject(shown.toString('utf8'))) {
    await writeEnd(file, size);
    return { kind: 'completed', fragmentBytes, fragment };
  }
  await file.truncate(lineStart);
  await file.datasync();
  return { kind: 'cut', fragmentBytes, fragment };
}

/** Where the unfinished line begins; the file's size if there is none. */
async function findLastLineStart(file: FileHandle, size: number): Promise<number> {
  for (let to = size; to > 0; to -= BLOCK_BYTES) {
    const from = Math.max(0, to - BLOCK_BYTES);
    const block = await readAt(file, from, to - from);
    const at = block.lastIndexOf(LINE_END);
    if (at !== -1) return from + at + 1;
  }
  return 0;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function writeEnd(file: FileHandle, position: number): Promise<void> {
  await file.write(Buffer.of(LINE_END), 0, 1, position);
  await file.datasync();
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
