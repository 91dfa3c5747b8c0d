/** How nearly a sum closes, and how amounts and tax heads are added up. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calculateClosure,
  type Equation,
  isByHalves,
  numberIn,
  sumOf,
  sumOfTaxHeads,
} from '../../../src/invoice/arithmetic/equation.ts';
import type { SupplyType } from '../../../src/invoice/supply-type.ts';

const big = (decimal: string | undefined) => (decimal === undefined ? undefined : new Big(decimal));

describe('calculateClosure', () => {
  test.each([
    ['100.00', '100.00', 'closed'],
    ['100.50', '100.00', 'closed'],
    ['99.50', '100.00', 'closed'],
    ['100.51', '100.00', 'near'],
    ['101.00', '100.00', 'near'],
    ['99.00', '100.00', 'near'],
    ['101.01', '100.00', 'open'],
    ['98.99', '100.00', 'open'],
    ['-100.51', '-100.00', 'near'],
    ['100.00', '-100.00', 'open'],
    ['0.50', '0', 'closed'],
    ['0.51', '0', 'open'],
    ['30.51', '30.00', 'open'],
  ])('%s for %s is %s', (actual, expected, closure) => {
    expect(calculateClosure(equationOf(actual, [expected]))).toBe(closure);
  });

  test.each([
    ['1.00', 'closed'],
    ['1.01', 'near'],
    ['2.00', 'near'],
    ['2.01', 'open'],
  ])('with a slack of its own, %s off 200.00 is %s', (difference, closure) => {
    const actual = new Big('200.00').plus(difference).toFixed(2);
    expect(calculateClosure({ ...equationOf(actual, ['200.00']), slack: new Big(1) })).toBe(closure);
  });

  test('the sound value that comes closest decides', () => {
    expect(calculateClosure(equationOf('118.00', ['100.00', '118.00']))).toBe('closed');
    expect(calculateClosure(equationOf('117.00', ['100.00', '118.00']))).toBe('near');
    expect(calculateClosure(equationOf('110.00', ['100.00', '118.00']))).toBe('open');
  });

  test('is the same on both sides of a sum, and for negative amounts', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 }).map((paise) => new Big(paise).div(100).toFixed(2));
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 100_000 }), (expected, offPaise) => {
        const off = new Big(offPaise).div(100);
        const closures = [
          equationOf(new Big(expected).plus(off).toFixed(2), [expected]),
          equationOf(new Big(expected).minus(off).toFixed(2), [expected]),
          equationOf(new Big(expected).plus(off).times(-1).toFixed(2), [`-${expected}`]),
        ].map(calculateClosure);
        expect(new Set(closures).size).toBe(1);
      }),
    );
  });
});

test.each([
  ['1000.00', '1000'],
  ['₹ 1,000.00', '1000'],
  ['a thousand', undefined],
  ['', undefined],
  [undefined, undefined],
])('numberIn reads %j as %s', (value, number) => {
  expect(numberIn(value)?.toFixed()).toBe(number);
});

test('sumOf skips what is not there, and nothing at all is no zero', () => {
  expect(sumOf([new Big(1), undefined, new Big('0.10')])?.toFixed()).toBe('1.1');
  expect(sumOf([undefined, undefined])).toBeUndefined();
  expect(sumOf([])).toBeUndefined();
});

describe('sumOfTaxHeads', () => {
  test.each<[string, (string | undefined)[], SupplyType | undefined, string | undefined]>([
    ['IGST', ['180'], 'Inter-State', '180'],
    ['both halves', [undefined, '90', '90'], 'Intra-State', '180'],
    ['halves beside IGST of 0', ['0', '90', '90'], 'Intra-State', '180'],
    ['IGST beside halves of 0', ['180', '0', '0'], 'Inter-State', '180'],
    ['IGST beside one half of 0', ['180', '0'], 'Inter-State', '180'],
    ['IGST on a supply of unknown type', ['180'], undefined, '180'],
    ['all three, wrong as that is', ['180', '90', '90'], 'Intra-State', '360'],
    ['nothing', [], 'Intra-State', undefined],
    ['one half', [undefined, '90'], 'Intra-State', undefined],
    ['the other half', [undefined, undefined, '90'], 'Intra-State', undefined],
    ['one half beside IGST of 0', ['0', '90'], 'Intra-State', undefined],
    ['one half beside IGST', ['180', '90'], 'Inter-State', undefined],
    ['the other half beside IGST', ['180', undefined, '90'], 'Inter-State', undefined],
    ['zeros in all columns', ['0', '0', '0'], 'Intra-State', '0'],
    ['IGST of 0 across a border', ['0'], 'Inter-State', '0'],
    ['IGST of 0 on an export', ['0'], 'Export', '0'],
    ['IGST of 0 inside a state', ['0'], 'Intra-State', undefined],
    ['IGST of 0 on a supply of unknown type', ['0'], undefined, undefined],
    ['halves of 0 inside a state', [undefined, '0', '0'], 'Intra-State', '0'],
    ['halves of 0 across a border', [undefined, '0', '0'], 'Inter-State', undefined],
    ['halves of 0 for an SEZ', [undefined, '0', '0'], 'SEZ', undefined],
  ])('%s', (_, [igst, cgst, sgst], supplyType, sum) => {
    const heads = { igst: big(igst), cgst: big(cgst), sgst: big(sgst) };
    expect(sumOfTaxHeads(heads, supplyType)?.toFixed()).toBe(sum);
  });
});

test.each([
  ['90', '90', true],
  ['0', '0', false],
  ['90', undefined, false],
  ['90', '0', false],
  [undefined, undefined, false],
])('CGST of %s and SGST of %s are halves: %s', (cgst, sgst, isHalved) => {
  expect(isByHalves({ igst: undefined, cgst: big(cgst), sgst: big(sgst) })).toBe(isHalved);
});

function equationOf(actual: string, [first = '0', ...others]: readonly string[]): Equation {
  return {
    rule: 'grand_total',
    field: 'Invoice_Value',
    fields: ['Invoice_Value'],
    actual: new Big(actual),
    expected: [new Big(first), ...others.map((other) => new Big(other))],
  };
}
