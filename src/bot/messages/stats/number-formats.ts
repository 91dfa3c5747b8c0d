/** Figures as the stats show them (S-81): dollars, counts, shares, seconds, averages. */

const NANOS_PER_USD = 1_000_000_000;

/** Nano-dollars from which on fewer decimals say enough; real costs are often far below a cent. */
const USD_DECIMALS = [
  { fromNanoUsd: NANOS_PER_USD, decimals: 2 },
  { fromNanoUsd: NANOS_PER_USD / 10_000, decimals: 4 },
] as const;
const SMALLEST_USD_DECIMALS = 6;

const formats = new Map<number, Intl.NumberFormat>();

/** Undefined is a cost that nobody knows: never $0.00. */
export function formatUsd(nanoUsd: number | undefined): string {
  if (nanoUsd === undefined) return 'unpriced';
  const decimals =
    USD_DECIMALS.find(({ fromNanoUsd }) => nanoUsd >= fromNanoUsd)?.decimals ?? SMALLEST_USD_DECIMALS;
  // Rounded as a whole number: 1.005 in binary is a little less, and would lose its cent.
  const steps = Math.round(nanoUsd / (NANOS_PER_USD / 10 ** decimals));
  return `$${formatNumber(steps / 10 ** decimals, decimals)}`;
}

/** A record's figure, in dollars. */
export function formatRecordUsd(usd: number | null | undefined): string {
  return formatUsd(usd === null || usd === undefined ? undefined : Math.round(usd * NANOS_PER_USD));
}

export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** `1,200 pages`, `1 page`. */
export function formatCounted(count: number, one: string): string {
  return `${formatCount(count)} ${count === 1 ? one : `${one}s`}`;
}

/** `share` is 0 to 1. */
export function formatPercent(share: number): string {
  return `${formatNumber(share * 100, 0)}%`;
}

export function formatSeconds(seconds: number): string {
  return `${formatNumber(seconds, 1)}s`;
}

export function formatAverage(average: number): string {
  return formatNumber(average, 2);
}

export function formatSigma(zScore: number): string {
  return `${formatNumber(Math.abs(zScore), 1)}σ`;
}

/** Rounds half up what a person would call a half, also where binary has it a hair below. */
function formatNumber(value: number, decimals: number): string {
  let format = formats.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
  }
  return format.format(Number(value.toPrecision(14)));
}
