/** A model’s JSON, read leniently. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import {
  parseHeaderAnswer,
  parseLinesAnswer,
  stripCodeFence,
} from '../../src/model-reading/answered-fields.ts';

describe('parseHeaderAnswer', () => {
  test('keeps known fields as printed and drops nulls, blanks and what nobody asked for', () => {
    const answer = JSON.stringify({
      Invoice_No: ' INV/1 ',
      Seller_Name: null,
      Buyer_Name: '  ',
      Transporter: 'null',
      Invoice_Value: '₹ 1,25,000.00',
      Mood: 'good',
    });
    expect(parseHeaderAnswer(answer)).toEqual({ Invoice_No: 'INV/1', Invoice_Value: '₹ 1,25,000.00' });
  });

  test('turns numbers into their text digit by digit', () => {
    const answer =
      '{"Invoice_Value": 1128.00, "IGST_Total":-0.50, "Eway_Bill_No": 123456789012345678901, "Invoice_No": 007}';
    expect(parseHeaderAnswer(answer)).toEqual({
      Invoice_Value: '1128.00',
      IGST_Total: '-0.50',
      Eway_Bill_No: '123456789012345678901',
      Invoice_No: '007',
    });
  });

  test('leaves digits and quotes inside texts alone', () => {
    const name = 'Shop 24/7 "Best 1" \\ {"x": 1.50}\n12';
    expect(parseHeaderAnswer(JSON.stringify({ Seller_Name: name }))).toEqual({ Seller_Name: name });
  });

  test('gives back any texts as they were sent', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((value) => value.trim())
      .filter((value) => value !== '' && value !== 'null');
    fc.assert(
      fc.property(fc.record({ Invoice_No: text, Seller_Name: text, Invoice_Value: text }), (header) => {
        expect(parseHeaderAnswer(JSON.stringify(header))).toEqual(header);
        expect(parseHeaderAnswer(JSON.stringify(header, undefined, 2))).toEqual(header);
      }),
    );
  });

  test('gives back any decimal as it was written', () => {
    const decimal = fc.tuple(fc.boolean(), fc.stringMatching(/^\d{1,25}$/), fc.stringMatching(/^\d{0,6}$/));
    fc.assert(
      fc.property(decimal, ([isNegative, whole, paise]) => {
        const written = `${isNegative ? '-' : ''}${whole}${paise && '.'}${paise}`;
        expect(parseHeaderAnswer(`{"Total_GST":${written}}`)).toEqual({ Total_GST: written });
      }),
    );
  });

  test('takes an answer out of its code fence', () => {
    expect(parseHeaderAnswer('```json\n{"Invoice_No": "1"}\n```')).toEqual({ Invoice_No: '1' });
  });

  test.each([
    ['nothing', ''],
    ['prose', 'Here is the header you asked for.'],
    ['broken JSON', '{"Invoice_No": "INV-1"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a bare text', '"INV-1"'],
    ['a field that is an object', '{"Invoice_No": {"value": "1"}}'],
    ['a field that is a list', '{"Invoice_No": ["1"]}'],
    ['a field that is a truth value', '{"Reverse_Charge": true}'],
  ])('refuses %s', (_name, answer) => {
    expect(errorOf(() => parseHeaderAnswer(answer))).toMatchObject({
      code: 'answer_invalid',
      retryable: true,
    });
  });

  test('quotes nothing of the answer in its error', () => {
    const error = errorOf(() => parseHeaderAnswer('{"Invoice_No": ["Fulmala Foods"]}'));
    expect(error.message).not.toContain('Fulmala');
    expect(error.cause).toBeUndefined();
  });
});

describe('parseLinesAnswer', () => {
  test('keeps the order of the items and drops empty ones', () => {
    const answer = JSON.stringify([
      { Line_No: 2, Item_Description: 'Stapler' },
      { Item_Code: null },
      {},
      { Line_No: '1' },
    ]);
    expect(parseLinesAnswer(answer)).toEqual([
      { Line_No: '2', Item_Description: 'Stapler' },
      { Line_No: '1' },
    ]);
  });

  test('takes the list out of an object that wraps it', () => {
    expect(parseLinesAnswer('{"note": "two pages", "items": [{"HSN": "4820"}]}')).toEqual([{ HSN: '4820' }]);
  });

  test('has no items for an empty list', () => {
    expect(parseLinesAnswer('[]')).toEqual([]);
  });

  test.each(['{}', '{"a": [], "b": []}', '[1]', '[["Line_No"]]', 'null', ''])('refuses %s', (answer) => {
    expect(errorOf(() => parseLinesAnswer(answer)).code).toBe('answer_invalid');
  });
});

describe('stripCodeFence', () => {
  test.each([
    ['```\nTAX INVOICE\n12\n```', 'TAX INVOICE\n12'],
    ['\n```text\r\nTAX INVOICE\r\n```\n', 'TAX INVOICE'],
    ['TAX INVOICE', 'TAX INVOICE'],
    ['a ``` b', 'a ``` b'],
    ['```', '```'],
  ])('%j', (answer, text) => {
    expect(stripCodeFence(answer)).toBe(text);
  });
});

function errorOf(run: () => unknown): ScanError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScanError) return error;
  }
  throw new Error('It did not throw a ScanError');
}
