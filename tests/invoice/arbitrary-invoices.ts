/** Invoices for property tests: sound ones of any lines, and whatever a reader may return. */
import Big from 'big.js';
import fc from 'fast-check';
import { HEADER_FIELDS, type Invoice, LINE_FIELDS } from '../../src/invoice/invoice.ts';
import { taxRatesOn } from '../../src/invoice/law/tax-rates.ts';
import type { SoundLine } from './create-invoice.ts';
import { INTRA_STATE } from './sound-invoices.ts';

const RATES = taxRatesOn(INTRA_STATE.header.Invoice_Date ?? '').filter(
  ({ onlyFor }) => onlyFor === undefined,
);

const PRINTED_VALUES = [
  '-',
  'Nil',
  'Exempt',
  '0',
  '18',
  '₹ 1,000.00',
  '(1,180.00)',
  '180.00',
  '999999999999999999.99',
  '10 NOS',
  '6/2/26',
  '27-Maharashtra',
  '96',
  '27AAPFU0939F1ZV',
  '8471.30',
  'yes',
  'Export',
  'Credit Note',
  'Bill of Supply',
] as const;

/** What `createInvoice` needs; values from 1 paisa to a crore, at the rates of today. */
export function soundInvoices(): fc.Arbitrary<{ lines: SoundLine[]; isInterState: boolean }> {
  const line = fc.record({
    taxable: fc.integer({ min: 1, max: 1_000_000_000 }).map((paise) => new Big(paise).div(100).toFixed(2)),
    rate: fc.constantFrom(...RATES.map(({ rate }) => rate)),
  });
  return fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 12 }), isInterState: fc.boolean() });
}

/** Any text in any field. */
export function printedInvoices(): fc.Arbitrary<Invoice> {
  const printed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(...PRINTED_VALUES),
  );
  const fieldsOf = (fields: readonly { readonly name: string }[]) =>
    fc.dictionary(fc.constantFrom(...fields.map(({ name }) => name)), printed, { noNullPrototype: true });
  return fc.record({
    header: fieldsOf(HEADER_FIELDS),
    lines: fc.array(fieldsOf(LINE_FIELDS), { maxLength: 3 }),
  });
}
