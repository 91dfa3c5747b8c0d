/** The rules on number, date, title and e-way bill. */
import { expect, test } from 'vitest';
import { checkInvoice } from '../check-invoice.ts';
import { testRules } from '../rule-cases.ts';
import { INTRA_STATE, withHeader } from '../sound-invoices.ts';
import { DOCUMENT_CASES } from './document-rules.cases.ts';

testRules(DOCUMENT_CASES);

test.each([
  ['2026-02-28', '2028-02-29', true],
  ['2026-03-01', '2028-02-29', false],
  ['2024-02-29', '2026-02-28', false],
  ['2024-02-29', '2026-03-01', true],
])('a date of %s is too old on %s: %s', (date, today, isTooOld) => {
  const findings = checkInvoice(withHeader(INTRA_STATE, { Invoice_Date: date }), { today });
  expect(findings.some(({ rule }) => rule === 'date_too_old')).toBe(isTooOld);
});
