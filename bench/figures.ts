/** A measured figure with its unit and aim, and the table in which a person reads many of them. */
import { calculateMedian } from './statistics.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `s`, `ms`, `MB` (10⁶ bytes), `calls`. */
  readonly unit: string;
  /** What was promised; both absent where a figure is only for comparison. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Lowest and highest of the values that `value` stands for, and how many there were. */
  readonly range?: Range;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export type Verdict = 'ok' | 'missed';

interface MeasuredFigure {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** The figure of several runs: their median. */
export function medianFigure({ values, ...figure }: MeasuredFigure): Figure {
  return { ...figure, value: calculateMedian(values), range: rangeOf(values) };
}

/** The figure of the worst run. */
export function worstFigure({ values, ...figure }: MeasuredFigure): Figure {
  return { ...figure, value: Math.max(...values), range: rangeOf(values) };
}

export function rangeOf(values: readonly number[]): Range {
  return { min: Math.min(...values), max: Math.max(...values), count: values.length };
}

/** Undefined for a figure without an aim. */
export function judgeFigure({ value, atMost, atLeast }: Figure): Verdict | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  const isReached = value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  return isReached ? 'ok' : 'missed';
}

/** A table with a heading, one line per figure. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${formatNumber(figure.value)} ${figure.unit}`,
    formatAim(figure),
    judgeFigure(figure) ?? '',
    formatRange(figure.range),
  ]);
  return formatTable([['Figure', 'Measured', 'Aim', '', 'Lowest–highest'], ...rows]);
}

function formatAim({ atMost, atLeast, unit }: Figure): string {
  if (atMost !== undefined) return `≤ ${formatNumber(atMost)} ${unit}`;
  return atLeast === undefined ? '' : `≥ ${formatNumber(atLeast)} ${unit}`;
}

function formatRange(range: Range | undefined): string {
  if (range === undefined) return '';
  return `${formatNumber(range.min)}–${formatNumber(range.max)} of ${range.count}`;
}

/** Three significant digits at least, and no digit of a whole number lost. */
function formatNumber(value: number): string {
  const fractionDigits = Number.isInteger(value)
    ? 0
    : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en', { maximumFractionDigits: fractionDigits });
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}
