/** Bills without a table: texts with amounts over the tax of their sum, and letters that only look like it. */
import { expect, test } from 'vitest';
import { findLines } from '../../../src/local-ocr/fields/items/find-lines.ts';
import { layOutPaper } from './lines-papers.ts';

const linesOf = (text: string) => findLines([layOutPaper(text)]);

const LETTER = `
  Kindly arrange the payment of the following:
  Rent of godown no. 3 (SAC 997212)      Rs. 62,500.00
  Share of watchman's wages              Rs. 4,000.00
`;

test('a text and its amount in each row, the code of the service in brackets', () => {
  expect(linesOf(`${LETTER}\n  Add: CGST @ 9%    Rs. 5,985.00\n  Add: SGST @ 9%    Rs. 5,985.00`)).toEqual([
    { Item_Description: 'Rent of godown no. 3', HSN: '997212', Taxable_Value: '62,500.00' },
    { Item_Description: "Share of watchman's wages", Taxable_Value: '4,000.00' },
  ]);
});

test('a sum of them is no item', () => {
  const lines = linesOf(`${LETTER}\n  Total              Rs. 66,500.00\n  IGST @ 18%         Rs. 11,970.00`);
  expect(lines.map(({ Taxable_Value }) => Taxable_Value)).toEqual(['62,500.00', '4,000.00']);
});

test('nothing is an item unless the tax is that of the sum', () => {
  expect(linesOf(`${LETTER}\n  IGST @ 18%         Rs. 9,000.00`)).toEqual([]);
  expect(linesOf(`${LETTER}\n  Balance            Rs. 66,500.00`)).toEqual([]);
});
