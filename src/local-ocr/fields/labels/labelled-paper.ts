/** The printed rows of an invoice with their labels, and the texts that stand beside a label. */
import type { PageLayout, Word } from '../../../reader/invoice-reader.ts';
import { type Cell, type PrintedRow, readPrintedRows } from '../printed/printed-rows.ts';
import { isTableHead } from '../table/table-heads.ts';
import { findLabels, type Label } from './find-labels.ts';
import type { LabelKey } from './header-labels.ts';

export interface LabelledPaper {
  readonly rows: readonly PrintedRow[];
  readonly labels: readonly Label[];
  /** Index of the row in which the first item table begins; past the last row if there is none. */
  readonly tableTop: number;
}

/** A text that may belong to a label. */
export interface LabelledText {
  readonly text: string;
  readonly cell: Cell;
  readonly rowIndex: number;
  readonly place: 'inline' | 'right' | 'below';
}

const SPECK = /^[|[\]{}()_~¢§«»‘’“”°—–!\\]+$/;
/** Heights of a letter. */
const MAX_DROP = 2.6;
const MAX_JOINED_GAP = 2.5;
const MAX_CONTINUATION_GAP = 0.45;
/** A value that surely goes on below. */
const BROKEN = /[-/]$/;
const MAX_BROKEN_GAP = 0.8;
const PUNCTUATION_BEFORE = /^[\s:;.,=|–—_#*)-]+/;
const PUNCTUATION_AFTER = /[\s:;,|(–—-]+$/;

export function readLabelledPaper(pages: readonly PageLayout[]): LabelledPaper {
  const rows = readPrintedRows(pages.map(withoutSpecks)).filter(({ words }) => !isSpeck(words));
  const tableTop = rows.findIndex(isTableHead);
  return { rows, labels: findLabels(rows), tableTop: tableTop === -1 ? rows.length : tableTop };
}

/** Ruled lines and dirt are often read as bars and brackets. */
function withoutSpecks(page: PageLayout): PageLayout {
  return { ...page, words: page.words.filter(({ text }) => !SPECK.test(text)) };
}

/** A row of one or two letters by themselves. */
function isSpeck(words: readonly Word[]): boolean {
  const [first, ...rest] = words.map(({ text }) => text);
  return first !== undefined && rest.length === 0 && /^\P{N}{0,2}$/u.test(first) && !/^to$/i.test(first);
}

export function labelsOf(paper: LabelledPaper, ...keys: readonly LabelKey[]): readonly Label[] {
  return paper.labels.filter(({ key }) => keys.includes(key));
}

/** Whether a cell begins with a label, so that it is no value itself. */
export function startsWithLabel(paper: LabelledPaper, cell: Cell): boolean {
  return paper.labels.some((label) => label.cell === cell && label.start <= 4 && label.key !== 'title');
}

/** What stands behind the label, right of it and below it, in this order. */
export function findTexts(paper: LabelledPaper, label: Label): readonly LabelledText[] {
  return [inlineText(paper, label), rightText(paper, label), belowText(paper, label)].filter(
    (found): found is LabelledText => found !== undefined && found.text !== '',
  );
}

/** The text of a cell from `start` to the next label in it. */
export function textUntilLabel(paper: LabelledPaper, cell: Cell, start: number): string {
  const next = paper.labels
    .filter((label) => label.cell === cell && label.start > start)
    .map((label) => label.start);
  return trimPunctuation(cell.text.slice(start, next.length === 0 ? undefined : Math.min(...next)));
}

/** With the cells to the right that surely go on with it: a hyphen makes the gap before it look wide. */
export function textWithNeighbours(
  paper: LabelledPaper,
  { cell, rowIndex }: { readonly cell: Cell; readonly rowIndex: number },
): string {
  const row = paper.rows[rowIndex];
  const cells = row?.cells.slice(row.cells.indexOf(cell)) ?? [];
  const height = row === undefined ? 0 : row.bottom - row.top;
  const end = cells.findIndex(
    (one, at) => at > 0 && !goesOn(paper, { before: cells[at - 1], cell: one, height }),
  );
  const joined = end === -1 ? cells : cells.slice(0, end);
  return joined.length < 2
    ? textUntilLabel(paper, cell, 0)
    : trimPunctuation(joined.map(({ text }) => text).join(' '));
}

interface Neighbours {
  readonly before: Cell | undefined;
  readonly cell: Cell;
  readonly height: number;
}

function goesOn(paper: LabelledPaper, { before, cell, height }: Neighbours): boolean {
  if (before === undefined || startsWithLabel(paper, cell)) return false;
  const gap = cell.left - before.right;
  return gap < height || (gap < MAX_JOINED_GAP * height && /^[-–(&a-z]/.test(cell.text));
}

export function trimPunctuation(text: string): string {
  return text.replace(PUNCTUATION_BEFORE, '').replace(PUNCTUATION_AFTER, '');
}

function inlineText(paper: LabelledPaper, label: Label): LabelledText | undefined {
  if (label.lastRowIndex > label.rowIndex) return undefined;
  const text = textUntilLabel(paper, label.cell, label.end);
  return { text, cell: label.cell, rowIndex: label.rowIndex, place: 'inline' };
}

function rightText(paper: LabelledPaper, label: Label): LabelledText | undefined {
  const { cells } = label.row;
  const after = cells.slice(cells.indexOf(label.cell) + 1);
  const cell = after.find(({ text }) => trimPunctuation(text) !== '');
  if (cell === undefined || startsWithLabel(paper, cell)) return undefined;
  const { row, rowIndex } = label;
  const rest = BROKEN.test(cell.text) ? continuationOf(paper, { row, rowIndex, cell }) : '';
  const text = rest === '' ? textUntilLabel(paper, cell, 0) : `${cell.text}${rest}`;
  return { text, cell, rowIndex, place: 'right' };
}

function belowText(paper: LabelledPaper, label: Label): LabelledText | undefined {
  const height = label.row.bottom - label.row.top;
  for (let rowIndex = label.lastRowIndex + 1; rowIndex < paper.rows.length; rowIndex++) {
    const row = paper.rows[rowIndex];
    if (row === undefined || row.pageIndex !== label.row.pageIndex) return undefined;
    if (row.top - label.bottom > MAX_DROP * height) return undefined;
    const cell = row.cells.find(({ left, right }) => left < label.right && right > label.left);
    if (cell === undefined) continue;
    if (startsWithLabel(paper, cell)) return undefined;
    const rest = continuationOf(paper, { row, rowIndex, cell });
    const text = rest === '' ? textUntilLabel(paper, cell, 0) : `${cell.text}${rest}`;
    return { text, cell, rowIndex, place: 'below' };
  }
  return undefined;
}

/** The second row of a value in a narrow column. A hyphen or a slash at the end joins without a space. */
function continuationOf(
  paper: LabelledPaper,
  { row, rowIndex, cell }: { row: PrintedRow; rowIndex: number; cell: Cell },
): string {
  const next = paper.rows[rowIndex + 1];
  if (next === undefined || next.pageIndex !== row.pageIndex) return '';
  const maxGap = BROKEN.test(cell.text) ? MAX_BROKEN_GAP : MAX_CONTINUATION_GAP;
  if (next.top - row.bottom > maxGap * (row.bottom - row.top)) return '';
  const below = next.cells.find(({ left, right }) => left < cell.right && right > cell.left);
  if (below === undefined || startsWithLabel(paper, below) || isWider(below, cell)) return '';
  return BROKEN.test(cell.text) ? below.text : ` ${below.text}`;
}

function isWider(below: Cell, cell: Cell): boolean {
  return below.right - below.left > cell.right - cell.left || Math.abs(below.left - cell.left) > 4;
}
