/** How one kind of line is read into entries: fast if it looks as we write it, else through its schema. */
import type { z } from 'zod';
import type { Texts } from './declaration/define-record.ts';

/** Both ways give the same entry for the same line. */
export interface LineFormat<Entry> {
  /** Sticky; matches a whole line of ours, with its end. */
  readonly pattern: RegExp;
  fromMatch(match: Texts, position: number): Entry;
  /** Throws if `value` is no such record. */
  fromJson(value: unknown, position: number): Entry;
}

interface RecordOfLine<Value> {
  readonly schema: z.ZodType<Value>;
  readonly capturingPattern: string;
  textsOf(record: Value): Texts;
}

/** `entryOf` makes the entry of a record's kept texts, wherever they come from. */
export function lineFormatOf<Value, Entry>(
  { schema, capturingPattern, textsOf }: RecordOfLine<Value>,
  entryOf: (texts: Texts, position: number) => Entry,
): LineFormat<Entry> {
  return {
    pattern: new RegExp(`${capturingPattern}\\n`, 'y'),
    fromMatch: entryOf,
    fromJson: (value, position) => entryOf(textsOf(schema.parse(value)), position),
  };
}

/** Reads one line that was looked up. Undefined if it is no such record. */
export function parseEntry<Entry>(
  format: LineFormat<Entry>,
  line: string,
  position: number,
): Entry | undefined {
  format.pattern.lastIndex = 0;
  const match = format.pattern.exec(`${line}\n`);
  if (match) return format.fromMatch(match, position);
  try {
    return format.fromJson(JSON.parse(line), position);
  } catch {
    return undefined;
  }
}
