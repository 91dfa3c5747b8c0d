/** What is worth a second look, and when what it gave is believed. */
import { describe, expect, test } from 'vitest';
import { completeInvoice } from '../../src/invoice/complete.ts';
import type { HeaderField, Invoice } from '../../src/invoice/invoice.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { applyRepairs, findRepairQuestion, isSounder, type Judged } from '../../src/invoice/repair.ts';
import { validateInvoice } from '../../src/invoice/validate.ts';
import { INTRA_STATE, TODAY, withFirstLine, withHeader } from './sound-invoices.ts';

function judge(invoice: Invoice, doubtful: readonly HeaderField[] = []): Judged {
  const complete = completeInvoice(normalizeInvoice(invoice));
  return { invoice: complete, findings: validateInvoice(complete, { today: TODAY }), doubtful };
}

function fieldsAsked(judged: Judged): string[] {
  const { places = [] } = findRepairQuestion(judged) ?? {};
  return places.map(({ field, line }) => (line === undefined ? field : `${field} ${line}`)).sort();
}

describe('a question', () => {
  test('is none about a sound invoice, nor about one with warnings alone', () => {
    expect(findRepairQuestion(judge(INTRA_STATE))).toBeUndefined();
    expect(
      findRepairQuestion(judge(withHeader(INTRA_STATE, { Invoice_Date: '2023-01-01' }))),
    ).toBeUndefined();
  });

  test('names every value of a sum that does not close, each once', () => {
    const judged = judge(withHeader(INTRA_STATE, { Invoice_Value: '9,390.00' }));
    const asked = fieldsAsked(judged);
    expect(asked).toEqual(expect.arrayContaining(['Invoice_Value', 'Total_Taxable_Value']));
    expect(new Set(asked).size).toBe(asked.length);
    expect(findRepairQuestion(judged)?.problems).toEqual([expect.stringMatching(/invoice value is ₹9,390/i)]);
  });

  test('names the values of one line, not those of its neighbours', () => {
    const asked = fieldsAsked(judge(withFirstLine(INTRA_STATE, { CGST_Amount: '1.00' })));
    expect(asked).toContain('CGST_Amount 0');
    expect(asked.filter((each) => /Rate 1$/.test(each))).toEqual([]);
  });

  test('names a value in a form that cannot be, and one that no page shows', () => {
    expect(fieldsAsked(judge(withHeader(INTRA_STATE, { Seller_GSTIN: '27AAPFU0939F1ZW' })))).toContain(
      'Seller_GSTIN',
    );
    expect(fieldsAsked(judge(INTRA_STATE, ['Invoice_No']))).toEqual(['Invoice_No']);
  });

  test('is not asked where most of the page was misread', () => {
    const lines = Array.from({ length: 40 }, () => ({
      Taxable_Value: '100',
      IGST_Rate: '18',
      IGST_Amount: '1',
    }));
    expect(findRepairQuestion(judge({ ...INTRA_STATE, lines }))).toBeUndefined();
  });
});

test('values take their place in canonical form, and a blank one changes nothing', () => {
  const repaired = applyRepairs(INTRA_STATE, [
    { field: 'Invoice_Value', value: '₹ 1,390/-' },
    { field: 'Qty', line: 1, value: '7 NOS' },
    { field: 'Invoice_No', value: 'N.A.' },
    { field: 'HSN', line: 9, value: '4820' },
  ]);
  expect(repaired.header.Invoice_Value).toBe('1390');
  expect(repaired.lines[1]?.Qty).toBe('7');
  expect(repaired.header.Invoice_No).toBe(INTRA_STATE.header.Invoice_No);
  expect(repaired.lines).toHaveLength(INTRA_STATE.lines.length);
});

test('is believed for fewer errors, or as many and fewer doubts', () => {
  const sound = judge(INTRA_STATE);
  const wrong = judge(withHeader(INTRA_STATE, { Invoice_Value: '9,390.00' }));
  expect(isSounder(sound, wrong)).toBe(true);
  expect(isSounder(wrong, sound)).toBe(false);
  expect(isSounder(sound, sound)).toBe(false);
  expect(isSounder(sound, { ...sound, doubtful: ['Invoice_No'] })).toBe(true);
  expect(isSounder({ ...wrong, doubtful: [] }, { ...sound, doubtful: ['Invoice_No'] })).toBe(false);
});
