/** What printers and keyboards make of plain characters, folded back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldPrintedText } from '../../../src/invoice/values/printed-text.ts';

test.each([
  ['  INV - 1  ', 'INV - 1', 'spaces around'],
  ['INV\u00A0\n\t 1', 'INV 1', 'runs of spaces of any kind'],
  ['IN\u200BV\u00AD\uFEFF1', 'INV1', 'what nobody sees'],
  ['\u202A27AAPFU0939F1ZV\u202C', '27AAPFU0939F1ZV', 'marks of writing direction'],
  ['1‐2‑3‒4–5—6−7', '1-2-3-4-5-6-7', 'dashes'],
  ['ＩＮＶ－１（ａ）', 'INV-1(a)', 'full-width characters'],
  ['०१२३४५६७८९', '0123456789', 'Devanagari digits'],
  ['০৯ ੦੯ ૦૯ ୦୯ ௦௯ ౦౯ ೦೯ ൦൯', '09 09 09 09 09 09 09 09', 'first and last digit of each script'],
  ['Größe ₹ रु', 'Größe ₹ रु', 'letters and signs, kept'],
  ['10² ①', '10² ①', 'superscripts and circled digits, kept'],
  ['', '', 'nothing'],
])('%j becomes %j: %s', (printed, folded) => {
  expect(foldPrintedText(printed)).toBe(folded);
});

test('is done after one pass, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = foldPrintedText(text);
      expect(foldPrintedText(once)).toBe(once);
    }),
  );
});
