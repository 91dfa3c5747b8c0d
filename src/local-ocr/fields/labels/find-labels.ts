/** Finds the labels of a header in printed rows: at the beginning of a cell, behind a slash, or on two rows. */

import type { Cell, PrintedRow } from '../printed/printed-rows.ts';
import { isTableHead } from '../table/table-heads.ts';
import type { LabelKey } from './header-labels.ts';
import { lettersOf, type Match, matchAt, tokensOf, wholeLabel } from './label-phrases.ts';

/** A label on the page. */
export interface Label {
  readonly key: LabelKey;
  readonly row: PrintedRow;
  readonly rowIndex: number;
  readonly cell: Cell;
  /** Where in the cell's text it begins and where what follows it does. */
  readonly start: number;
  readonly end: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether a colon or the like follows, or nothing else in the cell. */
  readonly isMarked: boolean;
  /** Where its words stand on more rows than one: the last of them. */
  readonly lastRowIndex: number;
}

/** A label that ends a cell behind unreadable Hindi must be longer than a chance word. */
const MIN_LAST_LENGTH = 9;
const MAX_UNREADABLE_LENGTH = 8;
/** What may stand before the first label of a cell: `Add :`, `1.`, `(`. */
const LEAD_IN = /^(?:[\d\s.():*|-]|add\b|less\b|a\)|b\)|whether\b)*$/i;
const MARK = /^\s*(?:\([^)]*\)\s*)?(?:[.\s]*[:;=#]|[.\s]*$|\s*-\s)/;
/** The part of a letter's height that may part two rows of one label. */
const MIN_STACKED_LENGTH = 2;
const MAX_STACK_GAP = 0.7;

/** In reading order. */
export function findLabels(rows: readonly PrintedRow[]): readonly Label[] {
  const lowerHalves = new Set<Cell>();
  return rows.flatMap((row, rowIndex) =>
    row.cells.flatMap((cell) => {
      if (lowerHalves.has(cell)) return [];
      const stacked = findStackedLabel(rows, { row, rowIndex, cell });
      if (stacked === undefined) return findInCell({ row, rowIndex, cell });
      lowerHalves.add(stacked.lowerHalf);
      return [stacked.label];
    }),
  );
}

interface Place {
  readonly row: PrintedRow;
  readonly rowIndex: number;
  readonly cell: Cell;
}

function findInCell(place: Place): Label[] {
  const text = place.cell.text;
  const tokens = tokensOf(text);
  const isHead = isTableHead(place.row);
  const labels: Label[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const match = matchAt(tokens, at);
    const start = tokens[at]?.start ?? 0;
    const end = match && endOf(text, { start, end: tokens[match.last]?.end ?? text.length });
    if (match === undefined || end === undefined || !(isHead || mayStand(text, { start, end, match })))
      continue;
    if (labels.length > 0 && isRemark(text, { start, match })) continue;
    if (isSaidTwice(text, labels.at(-1), { key: match.key, start })) labels.pop();
    labels.push(toLabel(place, { key: match.key, start, end }));
    at = match.last;
  }
  return labels;
}

/** `क्रेता का नाम / Buyer Name`: the value stands behind the second. */
function isSaidTwice(
  text: string,
  last: Label | undefined,
  { key, start }: { key: LabelKey; start: number },
): boolean {
  return last?.key === key && /^[\s/|.()-]*$/.test(text.slice(last.end, start));
}

/** `Net Amount (Rounded Off)` says how the amount was come by. */
function isRemark(text: string, { start, match }: { start: number; match: Match }): boolean {
  return match.key === 'roundOff' && /\(\s*$/.test(text.slice(0, start));
}

/** At the cell's beginning, or further on where a mark shows that it is no running text. */
function mayStand(
  text: string,
  { start, end, match }: { start: number; end: number; match: Match },
): boolean {
  if (/[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, start))) return false;
  if (LEAD_IN.test(text.slice(0, start))) return true;
  if (match.key === 'title') return false;
  if (/[/|(]\s*$/.test(text.slice(0, start)) || /^\s*\.?\s*:/.test(text.slice(end))) return true;
  // A value may end in a word that is a label elsewhere: `: Golden Transport`.
  const isLast = match.slips === 0 && /^[\s.:]*$/.test(text.slice(end)) && !/^\s*[:=]/.test(text);
  return isLast && (end - start >= MIN_LAST_LENGTH || isTotalOfItems({ text, start, match }));
}

/** `कुल / Total`, the Hindi misread and the slash lost. */
function isTotalOfItems({ text, start, match }: { text: string; start: number; match: Match }): boolean {
  return match.key === 'total' && start <= MAX_UNREADABLE_LENGTH && !/\d/.test(text.slice(0, start));
}

/** A bracket that opened inside the label closes it: `Buyer (Bill to)`. */
function endOf(text: string, { start, end }: { start: number; end: number }): number {
  return text.slice(start, end).includes('(') && text.charAt(end) === ')' ? end + 1 : end;
}

function toLabel(
  { row, rowIndex, cell }: Place,
  { key, start, end }: { key: LabelKey; start: number; end: number },
): Label {
  const rest = cell.text.slice(end);
  return {
    key,
    row,
    rowIndex,
    cell,
    start,
    end,
    left: wordAt(cell, start)?.left ?? cell.left,
    right: wordAt(cell, end - 1)?.right ?? cell.right,
    bottom: row.bottom,
    isMarked: MARK.test(rest),
    lastRowIndex: rowIndex,
  };
}

/** `Place of` over `Supply`: heads of a narrow column are printed on two rows. */
function findStackedLabel(
  rows: readonly PrintedRow[],
  place: Place,
): { readonly label: Label; readonly lowerHalf: Cell } | undefined {
  const next = rows[place.rowIndex + 1];
  const height = place.row.bottom - place.row.top;
  if (next === undefined || next.pageIndex !== place.row.pageIndex) return undefined;
  if (next.top - place.row.bottom > MAX_STACK_GAP * height) return undefined;
  const below = next.cells.find(({ left, right }) => left < place.cell.right && right > place.cell.left);
  if (lettersOf(place.cell.text).length < MIN_STACKED_LENGTH || /[:=]\s*$/.test(place.cell.text))
    return undefined;
  const key = below && wholeLabel(`${place.cell.text} ${below.text}`);
  if (below === undefined || key === undefined) return undefined;
  const label = toLabel(place, { key, start: 0, end: place.cell.text.length });
  const sides = { left: Math.min(label.left, below.left), right: Math.max(label.right, below.right) };
  const lastRowIndex = place.rowIndex + 1;
  return { label: { ...label, ...sides, bottom: next.bottom, lastRowIndex }, lowerHalf: below };
}

function wordAt(cell: Cell, offset: number) {
  let end = 0;
  for (const word of cell.words) {
    end += word.text.length + 1;
    if (offset < end) return word;
  }
  return cell.words.at(-1);
}
