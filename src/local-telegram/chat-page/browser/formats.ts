/** How the page writes times, days, sizes and counts. */

const TIME = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

export function formatTime(unixSeconds: number): string {
  return TIME.format(unixSeconds * 1000);
}

/** The calendar's day where the reader is. */
export function formatDay(unixSeconds: number): string {
  return DAY.format(unixSeconds * 1000);
}

export function formatNearDay(unixSeconds: number, now: Date): string {
  const day = formatDay(unixSeconds);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === DAY.format(now)) return 'Today';
  return day === DAY.format(yesterday) ? 'Yesterday' : day;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
