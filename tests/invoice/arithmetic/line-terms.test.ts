/** The numbers, rates and tax of one line. */
import { describe, expect, test } from 'vitest';
import { findLineRates, termsOfLine, withoutSigns } from '../../../src/invoice/arithmetic/line-terms.ts';
import type { LineItem } from '../../../src/invoice/invoice.ts';

const LOCAL = { header: {}, supplyType: 'Intra-State' } as const;

describe('findLineRates', () => {
  test.each<[string, LineItem, string[]]>([
    ['the combined rate', { GST_Rate: '18' }, ['18']],
    ['the halves', { CGST_Rate: '2.5', SGST_Rate: '2.5' }, ['5']],
    ['IGST', { IGST_Rate: '18' }, ['18']],
    ['column first, then heads', { GST_Rate: '9', CGST_Rate: '9', SGST_Rate: '9' }, ['9', '18']],
    ['halves before IGST of 0', { IGST_Rate: '0', CGST_Rate: '9', SGST_Rate: '9' }, ['18']],
    ['halves before IGST of the same rate', { IGST_Rate: '18', CGST_Rate: '9', SGST_Rate: '9' }, ['18']],
    ['IGST before halves of 0', { IGST_Rate: '18', CGST_Rate: '0', SGST_Rate: '0' }, ['18']],
    ['zero where all say so', { IGST_Rate: '0', CGST_Rate: '0', SGST_Rate: '0' }, ['0']],
    ['IGST of 0', { IGST_Rate: '0' }, ['0']],
    ['halves of 0', { CGST_Rate: '0', SGST_Rate: '0' }, ['0']],
    ['nothing from one half', { CGST_Rate: '9' }, []],
    ['nothing from one half beside IGST of 0', { IGST_Rate: '0', CGST_Rate: '9' }, []],
    ['nothing', {}, []],
    ['halves that rounding keeps from their slab', { CGST_Rate: '8.999', SGST_Rate: '8.999' }, ['18']],
    ['a rate that is no slab', { GST_Rate: '17.9' }, ['17.9']],
    ['what cannot be read is no rate', { GST_Rate: '9+9' }, []],
  ])('%s', (_, line, rates) => {
    expect(findLineRates(line).map((rate) => rate.toFixed())).toEqual(rates);
  });
});

describe('the tax of a line', () => {
  test.each<[string, LineItem, string | undefined]>([
    ['as printed', { Taxable_Value: '1000', GST_Rate: '18', CGST_Amount: '91', SGST_Amount: '91' }, '182'],
    ['else at its rate', { Taxable_Value: '1000', GST_Rate: '18' }, '180'],
    [
      'at its rate where half is missing',
      { Taxable_Value: '1000', GST_Rate: '18', CGST_Amount: '90' },
      '180',
    ],
    ['unknown without rate', { Taxable_Value: '1000' }, undefined],
    ['unknown without value', { GST_Rate: '18' }, undefined],
  ])('%s', (_, line, tax) => {
    expect(termsOfLine(line, LOCAL).tax?.toFixed()).toBe(tax);
  });
});

test.each<[LineItem, boolean]>([
  [{ HSN: '24022090', GST_Rate: '40' }, true],
  [{ HSN: '24022090', CGST_Rate: '20', SGST_Rate: '20' }, true],
  [{ HSN: '24031910', GST_Rate: '18' }, false],
  [{ HSN: '24022090' }, false],
  [{}, false],
])('%j is taxed on its retail price: %s', (line, isByRetailPrice) => {
  const view = { header: { Invoice_Date: '2026-02-06' }, supplyType: undefined };
  expect(termsOfLine(line, view).isByRetailPrice).toBe(isByRetailPrice);
});

test.each([
  ['500.00', '0.01'],
  ['500', '1'],
  ['0.125', '0.001'],
  [undefined, '1'],
])('a price of %s was printed to %s', (Rate, smallest) => {
  const line = Rate === undefined ? {} : { Rate };
  expect(termsOfLine(line, LOCAL).smallestPrice.toFixed()).toBe(smallest);
});

test('without signs, everything is positive and nothing else changes', () => {
  const line = { Qty: '-2', Taxable_Value: '-1000', CGST_Amount: '-90', SGST_Amount: '-90', GST_Rate: '18' };
  const { numbers, heads, charged, tax, rates } = withoutSigns(termsOfLine(line, LOCAL));
  expect(numbers.Qty?.toFixed()).toBe('2');
  expect(numbers.Taxable_Value?.toFixed()).toBe('1000');
  expect([heads.igst, heads.cgst?.toFixed(), heads.sgst?.toFixed()]).toEqual([undefined, '90', '90']);
  expect([charged?.toFixed(), tax?.toFixed(), rates.join()]).toEqual(['180', '180', '18']);
});
