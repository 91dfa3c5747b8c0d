/** What kind of document a title names. */
import { expect, test } from 'vitest';
import { parseDocumentType } from '../../../src/invoice/law/document-types.ts';

test.each([
  ['Tax Invoice', 'invoice'],
  ['TAX INVOICE (ORIGINAL FOR RECIPIENT)', 'invoice'],
  ['Export Invoice', 'invoice'],
  ['Cash Memo', 'invoice'],
  ['Retail Bill', 'invoice'],
  ['', 'invoice'],
  [undefined, 'invoice'],
  ['CREDIT NOTE', 'credit_note'],
  ['Credit\u00A0Note', 'credit_note'],
  ['Tax Invoice / Credit Note', 'credit_note'],
  ['Credit Memo', 'credit_note'],
  ['CASH / CREDIT MEMO', 'invoice'],
  ['Cash/Credit Bill', 'invoice'],
  ['Cr. Note', 'credit_note'],
  ['CR NOTE', 'credit_note'],
  ['Sales Return (Credit Note)', 'credit_note'],
  ['CRN', 'credit_note'],
  ['Credit Invoice', 'invoice'],
  ['Invoice (Credit Sale)', 'invoice'],
  ['Debit Note', 'debit_note'],
  ['Dr. Note', 'debit_note'],
  ['DBN', 'debit_note'],
  ['Debit Memo', 'debit_note'],
  ['Bill of Supply', 'bill_of_supply'],
  ['BILL  OF  SUPPLY', 'bill_of_supply'],
  ['BILL OF SUPPLY (Composition taxable person)', 'bill_of_supply'],
  ['Composition taxable person, not eligible to collect tax on supplies', 'bill_of_supply'],
  ['Invoice cum Bill of Supply', 'invoice'],
  ['Bill of Supplyment', 'invoice'],
  ['कर बीजक', 'invoice'],
  ['क्रेडिट नोट', 'credit_note'],
  ['डेबिट नोट', 'debit_note'],
  ['आपूर्ति का बिल', 'bill_of_supply'],
])('parseDocumentType reads %j as %s', (title, type) => {
  expect(parseDocumentType(title)).toBe(type);
});
