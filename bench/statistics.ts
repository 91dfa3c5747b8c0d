/** Medians and percentiles of what was measured. */

/** The middle value, or the mean of the two in the middle. Throws if there are none. */
export function calculateMedian(values: readonly number[]): number {
  const sorted = sort(values);
  const middle = (sorted.length - 1) / 2;
  return (at(sorted, Math.floor(middle)) + at(sorted, Math.ceil(middle))) / 2;
}

/** Nearest rank: the smallest value that at least `percent` % of the values do not exceed. Throws if there are none. */
export function calculatePercentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  return at(sort(values), rank - 1);
}

function sort(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error('Nothing was measured');
  return value;
}
