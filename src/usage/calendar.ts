/** Days, months and hours in the report's time zone, as plain numbers and fast enough for a million records. */

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Local days and hours of an instant. Exact from 1972 on, as long as a zone changes its offset at most once in a UTC day. */
export interface Calendar {
  /** Days since 1970-01-01, as the wall clock counts them. */
  dayOf(atMs: number): number;
  /** 0 to 23, by the wall clock. */
  hourOf(atMs: number): number;
}

/** The offset within one UTC day: the same throughout, or with one change. */
interface OffsetDay {
  readonly beforeMs: number;
  readonly changesAtMs: number;
  readonly afterMs: number;
}

/** `timeZone` is an IANA name. Asking Intl takes microseconds, so it is asked once per day and remembered. */
export function createCalendar(timeZone: string): Calendar {
  const askOffset = createOffsetQuestion(timeZone);
  const days = new Map<number, OffsetDay>();

  function offsetAt(atMs: number): number {
    const utcDay = Math.floor(atMs / DAY_MS);
    let day = days.get(utcDay);
    if (day === undefined) {
      day = findOffsets(askOffset, utcDay * DAY_MS);
      days.set(utcDay, day);
    }
    return atMs < day.changesAtMs ? day.beforeMs : day.afterMs;
  }

  return {
    dayOf: (atMs) => Math.floor((atMs + offsetAt(atMs)) / DAY_MS),
    hourOf: (atMs) => {
      const localMs = atMs + offsetAt(atMs);
      return Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / HOUR_MS);
    },
  };
}

function findOffsets(askOffset: (atMs: number) => number, startMs: number): OffsetDay {
  const beforeMs = askOffset(startMs);
  const afterMs = askOffset(startMs + DAY_MS - SECOND_MS);
  let low = startMs;
  let high = startMs + DAY_MS;
  while (beforeMs !== afterMs && high - low > SECOND_MS) {
    const middle = low + Math.floor((high - low) / SECOND_MS / 2) * SECOND_MS;
    if (askOffset(middle) === beforeMs) low = middle;
    else high = middle;
  }
  return { beforeMs, changesAtMs: high, afterMs };
}

function createOffsetQuestion(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atMs) => {
    const parts = Object.fromEntries(
      format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / SECOND_MS) * SECOND_MS;
  };
}

/** `20490` → `2026-02-06`. */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-02-06` → its number; undefined if there is no such day. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = Date.parse(text) / DAY_MS;
  return Number.isInteger(day) && formatDay(day) === text ? day : undefined;
}

/** Months since January 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function firstDayOf(month: number): number {
  return Date.UTC(1970, month) / DAY_MS;
}

export function countDays(month: number): number {
  return firstDayOf(month + 1) - firstDayOf(month);
}

/** `673` → `2026-02`. */
export function formatMonth(month: number): string {
  return formatDay(firstDayOf(month)).slice(0, 7);
}

/** `2026-02` → its number; undefined if there is no such month. */
export function parseMonth(text: string): number | undefined {
  const day = parseDay(`${text}-01`);
  return day === undefined ? undefined : monthOf(day);
}
