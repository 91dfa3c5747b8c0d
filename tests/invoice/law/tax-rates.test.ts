/** Rates by date: the slabs changed on 22 September 2025. */
import Big from 'big.js';
import { expect, test } from 'vitest';
import { isValuedByRetailPrice } from '../../../src/invoice/law/retail-price.ts';
import {
  highestTaxRate,
  isRateInForce,
  isRateOrHalf,
  roundToTaxRate,
  TAX_RATES,
  taxRatesOn,
} from '../../../src/invoice/law/tax-rates.ts';

test.each([
  ['18', '2025-09-21', true],
  ['18', '2025-09-22', true],
  ['18.00', '2026-02-06', true],
  ['12', '2025-09-21', true],
  ['12', '2025-09-22', false],
  ['28', '2025-09-21', true],
  ['28', '2025-09-22', false],
  ['40', '2025-09-21', false],
  ['40', '2025-09-22', true],
  ['0', '2026-02-06', true],
  ['0.25', '2026-02-06', true],
  ['9', '2026-02-06', false],
  ['5', '2017-06-30', false],
])('%s %% on %s: %s', (rate, date, isInForce) => {
  expect(isRateInForce(new Big(rate), { date })).toBe(isInForce);
});

test.each([
  ['12', '2026-02-06', '69041000', true],
  ['12', '2026-02-06', '8471', false],
  ['28', '2026-01-31', '24022010', true],
  ['28', '2026-02-01', '24022010', false],
  ['28', '2026-01-31', '2106', true],
  ['28', '2026-01-31', '2107', false],
  ['28', '2026-01-31', '210', false],
  ['28', '2026-01-31', undefined, false],
])('%s %% on %s for HSN %s: %s', (rate, date, hsn, isInForce) => {
  expect(isRateInForce(new Big(rate), { date, hsn })).toBe(isInForce);
});

test.each([
  ['12', '2025-09-22', true],
  ['12', '2017-06-30', false],
  ['40', '2025-09-21', false],
  ['40', '2025-09-22', true],
])('%s %% on %s or earlier: %s', (rate, date, isInForce) => {
  expect(isRateInForce(new Big(rate), { date, orEarlier: true })).toBe(isInForce);
});

test.each([
  ['17.998', '18'],
  ['17.98', '18'],
  ['18.02', '18'],
  ['17.97', '17.97'],
  ['0.1', '0.1'],
  ['0.25', '0.25'],
  ['0.01', '0'],
  ['9', '9'],
])('%s %% is printed for %s %%', (printed, rate) => {
  expect(roundToTaxRate(new Big(printed)).toFixed()).toBe(rate);
});

test.each([
  ['40', '24022090', '2026-02-01', true],
  ['40', '2402', '2026-02-01', true],
  ['40', '2106', '2026-02-01', true],
  ['40', '24022090', '2026-01-31', false],
  ['5', '2106', '2026-02-01', false],
  ['40', '21069099', '2026-02-01', false],
  ['40', '9403', '2026-02-01', false],
  ['40', undefined, '2026-02-01', false],
  ['40', '2402', undefined, false],
])('goods at %s %% of HSN %s are valued by their retail price on %s: %s', (rate, hsn, date, isSo) => {
  expect(isValuedByRetailPrice(new Big(rate), { hsn, date })).toBe(isSo);
});

test('taxRatesOn gives the slabs of the day, restricted ones included', () => {
  const open = (date: string) => taxRatesOn(date).flatMap(({ rate, onlyFor }) => (onlyFor ? [] : [rate]));
  expect(open('2025-09-21')).toEqual([
    '0',
    '0.1',
    '0.25',
    '1',
    '1.5',
    '3',
    '5',
    '6',
    '7.5',
    '12',
    '18',
    '28',
  ]);
  expect(open('2025-09-22')).toEqual(['0', '0.1', '0.25', '1.5', '3', '5', '18', '40']);
  expect(taxRatesOn('2025-09-22').map(({ rate }) => rate)).toContain('12');
  expect(taxRatesOn('2017-06-30')).toEqual([]);
});

test('no entry ends before it begins', () => {
  expect(TAX_RATES.filter(({ from, until }) => until !== undefined && until < from)).toEqual([]);
});

test('every entry has a source', () => {
  expect(TAX_RATES.filter(({ source }) => !/\d/.test(source))).toEqual([]);
});

test('no rate of any time is above 40 %', () => {
  expect(highestTaxRate()).toBe(40);
});

test('rates and their halves, past and present', () => {
  const hundredths = Array.from({ length: 10_001 }, (_, index) => index / 200);
  expect(hundredths.filter(isRateOrHalf)).toEqual([
    ...[0, 0.05, 0.1, 0.125, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 3, 3.75, 5, 6, 7.5, 9, 12, 14, 18, 20, 28, 40],
  ]);
});
