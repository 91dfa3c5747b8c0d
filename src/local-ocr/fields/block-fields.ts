/** Reads the name and the state out of the block of a party. */
import { parseStateCode } from '../../invoice/states.ts';
import {
  findTexts,
  type HeaderSheet,
  labelsOf,
  startsWithLabel,
  textWithNeighbours,
} from './header-sheet.ts';
import type { PartyBlock } from './party-blocks.ts';
import { isNameLike, trimName } from './party-names.ts';

/** `Name :` inside the block, else what stands behind its head, else its first line that is no label. */
export function findBlockName(sheet: HeaderSheet, block: PartyBlock): string | undefined {
  const inside = labelsOf(sheet, 'name').find((label) => block.cells.some(({ cell }) => cell === label.cell));
  const labelled = inside && findTexts(sheet, inside)[0]?.text;
  const lines = block.cells
    .filter(({ cell }) => !startsWithLabel(sheet, cell) || /^\s*m\/s/i.test(cell.text))
    .map(({ cell, rowIndex }) => textWithNeighbours(sheet, { cell, rowIndex }));
  return [labelled, block.inline, ...lines]
    .filter((text) => text !== undefined)
    .map(trimName)
    .find(isNameLike);
}

/** Its label's value, else a state in the address. */
export function findBlockState(sheet: HeaderSheet, block: PartyBlock): string | undefined {
  const labelled = labelsOf(sheet, 'state', 'stateCode')
    .filter((label) => block.cells.some(({ cell }) => cell === label.cell))
    .map((label) => findTexts(sheet, label)[0]?.text ?? '')
    .find((text) => parseStateCode(text) !== undefined);
  return labelled ?? findStateInAddress(block.cells.map(({ cell }) => cell.text));
}

/** A state's full name between commas; initials and numbers are too easily something else. */
function findStateInAddress(lines: readonly string[]): string | undefined {
  return lines
    .flatMap((line) => line.split(/[,()|-]|\d+/))
    .map((part) => part.trim().replace(/\.$/, ''))
    .find(
      (part) =>
        /^\p{L}[\p{L} &]{3,}$/u.test(part) &&
        !/^new delhi$/i.test(part) &&
        parseStateCode(part) !== undefined,
    );
}
