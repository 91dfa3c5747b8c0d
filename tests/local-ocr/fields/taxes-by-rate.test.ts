/** Totals that are printed in parts only, one for each rate of tax. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findHeader } from '../../../src/local-ocr/fields/find-header.ts';
import { layOutPaper } from './lines-papers.ts';

const headerOf = (text: string) => findHeader([layOutPaper(text)]);
const money = (paise: number) => (paise / 100).toFixed(2);

test('each half of the tax is the sum of its rows, and closes the invoice', () => {
  const halves = fc.integer({ min: 1, max: 500_000 });
  fc.assert(
    fc.property(halves, halves, (five, eighteen) => {
      const taxable = 40 * five + 11 * eighteen;
      const header = headerOf(`
        Taxable amount       ${money(taxable)}
        CGST 2.5%            ${money(five)}
        SGST 2.5%            ${money(five)}
        CGST 9%              ${money(eighteen)}
        SGST 9%              ${money(eighteen)}
        Amount payable       ${money(taxable + 2 * (five + eighteen))}`);
      expect(header).toMatchObject({
        Total_Taxable_Value: money(taxable),
        CGST_Total: money(five + eighteen),
        SGST_Total: money(five + eighteen),
      });
    }),
  );
});

test('so does what is taxed, where a row says it for each rate', () => {
  const header = headerOf(`
    GST 5% on 505.33: CGST 2.5% 12.63 SGST 2.5% 12.63
    GST 18% on 250.00: CGST 9% 22.50 SGST 9% 22.50
    Net Amount        825.59`);
  expect(header).toMatchObject({
    Invoice_Value: '825.59',
    Total_Taxable_Value: '755.33',
    CGST_Total: '35.13',
    SGST_Total: '35.13',
  });
  expect(header.Total_GST).toBeUndefined();
});

test('one rate that is printed twice is not added up', () => {
  const header = headerOf(`
    Taxable amount       1000.00
    CGST 9%              90.00
    SGST 9%              90.00
    Grand Total          1180.00
    CGST 9%              90.00
    SGST 9%              90.00`);
  expect(header).toMatchObject({ Invoice_Value: '1180.00', CGST_Total: '90.00', SGST_Total: '90.00' });
});
