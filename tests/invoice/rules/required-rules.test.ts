/** The rules on what is missing or unreadable. */
import { expect, test } from 'vitest';
import { checkInvoice } from '../check-invoice.ts';
import { testRules } from '../rule-cases.ts';
import { REQUIRED_CASES } from './required-rules.cases.ts';

testRules(REQUIRED_CASES);

test('everything that is missing is named at once', () => {
  const findings = checkInvoice({ header: {}, lines: [] });
  expect(findings.map(({ field }) => field)).toEqual([
    'Invoice_No',
    'Invoice_Date',
    'Seller_GSTIN',
    'Invoice_Value',
    'Taxable_Value',
  ]);
});
