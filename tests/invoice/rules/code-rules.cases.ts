/** HSN and SAC codes and GST rates that are wrong, and those that only look it. */
import type { LineItem } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import type { RuleTable } from '../rule-cases.ts';
import { type Changes, INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

const coded = (hsn: string | undefined) => withFirstLine(INTRA_STATE, { HSN: hsn });
const rated = (changes: Changes<LineItem>) => withFirstLine(INTRA_STATE, changes);
const taxedAt = (rate: string, { on = '2026-02-06', hsn = '9403', title = 'Tax Invoice' } = {}) =>
  createInvoice({
    lines: [{ taxable: '1000.00', rate, hsn }],
    header: { Invoice_Date: on, Invoice_Type: title },
  });

const LATE_RATES = 'rates: 0, 0.1, 0.25, 1.5, 3, 5, 18, 40';

export const CODE_CASES = {
  hsn: {
    fires: [
      [
        'five digits',
        coded('94031'),
        {
          severity: 'warning',
          field: 'HSN',
          lineNo: 1,
          message:
            'Line 1: HSN/SAC “94031” is not right: an HSN code has 4, 6 or 8 digits. Compare it with the paper.',
          actual: '94031',
        },
      ],
      [
        'a leading zero that a spreadsheet has eaten',
        coded('902'),
        {
          severity: 'warning',
          field: 'HSN',
          lineNo: 1,
          message:
            'Line 1: HSN/SAC “902” is not right: an HSN code has 4, 6 or 8 digits. Compare it with the paper.',
          actual: '902',
        },
      ],
      [
        'a service code with eight digits',
        coded('99839100'),
        {
          severity: 'warning',
          field: 'HSN',
          lineNo: 1,
          message:
            'Line 1: HSN/SAC “99839100” is not right: a service code has 6 digits and begins with 99. Compare it with the paper.',
          actual: '99839100',
        },
      ],
      [
        'letters',
        coded('94O3'),
        {
          severity: 'warning',
          field: 'HSN',
          lineNo: 1,
          message:
            'Line 1: HSN/SAC “94O3” is not right: an HSN code has 4, 6 or 8 digits. Compare it with the paper.',
          actual: '94O3',
        },
      ],
    ],
    silent: [
      ['four digits', coded('9403')],
      ['eight digits with dots', coded('8471.30.10')],
      ['six digits with a space', coded('8471 30')],
      ['its label in front', coded('HSN/SAC: 8471')],
      ['a service code', coded('SAC 998391')],
      ['the heading of a service code, as small dealers print it', coded('9983')],
      ['none, as on freight', coded(undefined)],
    ],
  },
  rate_in_force: {
    fires: [
      [
        'a slab that ended',
        taxedAt('12'),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: `Line 1: a GST rate of 12 % was not in force on 06 Feb 2026 (${LATE_RATES}). Check rate and date.`,
          actual: '12',
        },
      ],
      [
        'the first day without 28 %',
        taxedAt('28', { on: '2025-09-22' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: `Line 1: a GST rate of 28 % was not in force on 22 Sep 2025 (${LATE_RATES}). Check rate and date.`,
          actual: '28',
        },
      ],
      [
        'the last day without 40 %',
        taxedAt('40', { on: '2025-09-21' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message:
            'Line 1: a GST rate of 40 % was not in force on 21 Sep 2025 (rates: 0, 0.1, 0.25, 1, 1.5, 3, 5, 6, 7.5, 12, 18, 28). Check rate and date.',
          actual: '40',
        },
      ],
      [
        'pan masala when its cess had ended',
        taxedAt('28', { on: '2026-02-01', hsn: '21069020' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: `Line 1: a GST rate of 28 % was not in force on 01 Feb 2026 (${LATE_RATES}). Check rate and date.`,
          actual: '28',
        },
      ],
      [
        'a rate that came after the credit note',
        taxedAt('40', { on: '2025-09-01', title: 'Credit Note' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message:
            'Line 1: a GST rate of 40 % was not in force on 01 Sep 2025 (rates: 0, 0.1, 0.25, 1, 1.5, 3, 5, 6, 7.5, 12, 18, 28). Check rate and date.',
          actual: '40',
        },
      ],
      [
        'a day before GST',
        taxedAt('18', { on: '2017-06-30' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message:
            'Line 1: a GST rate of 18 % was not in force on 30 Jun 2017 (rates: none). Check rate and date.',
          actual: '18',
        },
      ],
    ],
    silent: [
      ['the last day of an old slab', taxedAt('12', { on: '2025-09-21' })],
      ['the first day of a new one', taxedAt('40', { on: '2025-09-22' })],
      ['bricks with input tax credit', taxedAt('12', { hsn: '69041000' })],
      ['pan masala on its last day at 28 %', taxedAt('28', { on: '2026-01-31', hsn: '21069020' })],
      ['pan masala of a small dealer, with four digits', taxedAt('28', { on: '2026-01-31', hsn: '2106' })],
      ['goods sold at an old rate and returned now', taxedAt('12', { title: 'Credit Note' })],
      ['an old sale charged too low', taxedAt('28', { title: 'Debit Note' })],
      ['a merchant exporter’s 0.1 %', taxedAt('0.1')],
      ['halves of 8.999 %', rated({ GST_Rate: undefined, CGST_Rate: '8.999', SGST_Rate: '8.999' })],
      ['halves of a slab beside a column that was misread', rated({ GST_Rate: '9' })],
      ['no date', withHeader(taxedAt('12'), { Invoice_Date: undefined })],
      ['no rate', rated({ GST_Rate: undefined, CGST_Rate: undefined, SGST_Rate: undefined })],
      ['Exempt', rated({ GST_Rate: 'Exempt', CGST_Rate: undefined, SGST_Rate: undefined })],
    ],
  },
  rates_agree: {
    fires: [
      [
        'a rate of which nothing is charged',
        withFirstLine(INTER_STATE, { IGST_Rate: '0' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: 'Line 1: the GST rate is 18 %, but its parts come to 0 %. Check the rate columns.',
          expected: '0',
          actual: '18',
        },
      ],
      [
        'an export at two rates',
        withFirstLine(withHeader(INTER_STATE, { Supply_Type: 'Export' }), { IGST_Rate: '5' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: 'Line 1: the GST rate is 18 %, but its parts come to 5 %. Check the rate columns.',
          expected: '5',
          actual: '18',
        },
      ],
      [
        'a combined rate that is one half',
        rated({ GST_Rate: '9' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: 'Line 1: the GST rate is 9 %, but its parts come to 18 %. Check the rate columns.',
          expected: '18',
          actual: '9',
        },
      ],
      [
        'IGST of another rate',
        withFirstLine(INTER_STATE, { IGST_Rate: '12' }),
        {
          severity: 'warning',
          field: 'GST_Rate',
          lineNo: 1,
          message: 'Line 1: the GST rate is 18 %, but its parts come to 12 %. Check the rate columns.',
          expected: '12',
          actual: '18',
        },
      ],
    ],
    silent: [
      [
        'an export that charges 0 % of its rate',
        withFirstLine(withHeader(INTER_STATE, { Supply_Type: 'Export' }), { IGST_Rate: '0' }),
      ],
      ['IGST of 0 % beside the halves', rated({ IGST_Rate: '0' })],
      ['all three heads, as some masters print them', rated({ IGST_Rate: '18' })],
      ['halves of 0 % beside IGST', withFirstLine(INTER_STATE, { CGST_Rate: '0', SGST_Rate: '0' })],
      ['one half only, beside IGST of 0 %', rated({ SGST_Rate: undefined, IGST_Rate: '0' })],
      ['halves of 8.999 %', rated({ CGST_Rate: '8.999', SGST_Rate: '8.999' })],
      ['the same rate with other decimals', rated({ GST_Rate: '18.00 %' })],
    ],
  },
} satisfies RuleTable;
