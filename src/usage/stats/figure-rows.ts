/** Figures as rows of numbers, from a table of what one entry adds to each. */

/** What an entry adds to each figure, in the order in which rows, and so snapshots, hold them. */
export type FigureTable<Entry> = Readonly<Record<string, (entry: Entry) => number>>;
export type FiguresOf<Table> = { readonly [Name in keyof Table]: number };

export interface FigureRows<Entry, Figures> {
  readonly width: number;
  /** Where nothing counts. */
  readonly none: Figures;
  /** Writes what one entry adds. `row` is used again and again: a new one takes longer than all the rest. */
  fill(row: Float64Array, entry: Entry): void;
  read(values: Float64Array, at: number): Figures;
  sum(a: Figures, b: Figures): Figures;
}

export function createFigureRows<Entry, Table extends FigureTable<Entry>>(
  table: Table & FigureTable<Entry>,
): FigureRows<Entry, FiguresOf<Table>> {
  const amounts = Object.values<(entry: Entry) => number>(table);
  const names: readonly (keyof Table & string)[] = Object.keys(table);
  const zeros: Readonly<Record<string, number>> = Object.fromEntries(names.map((name) => [name, 0]));

  /** Fills a copy: to put an object together name by name takes twice as long. */
  function figuresOf(amountOf: (name: keyof Table & string, column: number) => number): FiguresOf<Table> {
    const figures = { ...zeros };
    for (const [column, name] of names.entries()) figures[name] = amountOf(name, column);
    return figures as FiguresOf<Table>;
  }

  return {
    width: names.length,
    none: figuresOf(() => 0),
    fill(row, entry) {
      for (let column = 0; column < amounts.length; column++) row[column] = amounts[column]?.(entry) ?? 0;
    },
    read: (values, at) => figuresOf((_name, column) => values[at + column] ?? 0),
    sum: (a, b) => figuresOf((name) => a[name] + b[name]),
  };
}

/** Adds a row to the one that begins at `at`, or takes it back. Plain parameters, since this runs four times for each of a million records. */
export function addRow(values: Float64Array, at: number, row: Float64Array, sign: 1 | -1): void {
  for (let column = 0; column < row.length; column++) {
    values[at + column] = (values[at + column] ?? 0) + sign * (row[column] ?? 0);
  }
}
