/** How long a vendor asks us to wait: the Retry-After header (RFC 9110, 10.2.3). */

/** From whole seconds or an HTTP date, in milliseconds from `nowMs`; undefined if it is neither. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
