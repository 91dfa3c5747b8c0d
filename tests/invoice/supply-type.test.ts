/** Supply types, from the paper's words and from its states. */
import { describe, expect, test } from 'vitest';
import { deriveSupplyType, findSupplyType, parseSupplyType } from '../../src/invoice/supply-type.ts';
import { GSTINS } from './sound-invoices.ts';

test.each([
  ['Intra-State', 'Intra-State'],
  ['INTRA STATE', 'Intra-State'],
  ['Intrastate supply', 'Intra-State'],
  ['Local', 'Intra-State'],
  ['inter state', 'Inter-State'],
  ['Inter-State Sale', 'Inter-State'],
  ['Export', 'Export'],
  ['EXPWOP', 'Export'],
  ['Export with payment of IGST', 'Export'],
  ['Supply meant for export under LUT', 'Export'],
  ['SEZ', 'SEZ'],
  ['SEZWP', 'SEZ'],
  ['Supply to SEZ unit', 'SEZ'],
  ['B2B', undefined],
  ['Deemed Export', undefined],
  ['', undefined],
])('parseSupplyType reads %j as %s', (printed, type) => {
  expect(parseSupplyType(printed)).toBe(type);
});

describe('deriveSupplyType', () => {
  test.each([
    [{ Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: '27' }, 'Intra-State'],
    [{ Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: '29' }, 'Inter-State'],
    [{ Seller_GSTIN: GSTINS.mumbai, Seller_State_Code: '29', Place_Of_Supply: '27' }, 'Intra-State'],
    [{ Seller_State_Code: '28', Place_Of_Supply: '37' }, 'Intra-State'],
    [{ Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: '96' }, 'Export'],
    [{ Invoice_Type: 'Export Invoice' }, 'Export'],
    [{ Invoice_Type: 'Tax Invoice (SEZ)', Seller_State_Code: '27', Place_Of_Supply: '27' }, 'SEZ'],
    [{ Seller_GSTIN: GSTINS.mumbai }, undefined],
    [{ Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: 'Gondor' }, undefined],
    [{ Seller_GSTIN: '27AAPFU0939F1ZW', Place_Of_Supply: '27' }, undefined],
    [{ Place_Of_Supply: '27' }, undefined],
  ])('from %j: %s', (header, type) => {
    expect(deriveSupplyType(header)).toBe(type);
  });
});

test('what the paper says comes before what follows from it', () => {
  const header = { Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: '27' };
  expect(findSupplyType({ ...header, Supply_Type: 'SEZ' })).toBe('SEZ');
  expect(findSupplyType({ ...header, Supply_Type: 'B2B' })).toBe('Intra-State');
});
