/** Reads the name and the state out of the block of a party. */
import { parseStateCode } from '../../../invoice/law/printed-states.ts';
import {
  findTexts,
  type LabelledPaper,
  labelsOf,
  startsWithLabel,
  textWithNeighbours,
} from '../labels/labelled-paper.ts';
import type { PartyBlock } from './party-block.ts';
import { isAddressee, isNameLike, joinCompanyName, trimName } from './party-names.ts';

/** `Name :` inside the block, else what stands behind its head, else its first row that is no label. */
export function findBlockName(paper: LabelledPaper, block: PartyBlock): string | undefined {
  const inside = labelsOf(paper, 'name').find((label) => block.cells.some(({ cell }) => cell === label.cell));
  const labelled = inside && findTexts(paper, inside)[0]?.text;
  const rows = block.cells
    .filter(({ cell }) => !startsWithLabel(paper, cell) || /^\s*m\/s/i.test(cell.text))
    .map(({ cell, rowIndex }) => trimName(textWithNeighbours(paper, { cell, rowIndex })));
  const single = [labelled, block.inline].flatMap((text) => (text === undefined ? [] : trimName(text)));
  const texts = [...single, ...rows];
  const at = texts.findIndex((text) => isNameLike(text) && !isAddressee(text));
  const name = texts[at];
  const below = rows.slice(Math.max(0, at + 1 - single.length));
  return name && joinCompanyName(name, below);
}

/** Its label's value, else a state in the address. */
export function findBlockState(paper: LabelledPaper, block: PartyBlock): string | undefined {
  const labelled = labelsOf(paper, 'state', 'stateCode')
    .filter((label) => block.cells.some(({ cell }) => cell === label.cell))
    .map((label) => findTexts(paper, label)[0]?.text ?? '')
    .find((text) => parseStateCode(text) !== undefined);
  return labelled ?? findStateInAddress(block.cells.map(({ cell }) => cell.text));
}

/** A state's full name between commas; initials and numbers are too easily something else. */
function findStateInAddress(rows: readonly string[]): string | undefined {
  return rows
    .flatMap((row) => row.split(/[,()|-]|\d+/))
    .map((part) => part.trim().replace(/\.$/, ''))
    .find(
      (part) =>
        /^\p{L}[\p{L} &]{3,}$/u.test(part) &&
        !/^new delhi$/i.test(part) &&
        parseStateCode(part) !== undefined,
    );
}
