/** How rules put fields and invoice text into words. */
import { expect, test } from 'vitest';
import { labelOf, quote } from '../../../src/invoice/rules/rule.ts';

test('a field is named as the column of the sheet, without underscores', () => {
  expect(labelOf('Total_Taxable_Value')).toBe('Total Taxable Value');
});

test.each([
  ['INV-1', '“INV-1”'],
  [' INV\n  1 ', '“INV 1”'],
  ['x'.repeat(40), `“${'x'.repeat(40)}”`],
  ['x'.repeat(41), `“${'x'.repeat(39)}…”`],
  ['😀'.repeat(41), `“${'😀'.repeat(39)}…”`],
  ['', '“”'],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});
