/** Where in the ledger the lines of each day stand, so that one day can be read without the rest. */

export interface Range {
  /** Where the first line begins. */
  from: number;
  /** Where the last line begins. */
  to: number;
}

export interface DayRanges {
  note(day: number, position: number): void;
  /** Days that appear at all, in order. */
  days(): readonly number[];
  /** The part of the ledger that holds all lines of these days, among others; undefined if there is none. */
  cover(days: Iterable<number>): Range | undefined;
  snapshot(): ReadonlyMap<number, Range>;
}

export function createDayRanges(known: ReadonlyMap<number, Range> = new Map()): DayRanges {
  const ranges = new Map(known);
  return {
    note(day, position) {
      const range = ranges.get(day);
      if (range === undefined) ranges.set(day, { from: position, to: position });
      else range.to = position;
    },
    days: () => [...ranges.keys()].sort((a, b) => a - b),
    cover(days) {
      let cover: Range | undefined;
      for (const day of days) {
        const range = ranges.get(day);
        if (range === undefined) continue;
        cover = {
          from: Math.min(range.from, cover?.from ?? range.from),
          to: Math.max(range.to, cover?.to ?? range.to),
        };
      }
      return cover;
    },
    snapshot: () => ranges,
  };
}
