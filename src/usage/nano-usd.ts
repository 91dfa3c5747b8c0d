/** Money: exact decimals while a price is applied, whole nano-dollars to add up, dollars only inside records. */
import Big from 'big.js';

const NANOS_PER_USD = 1_000_000_000;

/** Rounds half up to whole nano-dollars, once, when a figure is complete. `usd` is 0 or more. */
export function toNanoUsd(usd: Big): number {
  return usd.times(NANOS_PER_USD).round(0, Big.roundHalfUp).toNumber();
}

/** Nano-dollars of a record's figure in dollars. Exact up to a million dollars. */
export function nanoUsdOf(usd: number): number {
  return Math.round(usd * NANOS_PER_USD);
}

/** A record's figure: dollars with 9 decimals. Comes back from `nanoUsdOf` unchanged, up to a million dollars. */
export function usdOf(nanoUsd: number): number {
  return nanoUsd / NANOS_PER_USD;
}
