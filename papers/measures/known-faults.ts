/** Invoices with one known fault each: a drawn PDF whose words, or whose QR code, say something else. */
import type { Invoice } from '../../src/invoice/invoice.ts';
import type { RuleName } from '../../src/invoice/validate.ts';
import { qrDataOf, type Registrar } from '../registrar/registrar.ts';

/** `known`'s certificate is in the keyring, `unknown`'s is not. */
export interface Registrars {
  readonly known: Registrar;
  readonly unknown: Registrar;
}

/** What must be found besides rules: a doubtful key field, a saved invoice that this one repeats, a code that is not verified. */
export type Expectation = RuleName | 'doubtful' | 'duplicate' | 'not verified';

export interface KnownFault {
  readonly title: string;
  /** The drawn invoice that is sound but for this. */
  readonly slug: string;
  /** Printed words → what is printed instead. `450.00#2` is the second such word on the page, from the top. */
  readonly words?: Readonly<Record<string, string>>;
  /** What the reader says instead of what is printed. */
  readonly misread?: Invoice['header'];
  /** The code instead of the drawn one. */
  readonly code?: (truth: Invoice, registrars: Registrars) => string;
  /** The header of an invoice that was saved before. */
  readonly savedBefore?: (truth: Invoice) => Invoice['header'];
  /** All of these, and nothing else. Empty where the fault is lawful. */
  readonly expected: readonly Expectation[];
}

const signed =
  (change: object) =>
  (truth: Invoice, { known }: Registrars) =>
    known.sign({ ...qrDataOf(truth), ...change });

export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    title: 'buyer GSTIN with a bad check digit',
    slug: 'inter-state',
    words: { '27AACCK7712Q1Z0': '27AACCK7712Q1Z5' },
    expected: ['gstin'],
  },
  {
    title: 'CGST is not SGST',
    slug: 'letterhead',
    words: { '766.25#2': '756.25', '32,182.50': '32,172.50', Eighty: 'Seventy' },
    expected: ['cgst_sgst'],
  },
  {
    title: 'IGST inside a state',
    slug: 'inter-state',
    words: { Maharashtra: 'Rajasthan', '27AACCK7712Q1Z0': '08AACCK7712Q1Z0', 27: '08' },
    expected: ['igst_inside_state'],
  },
  {
    title: 'total wrong by ₹100',
    slug: 'inter-state',
    words: { '₹2,96,527.51': '₹2,96,627.51' },
    expected: ['grand_total'],
  },
  {
    title: 'total printed ₹1 higher: a lawful round-off',
    slug: 'inter-state',
    words: { '₹2,96,527.51': '₹2,96,528.51' },
    expected: [],
  },
  {
    title: 'total printed ₹1.01 higher',
    slug: 'inter-state',
    words: { '₹2,96,527.51': '₹2,96,528.52' },
    expected: ['grand_total'],
  },
  {
    title: 'total misread by ₹1',
    slug: 'inter-state',
    misread: { Invoice_Value: '296528.51' },
    expected: ['doubtful'],
  },
  {
    title: 'date in the future',
    slug: 'inter-state',
    words: { '05-11-2025': '05-11-2027' },
    expected: ['date_in_future'],
  },
  {
    title: 'number of 17 characters',
    slug: 'modern',
    words: { 'INV-000417': 'INV-0000000000417' },
    expected: ['invoice_no'],
  },
  {
    title: 'old rate of 12 % on a new date',
    slug: 'inter-state',
    words: {
      '18%': '12%',
      '23,284.80': '15,523.20',
      '11,501.46': '7,667.64',
      '9,276.75': '6,184.50',
      '1,170.00': '780.00',
      '₹45,233.01': '₹30,155.34',
      '₹2,96,527.51': '₹2,81,449.84',
      Ninety: 'Eighty',
      Six: 'One',
      Five: 'Four',
      Twenty: 'Forty',
      Seven: 'Nine',
      Fifty: 'Eighty',
      One: 'Four',
    },
    expected: ['rate_in_force'],
  },
  {
    title: 'HSN of five digits',
    slug: 'modern',
    words: { '84716060': '84716' },
    expected: ['hsn'],
  },
  {
    title: 'edited QR code',
    slug: 'e-invoice',
    code: (truth, { known }) => edit(known.sign(qrDataOf(truth))),
    expected: ['qr_signature'],
  },
  {
    title: 'QR code with alg: none',
    slug: 'e-invoice',
    code: (truth, { known }) => known.sign(qrDataOf(truth), { alg: 'none' }),
    expected: ['qr_signature'],
  },
  {
    title: 'QR code of an unknown key',
    slug: 'e-invoice',
    code: (truth, { unknown }) => unknown.sign(qrDataOf(truth)),
    expected: ['not verified'],
  },
  {
    title: 'signed QR code with another total',
    slug: 'e-invoice',
    code: signed({ TotInvVal: 91490.4 }),
    expected: ['qr_invoice_value', 'grand_total'],
  },
  {
    title: 'signed QR code with the IRN of another document',
    slug: 'e-invoice',
    code: signed({ Irn: 'a'.repeat(64) }),
    expected: ['qr_irn'],
  },
  {
    title: 'number saved before in the same financial year',
    slug: 'tally',
    savedBefore: ({ header }) => ({ ...header, Invoice_Date: '2025-04-01' }),
    expected: ['duplicate'],
  },
  {
    title: 'number saved before in the year before: lawful',
    slug: 'tally',
    savedBefore: ({ header }) => ({ ...header, Invoice_Date: '2025-03-31' }),
    expected: [],
  },
];

/** Another total, under the old signature. */
function edit(code: string): string {
  const [header = '', payload = '', signature = ''] = code.split('.');
  const text = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/(TotInvVal[^0-9]*)\d/, '$19');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}
