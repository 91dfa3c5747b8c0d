/** Regular expressions for lines just as we write them: V8 compiles them to code that reads a line faster than JSON.parse. */

/** Values as JSON.stringify writes them, no larger than the schemas allow. What looks otherwise is left to JSON.parse. */
export const COUNT = '(?:0|[1-9]\\d{0,8})';
export const USD = '(?:0|[1-9]\\d{0,5})(?:\\.\\d{1,9})?';
export const SECONDS = '(?:0|[1-9]\\d{0,7})(?:\\.\\d{1,9})?';
export const SHARE = '(?:1|0(?:\\.\\d{1,17})?)';
/** ASCII without quotes and backslashes. */
export const TEXT = '[ !#-\\[\\]-~]+';
export const USER_ID = `(?:0|-?[1-9]\\d{0,14}|"[ !#-\\[\\]-~]*")`;
export const TIMESTAMP =
  '20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z';

/** `,"key":value` */
export function field(key: string, value: string): string {
  return `,"${key}":${value}`;
}

export function optional(fields: string): string {
  return `(?:${fields})?`;
}

export function text(pattern: string): string {
  return `"${pattern}"`;
}

export function listOf(pattern: string): string {
  return `\\[(?:${pattern}(?:,${pattern})*)?\\]`;
}

/** An object of these fields; the first one, which is not optional, loses its comma. */
export function objectOf(fields: readonly string[]): string {
  return `\\{${fields.join('').slice(1)}\\}`;
}

/** A whole line with its end: of a version or, in the plain shape, without. */
export function lineOf(fields: readonly string[]): string {
  return `\\{(?:"version":1,)?${objectOf(fields).slice(2)}\\n`;
}

/** Milliseconds of a text that matches `TIMESTAMP`. */
export function parseIsoTimestamp(iso: string): number {
  const ms = twoDigits(iso, 20) * 10 + iso.charCodeAt(22) - 48;
  return Date.UTC(
    2000 + twoDigits(iso, 2),
    twoDigits(iso, 5) - 1,
    twoDigits(iso, 8),
    twoDigits(iso, 11),
    twoDigits(iso, 14),
    twoDigits(iso, 17),
    ms,
  );
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
