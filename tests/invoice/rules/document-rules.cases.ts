/** The document's number, date, title and e-way bill: what is wrong with them, and what only looks it. */

import type { RuleTable } from '../rule-cases.ts';
import { INTRA_STATE, withHeader } from '../sound-invoices.ts';

const numbered = (number: string) => withHeader(INTRA_STATE, { Invoice_No: number });
const dated = (date: string) => withHeader(INTRA_STATE, { Invoice_Date: date });
const titled = (title: string) => withHeader(INTRA_STATE, { Invoice_Type: title });
const conveyed = (number: string) => withHeader(INTRA_STATE, { Eway_Bill_No: number });

export const DOCUMENT_CASES = {
  invoice_no: {
    fires: [
      [
        'seventeen characters',
        numbered('INV/2025-26/00017'),
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'Invoice number “INV/2025-26/00017” has 17 characters; GST allows at most 16. Compare it with the paper.',
          actual: 'INV/2025-26/00017',
        },
      ],
      [
        'a label that was taken for a part of it',
        numbered('#42'),
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'Invoice number “#42” has characters other than letters, digits, - and /. Compare it with the paper.',
          actual: '#42',
        },
      ],
      [
        'letters of another script',
        numbered('इन्व-42'),
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'Invoice number “इन्व-42” has characters other than letters, digits, - and /. Compare it with the paper.',
          actual: 'इन्व-42',
        },
      ],
      [
        'spaces, which printers and OCR put in where the number has none',
        numbered('INV / 42'),
        {
          severity: 'warning',
          field: 'Invoice_No',
          message:
            'Invoice number “INV / 42” has spaces; GST allows only letters, digits, - and /. Compare it with the paper.',
          actual: 'INV / 42',
        },
      ],
      [
        'seventeen characters, spaces not counted',
        numbered('INV 2025-26 0000017'),
        {
          severity: 'error',
          field: 'Invoice_No',
          message:
            'Invoice number “INV 2025-26 0000017” has 17 characters; GST allows at most 16. Compare it with the paper.',
          actual: 'INV 2025-26 0000017',
        },
      ],
    ],
    silent: [
      ['sixteen characters', numbered('INV/2025-26/0001')],
      ['one character', numbered('7')],
      ['leading zeros', numbered('001')],
      ['small letters', numbered('inv-7/a')],
      ['a dash as typographers print it', numbered('INV–7')],
      ['Devanagari digits', numbered('४२')],
    ],
  },
  date_in_future: {
    fires: [
      [
        'tomorrow',
        dated('2026-02-11'),
        {
          severity: 'error',
          field: 'Invoice_Date',
          message:
            'Invoice date 11 Feb 2026 lies in the future (today is 10 Feb 2026). Check day, month and year.',
          actual: '2026-02-11',
        },
      ],
      [
        'a two-digit year of the last century',
        dated('06-02-99'),
        {
          severity: 'error',
          field: 'Invoice_Date',
          message:
            'Invoice date 06 Feb 2099 lies in the future (today is 10 Feb 2026). Check day, month and year.',
          actual: '2099-02-06',
        },
      ],
    ],
    silent: [
      ['today', dated('2026-02-10')],
      ['today with two-digit year and time', dated('10-02-26 23:59')],
      ['a date that cannot be read', dated('02/25/2026')],
    ],
  },
  date_too_old: {
    fires: [
      [
        'two years and a day ago',
        dated('2024-02-09'),
        {
          severity: 'warning',
          field: 'Invoice_Date',
          message: 'Invoice date 09 Feb 2024 is more than 2 years ago. Check the year.',
          actual: '2024-02-09',
        },
      ],
    ],
    silent: [
      ['two years ago to the day', dated('2024-02-10')],
      ['29 February', dated('29/02/2024')],
      ['a date that cannot be read', dated('02/25/2023')],
    ],
  },
  not_a_tax_document: {
    fires: [
      [
        'a proforma invoice',
        titled('PROFORMA INVOICE'),
        {
          severity: 'warning',
          field: 'Invoice_Type',
          message:
            'By its title “PROFORMA INVOICE” this is not a tax invoice: nothing can be filed or claimed from it. Scan the tax invoice instead.',
          actual: 'PROFORMA INVOICE',
        },
      ],
      [
        'a proforma invoice as it is often spelt',
        titled('Performa Invoice'),
        {
          severity: 'warning',
          field: 'Invoice_Type',
          message:
            'By its title “Performa Invoice” this is not a tax invoice: nothing can be filed or claimed from it. Scan the tax invoice instead.',
          actual: 'Performa Invoice',
        },
      ],
      [
        'a delivery challan',
        titled('Delivery Challan'),
        {
          severity: 'warning',
          field: 'Invoice_Type',
          message:
            'By its title “Delivery Challan” this is not a tax invoice: nothing can be filed or claimed from it. Scan the tax invoice instead.',
          actual: 'Delivery Challan',
        },
      ],
    ],
    silent: [
      ['a tax invoice', titled('TAX INVOICE (ORIGINAL FOR RECIPIENT)')],
      ['one that is a challan too', titled('Tax Invoice cum Delivery Challan')],
      ['an invoice on a delivery note', titled('INVOICE / DELIVERY NOTE')],
      ['a tax invoice that replaces a proforma', titled('Tax Invoice (against Proforma)')],
      ['a cash memo', titled('Cash Memo')],
      ['no title', withHeader(INTRA_STATE, { Invoice_Type: undefined })],
    ],
  },
  eway_bill_no: {
    fires: [
      [
        'eleven digits',
        conveyed('12345678901'),
        {
          severity: 'warning',
          field: 'Eway_Bill_No',
          message: 'E-way bill number “12345678901” should have 12 digits. Compare it with the paper.',
          actual: '12345678901',
        },
      ],
    ],
    silent: [
      ['twelve digits in groups', conveyed('1234 5678 9012')],
      ['none', conveyed('-')],
    ],
  },
} satisfies RuleTable;
