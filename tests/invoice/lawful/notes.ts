/** Credit and debit notes, with either sign. */
import type { InvoiceHeader, LineItem } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import { INTRA_STATE, withHeader } from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);

const mapValues = (fields: InvoiceHeader | LineItem, change: (name: string, value: string) => string) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(name, value)]));
const negate = (name: string, value: string) => (/Value|Total|Amount/.test(name) ? `-${value}` : value);

const NOTE = local({ Invoice_No: 'CN-7', Invoice_Type: 'Credit Note' });
const NEGATIVE_HEADER = mapValues(NOTE.header, negate);
const NEGATIVE_LINES = NOTE.lines.map((line) => mapValues(line, negate));

export const NOTES: readonly Lawful[] = [
  ['a credit note', NOTE],
  ['a credit note with minus signs', { header: NEGATIVE_HEADER, lines: NEGATIVE_LINES }],
  ['a credit note with minus signs in the totals', { header: NEGATIVE_HEADER, lines: NOTE.lines }],
  ['a credit note with minus signs in the lines', { header: NOTE.header, lines: NEGATIVE_LINES }],
  ['a credit note in brackets', local({ ...NOTE.header, Invoice_Value: '(1,390.00)' })],
  [
    'a credit note for goods of an old slab',
    createInvoice({ lines: [{ taxable: '1000.00', rate: '12' }], header: { Invoice_Type: 'Cr. Note' } }),
  ],
  ['a debit note', local({ Invoice_Type: 'Debit Note' })],
  [
    'an invoice with a return taken off',
    createInvoice({
      lines: [
        { taxable: '1000.00', rate: '18' },
        { taxable: '-200.00', rate: '18' },
      ],
    }),
  ],
];
