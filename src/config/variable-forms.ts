/** The forms that values of variables take: from text to a value, or a sentence on what is expected. */
import { z } from 'zod';
import { canonicalGstin, checkGstin } from '../invoice/parties/gstin.ts';

export const text = z.string();
export const url = z
  .url({ protocol: /^https?$/, error: 'expected an http(s) URL' })
  .transform(withoutEndSlash);
export const botToken = z
  .string()
  .regex(/^\d+:[\w-]{30,}$/, 'expected a bot token from @BotFather, like 123456789:AA…');
/** A shorter one can't be real, and scrubbing it from logs would hit words by chance. */
export const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, 'expected an API key: one word of at least 16 characters');
export const spreadsheetId = z
  .string()
  .regex(/^[\w-]{10,}$/, 'expected the id between /d/ and /edit in the spreadsheet’s URL');
export const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone such as Asia/Kolkata');
export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
  error: 'expected one of trace, debug, info, warn, error, fatal, silent',
});
export const userIds = z
  .string()
  .regex(/^\d+(\s*,\s*\d+)*$/, 'expected numeric Telegram user ids, separated by commas')
  .transform((value) => value.split(',').map(Number));
/** Telegram numbers groups below zero. */
export const groupIds = z
  .string()
  .regex(/^-\d+(\s*,\s*-\d+)*$/, 'expected Telegram group ids such as -1001234567890, separated by commas')
  .transform((value) => value.split(',').map(Number));
export const httpsUrl = z
  .url({ protocol: /^https$/, error: 'expected an https URL' })
  .transform(withoutEndSlash);
export const webhookSecret = z
  .string()
  .regex(/^[\w-]{16,256}$/, 'expected 16 to 256 letters, digits, _ or -');

export const flag = z
  .enum(['true', 'false'], { error: 'expected true or false' })
  .transform((value) => value === 'true');
export const reviewMode = z.enum(['auto', 'always', 'never'], { error: 'expected auto, always or never' });
export const gstins = z
  .string()
  .transform((value) => value.split(',').map(canonicalGstin))
  .refine(
    (all) => all.every((gstin) => checkGstin(gstin).isValid),
    'expected GSTINs with valid check digits, separated by commas',
  );
export const share = z
  .string()
  .regex(/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/, 'expected a number from 0 to 1')
  .transform(Number);
export const price = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'expected USD as a plain number such as 0.0001875');

export function positiveNumber(max: number) {
  const expected = `expected a number above 0 and up to ${max}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, expected)
    .transform(Number)
    .refine((value) => value > 0 && value <= max, expected);
}

/** 0 means that there is no limit. */
export function limit(max: number) {
  return wholeNumber(0, max).transform((value) => (value === 0 ? undefined : value));
}

export function wholeNumber(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
}

function withoutEndSlash(value: string): string {
  return value.replace(/\/+$/, '');
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
