/** Rates that are right on their day, and days at the edge of what is accepted. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import { INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);

export const RATES_AND_DATES: readonly Lawful[] = [
  [
    '12 % on its last day',
    createInvoice({ lines: [{ taxable: '1000.00', rate: '12' }], header: { Invoice_Date: '21-09-2025' } }),
  ],
  [
    '28 % and cess on its last day',
    createInvoice({
      lines: [{ taxable: '500000.00', rate: '28', cess: '85000.00', hsn: '8703' }],
      header: { Invoice_Date: '2025-09-21' },
    }),
  ],
  [
    'cess counted into the total GST',
    withHeader(
      createInvoice({
        lines: [{ taxable: '1000.00', rate: '28', cess: '120.00', hsn: '2202' }],
        header: { Invoice_Date: '2025-09-21' },
      }),
      { Total_GST: '400.00' },
    ),
  ],
  ['40 % since then', createInvoice({ lines: [{ taxable: '500000.00', rate: '40', hsn: '8703' }] })],
  [
    'pan masala at 28 % and cess',
    createInvoice({
      lines: [{ taxable: '1000.00', rate: '28', cess: '600.00', hsn: '21069020' }],
      header: { Invoice_Date: '31/01/2026' },
    }),
  ],
  ['bricks at 12 %', createInvoice({ lines: [{ taxable: '1000.00', rate: '12', hsn: '690410' }] })],
  ['bricks at 6 %', createInvoice({ lines: [{ taxable: '1000.00', rate: '6', hsn: '6901' }] })],
  [
    'gold at 3 %, diamonds at 0.25 % and 1.5 %',
    createInvoice({
      lines: [
        { taxable: '65000.00', rate: '3', hsn: '7113' },
        { taxable: '9999.99', rate: '0.25', hsn: '7102' },
        { taxable: '12345.67', rate: '1.5', hsn: '7102' },
      ],
    }),
  ],
  [
    'many rates on one paper',
    createInvoice({ lines: ['0', '5', '18', '40'].map((rate) => ({ taxable: '333.33', rate })) }),
  ],
  [
    'halves of 8.999 %',
    withFirstLine(createInvoice({ lines: [{ taxable: '100000.00', rate: '18' }] }), {
      GST_Rate: undefined,
      CGST_Rate: '8.999%',
      SGST_Rate: '8.999%',
    }),
  ],
  ['today, with a two-digit year', local({ Invoice_Date: '10.2.26' })],
  [
    'two years ago to the day',
    createInvoice({ lines: [{ taxable: '1000.00', rate: '12' }], header: { Invoice_Date: '10-Feb-2024' } }),
  ],
  [
    '29 February',
    createInvoice({ lines: [{ taxable: '1000.00', rate: '28' }], header: { Invoice_Date: '29 Feb 2024' } }),
  ],
];
