/** A rate gets its point back only where something on the paper says so. */
import { expect, test } from 'vitest';
import { restoreDots } from '../../../src/local-ocr/fields/items/lost-dots.ts';

test.each([
  ['by its amount', { SGST_Rate: '25', SGST_Amount: '231.00', Taxable_Value: '9,240.00' }, '2.5'],
  ['by its amount, with a sign', { SGST_Rate: '25%', SGST_Amount: '231.00', Taxable_Value: '9240' }, '2.5%'],
  ['by the other half', { SGST_Rate: '250', CGST_Rate: '2.50' }, '2.50'],
  ['not without a witness', { SGST_Rate: '25', Taxable_Value: '9,240.00' }, '25'],
  ['not where it fits as it is', { SGST_Rate: '14', SGST_Amount: '1,400', Taxable_Value: '10,000' }, '14'],
  ['not where neither fits', { SGST_Rate: '25', SGST_Amount: '900.00', Taxable_Value: '9,240.00' }, '25'],
])('%s', (_how, item, rate) => {
  expect(restoreDots(item).SGST_Rate).toBe(rate);
});
