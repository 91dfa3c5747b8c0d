/** Finds amounts in words, which often run over two rows. */

import type { LabelledPaper } from '../labels/labelled-paper.ts';
import type { Cell } from '../printed/printed-rows.ts';
import { parseAmountInWords } from './amount-in-words.ts';

const NUMBER_WORD =
  /\b(?:hundred|thousand|lakhs?|lacs?|crores?|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
const END = /\bonly\b/i;

/** In paise. Only a witness: it says which printed amount is the invoice's value. */
export function findAmountsInWords(paper: LabelledPaper): readonly number[] {
  return paper.rows.flatMap(({ cells }, rowIndex) =>
    cells.flatMap((cell) => {
      if (!NUMBER_WORD.test(cell.text)) return [];
      const whole = END.test(cell.text) ? cell.text : `${cell.text} ${textBelow(paper, cell, rowIndex)}`;
      const paise = parseAmountInWords(whole);
      return paise === undefined || paise === 0 ? [] : [paise];
    }),
  );
}

function textBelow(paper: LabelledPaper, cell: Cell, rowIndex: number): string {
  const below = paper.rows[rowIndex + 1]?.cells.find(
    ({ left, right }) => left < cell.right && right > cell.left,
  );
  return below?.text ?? '';
}
