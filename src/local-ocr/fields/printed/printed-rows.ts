/** Puts the words of a page into printed rows, left to right, and rows into cells where a wide gap parts them. */
import type { PageLayout, Word } from '../../../reader/invoice-reader.ts';

/** Words that stand close together in one row, such as a label or the text of a table's cell. */
export interface Cell {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly words: readonly Word[];
}

export interface PrintedRow {
  /** From 0, over all pages. */
  readonly pageIndex: number;
  readonly top: number;
  readonly bottom: number;
  readonly words: readonly Word[];
  readonly cells: readonly Cell[];
}

/** Two words stand in one row if they share so much of the lower one's height. */
const MIN_SHARED_HEIGHT = 0.5;
/** A gap wider than so many heights of a letter parts two cells; a space is about a third of one. */
const CELL_GAP = 1.1;

/** Rows from top to bottom. Words of a slightly tilted row are joined by their neighbours, not by the page's edge. */
export function readPrintedRows(pages: readonly PageLayout[]): readonly PrintedRow[] {
  return pages.flatMap((page, pageIndex) => groupRows(page.words).map((words) => toRow(words, pageIndex)));
}

/** The page's text in reading order, its rows parted by line feeds, ` | ` between the cells. */
export function layOutText(page: PageLayout): string {
  return readPrintedRows([page])
    .map(({ cells }) => cells.map(({ text }) => text).join(' | '))
    .join('\n');
}

/** With spaces between. */
export function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

function groupRows(words: readonly Word[]): readonly (readonly Word[])[] {
  const rows: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.left - b.left)) {
    const row = rows
      .filter((candidate) => endsOf(candidate).some((last) => isBeside(last, word)))
      .sort((a, b) => distance(a, word) - distance(b, word))[0];
    if (row === undefined) rows.push([word]);
    else row.push(word);
  }
  return rows.sort((a, b) => meanMiddle(a) - meanMiddle(b));
}

/** Its last word; that before it, too, where the last is one sign, which may be a speck that stands too low. */
function endsOf(row: readonly Word[]): readonly Word[] {
  return row.slice((row.at(-1)?.text.length ?? 0) > 1 ? -1 : -2);
}

function isBeside(last: Word, word: Word): boolean {
  const shared = Math.min(last.bottom, word.bottom) - Math.max(last.top, word.top);
  return shared >= MIN_SHARED_HEIGHT * Math.min(heightOf(last), heightOf(word));
}

function distance(row: readonly Word[], word: Word): number {
  return Math.min(...endsOf(row).map((last) => Math.abs(middleOf(last) - middleOf(word))));
}

function toRow(words: readonly Word[], pageIndex: number): PrintedRow {
  const top = Math.min(...words.map((word) => word.top));
  const bottom = Math.max(...words.map((word) => word.bottom));
  return { pageIndex, top, bottom, words, cells: splitCells(words) };
}

function splitCells(words: readonly Word[]): readonly Cell[] {
  const groups: Word[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isApart = last === undefined || word.left - last.right > CELL_GAP * heightOf(word);
    if (group === undefined || isApart) groups.push([word]);
    else group.push(word);
  }
  return groups.map(toCell);
}

function toCell(words: readonly Word[]): Cell {
  return {
    text: textOf(words),
    left: words[0]?.left ?? 0,
    right: words.at(-1)?.right ?? 0,
    words,
  };
}

function meanMiddle(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + middleOf(word), 0) / words.length;
}

function middleOf({ top, bottom }: Word): number {
  return (top + bottom) / 2;
}

function heightOf({ top, bottom }: Word): number {
  return bottom - top;
}
