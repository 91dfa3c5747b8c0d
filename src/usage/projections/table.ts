/** Rows of numbers, each under a key, side by side in one array: compact to hold, and one copy to snapshot. */

export interface TableSnapshot {
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

export interface Table {
  /** All rows. Replaced as the table grows: ask anew after every `rowOf`. */
  readonly values: Float64Array;
  /** Where the row of `key` begins; it is made, all zeros, if it is not there. */
  rowOf(key: number): number;
  /** Where the row of `key` begins, if there is one. */
  findRow(key: number): number | undefined;
  snapshot(): TableSnapshot;
}

const FIRST_ROWS = 64;
const GROWTH = 1.5;

export function createTable(width: number, snapshot?: TableSnapshot): Table {
  const rows = new Map<number, number>();
  let values = snapshot?.values ?? new Float64Array(FIRST_ROWS * width);
  snapshot?.keys.forEach((key, index) => void rows.set(key, index * width));

  return {
    get values() {
      return values;
    },
    rowOf(key) {
      const known = rows.get(key);
      if (known !== undefined) return known;
      const row = rows.size * width;
      rows.set(key, row);
      if (row + width > values.length) {
        const larger = new Float64Array(Math.ceil((rows.size * GROWTH + 1) * width));
        larger.set(values);
        values = larger;
      }
      return row;
    },
    findRow: (key) => rows.get(key),
    snapshot: () => ({
      keys: Float64Array.from(rows.keys()),
      values: values.slice(0, rows.size * width),
    }),
  };
}
