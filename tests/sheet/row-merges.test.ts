/** Rows that are told apart by a key: however they are spread over saves, the same rows come of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MergingRow, mergeRows, type StandingRow } from '../../src/sheet/row-merges.ts';

type Table = { key: string; cells: Map<string, string>; count: number }[];

/** What a sheet does with a plan. */
function save(table: Table, rows: readonly MergingRow<string>[]): Table {
  const standing = new Map(
    table.map(({ key, count }, index): [string, StandingRow] => [key.trim().toUpperCase(), { index, count }]),
  );
  const next = table.map((row) => ({ ...row, cells: new Map(row.cells) }));
  for (const { index, cells, count } of mergeRows(rows, standing)) {
    const row = index === undefined ? undefined : next[index];
    if (row) Object.assign(row, { cells: new Map([...row.cells, ...cells]), count });
    else next.push({ key: cells.get('key') ?? '', cells: new Map(cells), count });
  }
  return next;
}

const rows = fc.array(
  fc
    .record({
      key: fc.constantFrom('27A', ' 27a', '29B', '33C'),
      name: fc.string(),
      rate: fc.string(),
      refreshes: fc.subarray(['rate', 'name']),
    })
    .map(({ key, name, rate, refreshes }): MergingRow<string> => {
      const cells = new Map([
        ['key', key],
        ['name', name],
        ['rate', rate],
      ]);
      return { key, cells, refreshes };
    }),
);

test('any split of the rows into saves gives the same table', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.nat(), (all, a, b) => {
      const [from, to] = [a % (all.length + 1), b % (all.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const split = [all.slice(0, from), all.slice(from, to), all.slice(to)].reduce(save, []);
      expect(split).toEqual(save([], all));
    }),
  );
});

test('every row is counted, under its own key', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const table = save([], all);
      const counted = table.reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBe(all.length);
      expect(new Set(table.map(({ key }) => key.trim().toUpperCase())).size).toBe(table.length);
    }),
  );
});
