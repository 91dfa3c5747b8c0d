/** Typed values take their place in an invoice, canonical where they can be understood. */
import { describe, expect, test } from 'vitest';
import { applyCorrections, type Correction, parseTypedValue } from '../../src/invoice/corrections.ts';
import { valueAt } from '../../src/invoice/field-values.ts';

const INVOICE = {
  header: { Invoice_No: 'A-1', Total_GST: '18.00' },
  lines: [{ HSN: '4820' }, { HSN: '8472' }],
};
const WHO = { byUserId: 42, at: '2026-02-06T10:00:00.000Z' };

describe('a typed value', () => {
  test.each([
    [{ field: 'Invoice_Value' } as const, '₹ 1,25,000/-', '125000'],
    [{ field: 'Invoice_Date' } as const, '6 Feb 26', '2026-02-06'],
    [{ field: 'Seller_GSTIN' } as const, '27 aapfu0939f1zv', '27AAPFU0939F1ZV'],
    [{ field: 'Place_Of_Supply' } as const, 'Maharashtra', '27'],
    [{ field: 'HSN', line: 0 } as const, '4820 10', '482010'],
    [{ field: 'Invoice_No' } as const, '  INV/7 ', 'INV/7'],
    [{ field: 'Invoice_Value' } as const, 'as agreed', 'as agreed'],
    [{ field: 'Buyer_Name' } as const, '-', undefined],
  ])('for %o: %s becomes %s', (place, typed, value) => {
    expect(parseTypedValue(place, typed)).toBe(value);
  });
});

describe('corrections', () => {
  const apply = (...corrections: Correction[]) => applyCorrections(INVOICE, corrections);

  test('are applied in order, to the header and to lines', () => {
    const corrected = apply(
      { field: 'Invoice_No', to: 'A-2', ...WHO },
      { field: 'HSN', line: 1, to: '847290', ...WHO },
      { field: 'Invoice_No', to: 'A-3', ...WHO },
    );
    expect(corrected).toEqual({
      header: { Total_GST: '18.00', Invoice_No: 'A-3' },
      lines: [{ HSN: '4820' }, { HSN: '847290' }],
    });
    expect(valueAt(corrected, { field: 'HSN', line: 1 })).toBe('847290');
  });

  test('clear a field, and leave a line alone that is not there', () => {
    expect(apply({ field: 'Total_GST', ...WHO }).header).toEqual({ Invoice_No: 'A-1' });
    expect(apply({ field: 'HSN', line: 7, to: '1', ...WHO })).toEqual(INVOICE);
  });
});
