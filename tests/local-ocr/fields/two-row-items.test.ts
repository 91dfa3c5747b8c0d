/** Receipts whose items take two rows each, and rows that only look like it. */
import { expect, test } from 'vitest';
import { findLines } from '../../../src/local-ocr/fields/items/find-lines.ts';
import { layOutPaper } from './lines-papers.ts';

const linesOf = (text: string) => findLines([layOutPaper(text)]);

const RECEIPT = `
  0713   TOOR DAL 1K
  2            148.00      296.00
  COW GHEE POUCH 1L
  1.5          600.00      900.00
`;

test('name above, quantity, price and value below', () => {
  expect(linesOf(`${RECEIPT}\n  TOTAL                1,196.00`)).toEqual([
    { Item_Description: 'TOOR DAL 1K', HSN: '0713', Qty: '2', Rate: '148.00', Taxable_Value: '296.00' },
    { Item_Description: 'COW GHEE POUCH 1L', Qty: '1.5', Rate: '600.00', Taxable_Value: '900.00' },
  ]);
});

test('the value has tax in it where the values add up to what is paid', () => {
  const lines = linesOf(`${RECEIPT}\n  CGST 2.50%    28.48\n  Card Payment       1,196.00`);
  expect(lines.map(({ Line_Total }) => Line_Total)).toEqual(['296.00', '900.00']);
});

test('one product is chance, and three numbers that are none are no item', () => {
  expect(linesOf('  Milestones reached\n  2   148.00   296.00')).toEqual([]);
  expect(linesOf('  Opening\n  2   148.00   300.00\n  Closing\n  3   10.00   31.00')).toEqual([]);
});
