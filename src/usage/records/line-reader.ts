/** Reads ledger lines into entries, the usual ones fast, and says of every other line what is wrong with it. */
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { LedgerChunk } from '../../durable/append-log/piece.ts';
import type { LineFormat } from './line-format.ts';

/** A line that does not count. */
export interface LineDamage {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface LineReaderOptions<Entry> {
  readonly format: LineFormat<Entry>;
  readonly onEntry: (entry: Entry) => void;
  readonly onDamage: (damage: LineDamage) => void;
  /** Number of the first line, unless it begins a file; default 1. */
  readonly firstLine?: number;
}

export interface LineReader {
  read(chunk: LedgerChunk): void;
  /** Number of the line that would come next in the file that was read last. */
  nextLine(): number;
}

const LINE_END = 0x0a;
/** Text that V8 keeps among its young objects: longer strings cost a memory mapping each. */
const TEXT_BYTES = 64 * 1024;

export function createLineReader<Entry>(options: LineReaderOptions<Entry>): LineReader {
  const { format, onEntry, onDamage, firstLine = 1 } = options;
  const { pattern } = format;
  let path = '';
  let line = firstLine;

  function readUnusual(bytes: Buffer, position: number): void {
    try {
      const value = parseLine(bytes);
      if (value !== undefined) onEntry(format.fromJson(value, position));
    } catch (error) {
      onDamage({ path, line, reason: describe(error) });
    }
  }

  /** Latin-1 has one character per byte, so that places in the text are places in the file. */
  function readLines(bytes: Buffer, position: number): void {
    const text = bytes.toString('latin1');
    for (let at = 0; at < text.length; line++) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) {
        const start = position + at;
        // Before the entry is told: whoever hears of it may look another line up, with the same pattern.
        at = pattern.lastIndex;
        onEntry(format.fromMatch(match, start));
      } else {
        const end = text.indexOf('\n', at);
        readUnusual(bytes.subarray(at, end === -1 ? undefined : end), position + at);
        at = end === -1 ? text.length : end + 1;
      }
    }
  }

  return {
    read(chunk) {
      if (chunk.isFileStart) line = 1;
      path = chunk.path;
      if (chunk.isTooLong) onDamage({ path, line: line++, reason: 'longer than any record' });
      for (let from = 0; from < chunk.bytes.length; ) {
        const to = chunk.bytes.indexOf(LINE_END, from + TEXT_BYTES) + 1 || chunk.bytes.length;
        readLines(chunk.bytes.subarray(from, to), chunk.position + from);
        from = to;
      }
    },
    nextLine: () => line,
  };
}

/** Undefined for a blank line, which is nothing at all. */
function parseLine(bytes: Buffer): unknown {
  if (bytes.includes(0)) throw new Error('contains NUL bytes');
  if (!isUtf8(bytes)) throw new Error('is not UTF-8');
  const text = bytes.toString('utf8').trim();
  return text === '' ? undefined : JSON.parse(text);
}

function describe(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return issue ? `${issue.path.join('.') || 'line'}: ${issue.message}` : 'not a usage record';
  }
  if (error instanceof SyntaxError) return 'is not JSON';
  return error instanceof Error ? error.message : String(error);
}
