/** What a typed cell may hold, checked before a sheet writes it. */
import { ScanError } from '../errors.ts';

/** The decimal itself. Throws `sheet_rejected` if it is none. */
export function checkDecimal(decimal: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) throw impossible(decimal, 'a decimal number');
  return decimal;
}

/** The wall time `YYYY-MM-DDTHH:MM:SS` as if it were UTC. Throws `sheet_rejected` if there is no such time. */
export function parseLocalTime(local: string): Date {
  const time = new Date(`${local}Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === local;
  if (!isReal) throw impossible(local, 'a date');
  return time;
}

function impossible(value: string, what: string): ScanError {
  return new ScanError('sheet_rejected', `${JSON.stringify(value)} is not ${what}`);
}
