/** Wall times of a time zone; the Swedish way of writing a time is ISO 8601, with a space. */

/** `YYYY-MM-DD` there. `timeZone` is an IANA name. */
export function formatLocalDate(time: Date, timeZone: string): string {
  return time.toLocaleDateString('sv-SE', { timeZone });
}

/** `YYYY-MM-DDTHH:MM:SS` there. */
export function formatLocalTime(time: Date, timeZone: string): string {
  return time.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
}
