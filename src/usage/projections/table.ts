/** Rows of numbers, each under a key, in typed arrays only: compact to hold, and loaded from a snapshot without any work. */

/** The table's very arrays. */
export interface TableSnapshot {
  readonly count: number;
  /** Keys by row. */
  readonly keys: Float64Array;
  /** A hash table of row numbers, counted from 1; 0 is an empty place. Its length is a power of two. */
  readonly places: Uint32Array;
  readonly values: Float64Array;
}

export interface Table {
  /** All rows. Replaced as the table grows: ask anew after every `rowOf`. */
  readonly values: Float64Array;
  /** Where the row of `key`, a whole number, begins; it is made, all zeros, if it is not there. */
  rowOf(key: number): number;
  /** Where the row of `key` begins, if there is one. */
  findRow(key: number): number | undefined;
  /** The arrays that the table goes on with. */
  snapshot(): TableSnapshot;
}

const FIRST_ROWS = 64;
const GROWTH = 1.5;

export function createTable(width: number, known?: TableSnapshot): Table {
  let count = known?.count ?? 0;
  let keys = known?.keys ?? new Float64Array(FIRST_ROWS);
  let places = known?.places ?? new Uint32Array(2 * FIRST_ROWS);
  let values = known?.values ?? new Float64Array(FIRST_ROWS * width);

  /** Where the key stands in `places`, or where it would. */
  function placeOf(key: number): number {
    const mask = places.length - 1;
    let place = mix(key) & mask;
    for (let row = places[place]; row; row = places[place]) {
      if (keys[row - 1] === key) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  function growRows(): void {
    const rows = Math.ceil(count * GROWTH);
    keys = resize(keys, rows);
    values = resize(values, rows * width);
  }

  function growPlaces(): void {
    places = new Uint32Array(places.length * 2);
    for (let row = 1; row <= count; row++) places[placeOf(keys[row - 1] ?? 0)] = row;
  }

  return {
    get values() {
      return values;
    },
    rowOf(key) {
      const place = placeOf(key);
      const row = places[place] ?? 0;
      if (row > 0) return (row - 1) * width;
      if (count === keys.length) growRows();
      keys[count] = key;
      count++;
      places[place] = count;
      if (count * 2 > places.length) growPlaces();
      return (count - 1) * width;
    },
    findRow(key) {
      const row = places[placeOf(key)] ?? 0;
      return row > 0 ? (row - 1) * width : undefined;
    },
    snapshot() {
      const rows = Math.ceil(count * 1.05) + 1;
      return {
        count,
        keys: resize(keys, rows),
        places: places.slice(),
        values: resize(values, rows * width),
      };
    },
  };
}

function mix(key: number): number {
  const folded = Math.imul(key, 0x9e3779b1);
  return folded ^ (folded >>> 15);
}

/** A copy of another length; zeros where there was nothing. */
function resize(array: Float64Array, length: number): Float64Array {
  const copy = new Float64Array(length);
  copy.set(array.subarray(0, length));
  return copy;
}
