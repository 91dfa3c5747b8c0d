/** Purchase, sale, or unknown: by whose GSTIN stands where. */
import { expect, test } from 'vitest';
import { determineDirection } from '../../../src/invoice/parties/direction.ts';

const [MINE, BRANCH, OTHER] = ['27AAPFU0939F1ZV', '29AAFCC9980M1ZR', '27AADFF2788D1ZF'];

test.each([
  ['purchase', { Seller_GSTIN: OTHER, Buyer_GSTIN: MINE }],
  ['sale', { Seller_GSTIN: MINE, Buyer_GSTIN: OTHER }],
  ['sale', { Seller_GSTIN: MINE, Buyer_GSTIN: BRANCH }],
  ['purchase', { Seller_GSTIN: MINE, Buyer_GSTIN: MINE, Reverse_Charge: 'Yes' }],
  ['sale', { Seller_GSTIN: MINE, Buyer_GSTIN: BRANCH, Reverse_Charge: 'Yes' }],
  ['sale', { Seller_GSTIN: '27 aapfu0939f1zv' }],
  ['unknown', { Seller_GSTIN: OTHER }],
  ['unknown', {}],
] as const)('%s', (direction, header) => {
  expect(determineDirection(header, [MINE, BRANCH])).toBe(direction);
});

test('unknown where one has named no GSTIN of one’s own', () => {
  expect(determineDirection({ Seller_GSTIN: OTHER, Buyer_GSTIN: MINE }, [])).toBe('unknown');
});
