/** How long calls took, as counts in buckets that grow with the time: a quantile is at most 5 % off. */

/** Buckets per doubling; the middle of a bucket is within 4.5 % of all that is in it. */
const PER_DOUBLING = 8;
/** The last bucket begins at 17 minutes. */
const BUCKETS = 20 * PER_DOUBLING + 1;

export type LatencyHistogram = Uint32Array;

export function createLatencyHistogram(): LatencyHistogram {
  return new Uint32Array(BUCKETS);
}

/** Counts a call, or takes one back. */
export function countLatency(histogram: LatencyHistogram, ms: number, sign: 1 | -1): void {
  const bucket = bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + sign;
}

/** Milliseconds that the share `quantile` (0 to 1) of all calls did not exceed (nearest rank); undefined if there were none. */
export function findQuantile(histogram: LatencyHistogram, quantile: number): number | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let rank = Math.max(1, Math.ceil(quantile * total));
  const bucket = histogram.findIndex((count) => {
    rank -= count;
    return rank <= 0;
  });
  return Math.round(2 ** ((bucket + 0.5) / PER_DOUBLING));
}

function bucketOf(ms: number): number {
  const bucket = Math.floor(Math.log2(Math.max(1, ms)) * PER_DOUBLING);
  return Math.min(bucket, BUCKETS - 1);
}
