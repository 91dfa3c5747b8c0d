/** Confidence from evidence: sound invoices are trusted, what was made up is not, whatever its form. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../loopback/gemini/gemini-sample-invoice.ts';
import { completeInvoice } from '../../src/invoice/complete.ts';
import {
  findDoubtfulFields,
  KEY_FIELDS,
  scoreInvoice,
  WEIGHTS,
} from '../../src/invoice/confidence/confidence.ts';
import type { EInvoiceQr } from '../../src/invoice/e-invoice/e-invoice-qr.ts';
import type { HeaderField, Invoice } from '../../src/invoice/invoice.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { validateInvoice } from '../../src/invoice/validate.ts';

const TODAY = { today: '2026-02-10' };
const SOUND = completeInvoice(normalizeInvoice({ header: SAMPLE_HEADER, lines: SAMPLE_LINES }));

function score(invoice: Invoice, pageText = SAMPLE_PAGE_TEXT) {
  return scoreInvoice({ invoice, pageTexts: [pageText], findings: validateInvoice(invoice, TODAY) });
}

function withHeader(header: Invoice['header']): Invoice {
  return { ...SOUND, header: { ...SOUND.header, ...header } };
}

describe('a sound invoice', () => {
  test('is trusted in every field', () => {
    const { header, lines, average } = score(SOUND);
    expect(average).toBe(1);
    expect(new Set([header, ...lines].flatMap((fields) => Object.values(fields)))).toEqual(new Set([1]));
  });

  test('fields that are concluded or do not apply are not scored', () => {
    const { header } = score(SOUND);
    for (const field of ['IGST_Total', 'Supply_Type', 'Seller_State_Code'] as const)
      expect(header).not.toHaveProperty(field);
  });

  test.each([
    ['a date in words', '06/02/2026', '6th February, 2026'],
    ['a date behind a number', '06/02/2026', 'No. 0718 / 06.02.2026'],
    ['Indian groups and a currency', '3,540.00', 'Rs. 3540/-'],
    ['a number broken by spaces', 'INV-2026-0042', 'INV - 2026 - 0042'],
    ['a GSTIN in pieces', '27AAPFU0939F1ZV', '27 AAPFU0939F 1ZV'],
  ])('is trusted where the paper prints %s', (_, printed, otherwise) => {
    expect(score(SOUND, SAMPLE_PAGE_TEXT.replaceAll(printed, otherwise)).average).toBe(1);
  });

  test('a total of tax that only its heads show is as sure as they are', () => {
    expect(score(SOUND, SAMPLE_PAGE_TEXT.replace('Total GST: 540.00\n', '')).header.Total_GST).toBe(1);
  });
});

describe('a value that stands on no page', () => {
  const madeUp: readonly (readonly [HeaderField, string])[] = [
    ['Invoice_No', 'KA-77'],
    ['Invoice_Date', '2026-02-07'],
    ['Seller_GSTIN', '29AAFCC9980M1ZR'],
    ['Buyer_GSTIN', '27BJUPB5324E1Z9'],
    ['Total_Taxable_Value', '3001.00'],
    ['Total_GST', '541.00'],
    ['Invoice_Value', '3541.00'],
  ];
  test.each(madeUp)('%s = %s is doubtful', (field, value) => {
    const confidence = score(withHeader({ [field]: value }));
    expect(confidence.header[field]).toBeLessThan(0.7);
    expect(findDoubtfulFields(confidence, 0.7)).toContain(field);
  });

  test('is doubtful even where all amounts are made up so that every sum closes', () => {
    const doubled = {
      Total_Taxable_Value: '6000.00',
      CGST_Total: '540.00',
      SGST_Total: '540.00',
      Total_GST: '1080.00',
      Invoice_Value: '7080.00',
    };
    const lines = SOUND.lines.map((line) => ({
      Item_Description: line.Item_Description ?? '',
      Taxable_Value: '3000.00',
      GST_Rate: '18',
    }));
    const { header } = score({ header: { ...SOUND.header, ...doubled }, lines });
    expect(header.Invoice_Value).toBeLessThan(0.7);
    expect(header.Total_Taxable_Value).toBeLessThan(0.7);
  });

  test('stays below 0.7 whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 99_999_999 }), (rupees) => {
        fc.pre(!SAMPLE_PAGE_TEXT.includes(String(rupees)));
        return (score(withHeader({ Invoice_Value: `${rupees}.00` })).header.Invoice_Value ?? 1) < 0.7;
      }),
    );
  });

  test('is sure once a person has typed it', () => {
    const invoice = withHeader({ Invoice_No: 'KA-77' });
    const confirmed = [{ field: 'Invoice_No' }] as const;
    const { header } = scoreInvoice({ invoice, pageTexts: [SAMPLE_PAGE_TEXT], findings: [], confirmed });
    expect(header.Invoice_No).toBe(1);
  });
});

describe('the QR code of an e-invoice', () => {
  const scoreWith = (state: EInvoiceQr['state'], docNo: string) => {
    const qr = { state, algorithm: 'RS256', values: { docNo } };
    const pageTexts = [SAMPLE_PAGE_TEXT.replaceAll('INV-2026-0042', '')];
    return scoreInvoice({ invoice: SOUND, pageTexts, findings: [], qr }).header.Invoice_No;
  };
  const withoutCode = score(SOUND, SAMPLE_PAGE_TEXT.replaceAll('INV-2026-0042', '')).header.Invoice_No ?? 1;

  test('makes a value sure where it is signed, and surer where it is not', () => {
    expect(scoreWith('verified', 'INV-2026-0042')).toBe(1);
    const unverified = scoreWith('decoded-not-verified', 'INV-2026-0042') ?? 0;
    expect(unverified).toBeGreaterThan(withoutCode);
    expect(unverified).toBeLessThan(0.7);
  });

  test('speaks against a value that it does not have, unless its signature is bad', () => {
    expect(scoreWith('decoded-not-verified', 'INV-2026-0043')).toBeLessThan(withoutCode);
    expect(scoreWith('invalid', 'INV-2026-0043')).toBe(withoutCode);
  });
});

test('every key field can be doubted', () => {
  const { header } = scoreInvoice({ invoice: SOUND, pageTexts: ['nothing of it'], findings: [] });
  expect(findDoubtfulFields({ header, lines: [] }, 0.7)).toEqual([...KEY_FIELDS]);
});

test('form and arithmetic together never outweigh the page', () => {
  const { page, form, arithmetic } = WEIGHTS;
  expect((form + arithmetic) / (page + form + arithmetic)).toBeLessThan(0.7);
});

test('scores are from 0 to 1, and an invoice of nothing has none', () => {
  expect(scoreInvoice({ invoice: { header: {}, lines: [] }, pageTexts: [], findings: [] })).toEqual({
    header: {},
    lines: [],
    average: undefined,
  });
  fc.assert(
    fc.property(
      fc.string(),
      fc.dictionary(fc.constantFrom(...Object.keys(SOUND.header)), fc.string()),
      (text, header) => {
        const scores = Object.values(score({ header, lines: [] }, text).header);
        return scores.every((one) => one >= 0 && one <= 1);
      },
    ),
  );
});
