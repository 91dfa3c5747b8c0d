/** The kinds of values in records: what is taken of each, how it looks in a line of ours, and as a text. */
import { z } from 'zod';
import { ISO_TIMESTAMP, parseTimestamp } from './timestamps.ts';

export interface Kind<Value> {
  /** What is taken, whoever wrote it. */
  readonly schema: z.ZodType<Value>;
  /**
   * A regular expression without groups: the value as JSON.stringify writes it, within the quotes if there are some. It may match
   * less than the schema takes, never more: what it does not match is left to JSON.parse.
   */
  readonly pattern: string;
  readonly isQuoted: boolean;
  /** What the pattern would match, had we written the value. */
  textOf(value: Value): string;
  /** How a spreadsheet shows it. */
  cellOf(value: Value): string;
}

/** ASCII without quotes and backslashes. */
const TEXT_CHARACTER = '[ !#-\\[\\]-~]';

/** Far above anything real, and small enough to add up a ledger exactly. */
export const COUNT = bare(z.int().min(0).max(1_000_000_000), '(?:0|[1-9]\\d{0,8})');
/** In a cell with all nine decimals: a spreadsheet knows no `1.5e-7`. */
export const USD: Kind<number> = {
  ...bare(z.number().min(0).max(1_000_000), '(?:0|[1-9]\\d{0,5})(?:\\.\\d{1,9})?'),
  cellOf: (usd) => usd.toFixed(9),
};
export const SECONDS = bare(z.number().min(0).max(100_000_000), '(?:0|[1-9]\\d{0,7})(?:\\.\\d{1,9})?');
/** 0 to 1. */
export const SHARE = bare(z.number().min(0).max(1), '(?:1|0(?:\\.\\d{1,17})?)');
export const FLAG = bare(z.boolean(), '(?:false|true)');
/** Telegram's are numbers; other programs have texts. */
export const USER_ID = bare(z.union([z.int(), z.string()]), `(?:0|-?[1-9]\\d{0,14}|"${TEXT_CHARACTER}*")`);
export const NAME = quoted(z.string().min(1), `${TEXT_CHARACTER}+`);
export const TEXT = quoted(z.string(), `${TEXT_CHARACTER}*`);

/** Its text is that of `Date.toISOString`, whatever stood in the line. */
export const TIMESTAMP: Kind<string> = {
  ...quoted(
    z.string().refine((text) => parseTimestamp(text) !== undefined, 'not a time of this century'),
    ISO_TIMESTAMP,
  ),
  textOf: (text) => new Date(parseTimestamp(text) ?? 0).toISOString(),
};

/** Written into every line; a line without one is of the plain shape, before there were versions. */
export const RECORD_VERSION = 1 as const;
export const VERSION = bare(
  z.literal(RECORD_VERSION, 'written by a newer version of this program'),
  String(RECORD_VERSION),
);

/** One of these words. */
export function choiceOf<const Word extends string>(words: readonly Word[]): Kind<Word> {
  return quoted(z.enum(words), `(?:${words.join('|')})`);
}

export function listOf<Value>(kind: Kind<Value>): Kind<Value[]> {
  const one = patternOf(kind);
  return {
    ...bare(z.array(kind.schema), `\\[(?:${one}(?:,${one})*)?\\]`),
    textOf: (values) => JSON.stringify(values),
  };
}

export function objectOf<Value>(record: Pick<Kind<Value>, 'schema' | 'pattern'>): Kind<Value> {
  return { ...bare(record.schema, record.pattern), textOf: (value) => JSON.stringify(value) };
}

/** The value with its quotes; `isCaptured` puts what is within them into a group. */
export function patternOf(
  { pattern, isQuoted }: Pick<Kind<unknown>, 'pattern' | 'isQuoted'>,
  isCaptured = false,
): string {
  const value = isCaptured ? `(${pattern})` : pattern;
  return isQuoted ? `"${value}"` : value;
}

function bare<Value>(schema: z.ZodType<Value>, pattern: string): Kind<Value> {
  return { schema, pattern, isQuoted: false, textOf: String, cellOf: String };
}

function quoted<Value extends string>(schema: z.ZodType<Value>, pattern: string): Kind<Value> {
  return { schema, pattern, isQuoted: true, textOf: String, cellOf: String };
}
