/** The one tolerant parser for dates as Indian paper prints them: day first, and only days that exist. */
import { foldPrintedText } from './printed-text.ts';

const MONTHS = [
  ['january', 'जनवरी'],
  ['february', 'फरवरी', 'फ़रवरी'],
  ['march', 'मार्च'],
  ['april', 'अप्रैल'],
  ['may', 'मई'],
  ['june', 'जून'],
  ['july', 'जुलाई'],
  ['august', 'अगस्त'],
  ['september', 'sept', 'सितंबर', 'सितम्बर'],
  ['october', 'अक्टूबर', 'अक्तूबर'],
  ['november', 'नवंबर', 'नवम्बर'],
  ['december', 'दिसंबर', 'दिसम्बर'],
] as const;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const MS_PER_DAY = 86_400_000;

const LABEL = /^(?:dated?|dt)\b[ .:]*/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+/i;
const TIME = /(?:,? |t)(?:at )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:hrs|ist))?$/i;

const DAY = '(?<day>\\d{1,2})';
const YEAR = '(?<year>\\d{4}|\\d{2})';
const MONTH = '(?<month>\\d{1,2})';
const NAME = '(?<name>[\\p{L}\\p{M}]+)\\.?';
const SEPARATORS = "[-/., '’]";
const GAP = `${SEPARATORS}*`;

/** Numbers need the same separator twice; names part the numbers by themselves. */
const FORMS = [
  new RegExp(`^${DAY}(?<sep>[-/. ])${MONTH}\\k<sep>${YEAR}$`, 'u'),
  new RegExp(`^(?<year>\\d{4})(?<sep>[-/.])${MONTH}\\k<sep>${DAY}$`, 'u'),
  new RegExp(`^${DAY}(?:st|nd|rd|th)?(?: of)?${GAP}${NAME}${GAP}${YEAR}$`, 'iu'),
  new RegExp(`^${NAME}${GAP}${DAY}(?:st|nd|rd|th)?${SEPARATORS}+${YEAR}$`, 'iu'),
  new RegExp(`^(?<year>\\d{4})${GAP}${NAME}${GAP}${DAY}$`, 'u'),
] as const;

/**
 * The day that `text` names as `YYYY-MM-DD`, with or without a time behind it. Two-digit years are 20YY; others lie in 1900
 * to 2099. Numbers are day first, always: `02/25/2026` is refused, since a paper that prints month first would
 * have had `02/06/2026` misread without a word. So is what names no real day: `31/02/2026`.
 */
export function parseDate(text: string): string | undefined {
  const date = foldPrintedText(text)
    .replace(LABEL, '')
    .replace(WEEKDAY, '')
    .replace(TIME, '')
    .replace(/ ?([-/.]) ?/g, '$1');
  const groups = FORMS.map((form) => form.exec(date)?.groups).find((match) => match !== undefined);
  if (groups === undefined) return undefined;
  const month = groups.name === undefined ? Number(groups.month) : monthOfName(groups.name);
  return toIsoDate(yearOf(groups.year ?? ''), month, Number(groups.day));
}

/** `2026-02-06` → `06 Feb 2026`, the same in every locale. `date` is canonical. */
export function formatDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1]?.[0] ?? '';
  return `${day} ${name.charAt(0).toUpperCase()}${name.slice(1, 3)} ${year}`;
}

/** The financial year, April to March, of a canonical date: `2026-02-06` → `2025-26`. */
export function financialYearOf(date: string): string {
  const calendarYear = Number(date.slice(0, 4));
  const startYear = date.slice(5, 7) < '04' ? calendarYear - 1 : calendarYear;
  return `${startYear}-${String((startYear + 1) % 100).padStart(2, '0')}`;
}

/**
 * `years` before a canonical date, for comparing only (ISO dates compare as text): 29 February keeps its day in every
 * year.
 */
export function yearsBefore(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;
}

/** The canonical date `days` days before another. */
export function daysBefore(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`) - days * MS_PER_DAY;
  return new Date(time).toISOString().slice(0, 10);
}

function monthOfName(name: string): number {
  const wanted = name.toLowerCase().normalize('NFC');
  const names = MONTHS.map(([english, ...others]): string[] => [english, english.slice(0, 3), ...others]);
  return names.findIndex((known) => known.some((one) => one.normalize('NFC') === wanted)) + 1;
}

function yearOf(digits: string): number {
  return Number(digits.length === 2 ? `20${digits}` : digits);
}

function toIsoDate(year: number, month: number, day: number): string | undefined {
  const lastDay = month === 2 && !isLeapYear(year) ? 28 : (DAYS_IN_MONTH[month - 1] ?? 0);
  if (year < 1900 || year > 2099 || day < 1 || day > lastDay) return undefined;
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
