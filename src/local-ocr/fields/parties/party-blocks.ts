/** Cuts the blocks of the parties out of a page: whose name, address and GSTIN stand under `Bill to` and the like. */

import type { Label } from '../labels/find-labels.ts';
import {
  type LabelledPaper,
  labelsOf,
  startsWithLabel,
  textUntilLabel,
  trimPunctuation,
} from '../labels/labelled-paper.ts';
import type { Cell, PrintedRow } from '../printed/printed-rows.ts';
import type { BlockCell, Party, PartyBlock } from './party-block.ts';
import { findUnannouncedBuyer } from './unannounced-buyer.ts';

const MAX_ROWS = 14;
/** Heights of a letter. */
const MAX_GAP = 3;
const NOT_A_PARTY = /^\s*['’]?s?\s*(?:seal|sign|copy|care|code|id\b|ref|order|po\b|gst|pan|phone|mob|no\b)/i;

/** In reading order. */
export function findPartyBlocks(paper: LabelledPaper): readonly PartyBlock[] {
  const anchors = findAnchors(paper);
  const blocks = anchors.map((anchor) => {
    const party = partyOf(anchor);
    return { party, anchor, inline: inlineOf(paper, anchor), cells: cellsBelow(paper, { anchor, anchors }) };
  });
  return blocks.some(({ party }) => party === 'buyer') ? blocks : [...blocks, ...findUnannouncedBuyer(paper)];
}

function findAnchors(paper: LabelledPaper): readonly Label[] {
  const found = labelsOf(paper, 'buyer', 'guest', 'shipTo', 'seller', 'to').filter(
    (label) => label.rowIndex < paper.tableTop && isAnchor(label),
  );
  const hasBuyer = found.some(({ key }) => key === 'buyer' || key === 'guest');
  const usable = found.filter(({ key }) => key !== 'to' || !hasBuyer);
  return usable.length > 0 ? usable : labelsOf(paper, 'name').filter((label) => isLoneName(paper, label));
}

function isAnchor(label: Label): boolean {
  const rest = label.cell.text.slice(label.end);
  if (NOT_A_PARTY.test(rest)) return false;
  const isMarked = label.isMarked || /^\s*[,/(]/.test(rest);
  if (label.key === 'to') return label.start === 0 && (isMarked || /^\s*[.]?\s*(?:M\/s|\p{Lu})/u.test(rest));
  if (label.key === 'seller') return isMarked && !/^\s*from\s*$/i.test(label.cell.text);
  return isMarked || /^\s*(?:M\/s|[\p{Lu}\p{Lo}])/u.test(rest);
}

/** A receipt that knows its customer just says `Name:`, under the seller's own rows. */
function isLoneName(paper: LabelledPaper, label: Label): boolean {
  return label.rowIndex > 1 && label.rowIndex < paper.tableTop;
}

function partyOf({ key }: Label): Party {
  return key === 'seller' || key === 'shipTo' ? key : 'buyer';
}

function inlineOf(paper: LabelledPaper, anchor: Label): string {
  const own = anchor.lastRowIndex > anchor.rowIndex ? '' : textUntilLabel(paper, anchor.cell, anchor.end);
  if (own.replace(/[^\p{L}]/gu, '') !== '') return own;
  const next = anchor.row.cells[anchor.row.cells.indexOf(anchor.cell) + 1];
  const isJoined = next !== undefined && (/^\s*:/.test(next.text) || isFollowedBy(anchor, next));
  const isName = next !== undefined && (isHonorific(next) || !startsWithLabel(paper, next));
  return isJoined && isName ? trimPunctuation(next.text) : '';
}

/** `M/s` begins a name, though it is a label too. */
function isHonorific({ text }: Cell): boolean {
  return /^\s*(?:m\s?\/\s?s\b|messrs)/i.test(text);
}

/** `Name:` and then a gap that is a little too wide. */
function isFollowedBy({ cell, row, end }: Label, next: Cell): boolean {
  const hasColon = /^\s*[.]?\s*:\s*$/.test(cell.text.slice(end));
  return hasColon && next.left - cell.right < MAX_GAP * (row.bottom - row.top);
}

interface Anchored {
  readonly anchor: Label;
  readonly anchors: readonly Label[];
}

function cellsBelow(paper: LabelledPaper, { anchor, anchors }: Anchored): readonly BlockCell[] {
  const rows = rowsBelow(paper, { anchor, anchors });
  const left = leftLimit(rows, { anchor, anchors });
  const right = rightLimit(paper, { anchor, anchors }, rows);
  const cells: BlockCell[] = [];
  let bottom = anchor.bottom;
  for (const { row, rowIndex } of rows) {
    const own = row.cells.filter(
      (cell) => cell.left >= left && cell.right > anchor.left && cell.left < right,
    );
    if (own.length === 0) continue;
    if (row.top - bottom > MAX_GAP * (row.bottom - row.top)) break;
    if (anchors.some((other) => other.rowIndex === rowIndex && own.includes(other.cell))) break;
    cells.push(...own.map((cell) => ({ cell, rowIndex })));
    bottom = row.bottom;
  }
  return cells;
}

interface IndexedRow {
  readonly row: PrintedRow;
  readonly rowIndex: number;
}

function rowsBelow(paper: LabelledPaper, { anchor }: Anchored): readonly IndexedRow[] {
  return paper.rows
    .map((row, rowIndex) => ({ row, rowIndex }))
    .slice(anchor.lastRowIndex + 1, Math.min(anchor.lastRowIndex + 1 + MAX_ROWS, paper.tableTop))
    .filter(({ row }) => row.pageIndex === anchor.row.pageIndex);
}

function leftLimit(rows: readonly IndexedRow[], { anchor, anchors }: Anchored): number {
  const before = anchors
    .filter((other) => other.rowIndex === anchor.rowIndex && other.right < anchor.left)
    .at(-1);
  return before === undefined
    ? Number.NEGATIVE_INFINITY
    : borderBetween(before, { after: anchor.left, rows });
}

/** Up to the next party, else up to the next column of labels. */
function rightLimit(
  paper: LabelledPaper,
  { anchor, anchors }: Anchored,
  rows: readonly IndexedRow[],
): number {
  const after = anchors.find((other) => other.rowIndex === anchor.rowIndex && other.left > anchor.right);
  if (after !== undefined) return borderBetween(anchor, { after: after.left, rows });
  const lastRow = rows.at(-1)?.rowIndex ?? anchor.rowIndex;
  const columns = paper.labels
    .filter(({ rowIndex }) => rowIndex >= anchor.rowIndex - 2 && rowIndex <= lastRow)
    .filter((label) => label.start === 0 && label.cell !== label.row.cells[0])
    .filter(({ key, left }) => isOfDocument(key) && left > anchor.right)
    .map(({ left }) => left - 1);
  return Math.min(Number.POSITIVE_INFINITY, ...columns);
}

function isOfDocument(key: Label['key']): boolean {
  return !['name', 'state', 'stateCode', 'place', 'gstin'].includes(key);
}

/** Heads are often centred: the column begins where its leftmost cell does. */
function borderBetween(
  before: Label,
  { after, rows }: { after: number; rows: readonly IndexedRow[] },
): number {
  const middle = (before.right + after) / 2;
  const lefts = rows.flatMap(({ row }) => row.cells.map(({ left }) => left)).filter((left) => left > middle);
  return Math.min(after, ...lefts) - 1;
}
