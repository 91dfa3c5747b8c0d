/** Times in the ledger: as our lines have them, quickly, and as other programs' lines may have them. */

/** What `Date.toISOString` writes in this century. */
export const ISO_TIMESTAMP =
  '20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z';

/** Milliseconds since 1970 of a text that matches `ISO_TIMESTAMP`. */
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

const ANY_TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?<zone>Z|[+-]\d\d:\d\d)?$/;
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** Milliseconds since 1970; a time without a zone is UTC. Undefined for what is no time from 2000 to 2099. */
export function parseTimestamp(text: string): number | undefined {
  const match = ANY_TIMESTAMP.exec(text);
  if (!match) return undefined;
  const atMs = Date.parse(match.groups?.zone === undefined ? `${text}Z` : text);
  return atMs >= EARLIEST_MS && atMs < LATEST_MS ? atMs : undefined;
}
