/** What people type after a stats command: a day, a month. */

/** `2026-02-06` as it is; undefined for anything that is no day. */
export function parseDayArgument(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const atMs = Date.parse(text);
  const isDay = !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
  return isDay ? text : undefined;
}

/** `2026-02` as it is; undefined for anything that is no month. */
export function parseMonthArgument(text: string): string | undefined {
  return parseDayArgument(`${text}-01`) && text;
}
