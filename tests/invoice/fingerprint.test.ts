/** The key of duplicates: what it leaves out of account, and what it tells apart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculateFingerprint, foldInvoiceNo } from '../../src/invoice/fingerprint.ts';
import type { InvoiceHeader } from '../../src/invoice/invoice.ts';
import { GSTINS, INTRA_STATE } from './sound-invoices.ts';

const KEY = '27AAPFU0939F1ZV|2025-26|INV|INV/2026/001';
const CHARACTERS = [...'ABCXYZ0189'];

const printed = (changes: InvoiceHeader) => calculateFingerprint({ ...INTRA_STATE.header, ...changes });
const numbers = fc.array(fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
});
const separators = fc.string({ unit: fc.constantFrom(...' -_/–'), minLength: 1, maxLength: 3 });

test('it can be read', () => {
  expect(calculateFingerprint(INTRA_STATE.header)).toBe(KEY);
});

describe('the same document', () => {
  test.each<[string, InvoiceHeader]>([
    ['in small letters', { Invoice_No: 'inv-2026/001' }],
    ['with other separators', { Invoice_No: 'INV/2026-001' }],
    ['with spaces', { Invoice_No: ' INV - 2026 / 001 ' }],
    ['with an underscore', { Invoice_No: 'INV_2026_001' }],
    ['on another day of the year', { Invoice_Date: '2025-04-01' }],
    ['with a date as printed', { Invoice_Date: '31/03/2026' }],
    ['with a GSTIN as printed', { Seller_GSTIN: '27 aapfu0939f 1zv' }],
    ['under another title', { Invoice_Type: 'Invoice (Original for Recipient)' }],
    ['for another buyer and amount', { Buyer_GSTIN: GSTINS.nagpur, Invoice_Value: '1.00' }],
  ])('%s', (_, changes) => {
    expect(printed(changes)).toBe(KEY);
  });

  test('however its number is typed', () => {
    fc.assert(
      fc.property(numbers, fc.array(separators, { minLength: 4, maxLength: 4 }), (parts, between) => {
        const typed = parts.map((part, at) => `${part.toLowerCase()}${between[at]}`).join('');
        expect(foldInvoiceNo(typed)).toBe(parts.join('/'));
        expect(foldInvoiceNo(foldInvoiceNo(typed))).toBe(foldInvoiceNo(typed));
      }),
    );
  });
});

describe('another document', () => {
  test.each<[string, InvoiceHeader]>([
    ['of the next financial year', { Invoice_Date: '2026-04-01' }],
    ['of the year before', { Invoice_Date: '2025-03-31' }],
    ['of another seller', { Seller_GSTIN: GSTINS.pune }],
    ['a credit note', { Invoice_Type: 'Credit Note' }],
    ['a debit note', { Invoice_Type: 'Debit Note' }],
    ['a bill of supply', { Invoice_Type: 'Bill of Supply' }],
    ['another number', { Invoice_No: 'INV-2026/0010' }],
    ['digits that run together', { Invoice_No: 'INV-2026001' }],
  ])('%s', (_, changes) => {
    expect(printed(changes)).toMatch(/^\w{15}\|\d{4}-\d{2}\|(?:INV|CRN|DBN|BOS)\|.+$/);
    expect(printed(changes)).not.toBe(KEY);
  });

  test('if any character of its number differs', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        fc.pre(one.join('/') !== other.join('/'));
        expect(printed({ Invoice_No: one.join('-') })).not.toBe(printed({ Invoice_No: other.join('-') }));
      }),
    );
  });
});

test.each<[string, InvoiceHeader]>([
  ['no number', { Invoice_No: '' }],
  ['a number of separators', { Invoice_No: ' -/_ ' }],
  ['no seller', { Seller_GSTIN: '' }],
  ['a seller that is no GSTIN', { Seller_GSTIN: '27AAPFU0939F1Z' }],
  ['a date that is none', { Invoice_Date: '31/02/2026' }],
])('none: %s', (_, changes) => {
  expect(printed(changes)).toBeUndefined();
});

test('none of an empty header', () => {
  expect(calculateFingerprint({})).toBeUndefined();
});
