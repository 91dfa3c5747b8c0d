/** The rules on seller and buyer. */
import { expect, test } from 'vitest';
import { checkInvoice } from '../check-invoice.ts';
import { testRules } from '../rule-cases.ts';
import { INTRA_STATE, withHeader } from '../sound-invoices.ts';
import { PARTY_CASES } from './party-rules.cases.ts';

testRules(PARTY_CASES);

test('both parties are looked at', () => {
  const wrong = withHeader(INTRA_STATE, { Seller_GSTIN: '27AAPFU0939F1ZW', Buyer_GSTIN: '27' });
  expect(checkInvoice(wrong).map(({ rule, field }) => [rule, field])).toEqual([
    ['gstin', 'Seller_GSTIN'],
    ['gstin', 'Buyer_GSTIN'],
  ]);
});
