/** Finds a buyer whom no label announces: name and address over `Customer GSTIN`. */

import type { Label } from '../labels/find-labels.ts';
import { type LabelledPaper, labelsOf, startsWithLabel } from '../labels/labelled-paper.ts';
import type { BlockCell, PartyBlock } from './party-block.ts';
import { isAddressLike, isNameLike } from './party-names.ts';

/** Between the rows of an address, in heights of a letter. */
const MAX_ROW_GAP = 1;

/** Empty, or the one block. */
export function findUnannouncedBuyer(paper: LabelledPaper): readonly PartyBlock[] {
  const [anchor] = labelsOf(paper, 'buyerGstin').filter(({ rowIndex, start }) => {
    return rowIndex < paper.tableTop && start === 0;
  });
  const cells = anchor === undefined ? [] : cellsAbove(paper, anchor);
  return anchor === undefined || cells.length < 2 ? [] : [{ party: 'buyer', anchor, inline: '', cells }];
}

/** From the name down: the rows of an address, and the first above them that is none. */
function cellsAbove(paper: LabelledPaper, anchor: Label): readonly BlockCell[] {
  const cells: BlockCell[] = [];
  let { top } = anchor.row;
  const height = anchor.row.bottom - top;
  for (let rowIndex = anchor.rowIndex - 1; rowIndex >= 0; rowIndex--) {
    const row = paper.rows[rowIndex];
    const cell = row?.cells.find(({ left }) => Math.abs(left - anchor.cell.left) < height / 2);
    if (row === undefined || cell === undefined) continue;
    if (top - row.bottom > MAX_ROW_GAP * height || startsWithLabel(paper, cell)) return [];
    cells.unshift({ cell, rowIndex });
    top = row.top;
    if (isNameLike(cell.text) && !isAddressLike(cell.text)) return cells;
  }
  return [];
}
