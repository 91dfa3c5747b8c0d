/** Codes of goods and services, by their digits. */
import { expect, test } from 'vitest';
import {
  CODE_DIGITS,
  hasCodePrefix,
  hasHsnShape,
  isHsnCode,
  isServiceCode,
  mayBeHsn,
} from '../../../src/invoice/law/hsn-codes.ts';

test.each([
  // code, is one, has the length of one, may be a misread one
  ['8471', true, true, true],
  ['847130', true, true, true],
  ['84713010', true, true, true],
  ['9983', true, true, true],
  ['998313', true, true, true],
  ['99831300', false, true, true],
  ['84713', false, false, true],
  ['8471301', false, false, true],
  ['847', false, false, false],
  ['847130100', false, false, false],
  ['84-71', false, false, false],
  ['8471.30', false, false, false],
  ['', false, false, false],
])('%j: a code %s, as long as one %s, perhaps one %s', (text, isCode, hasShape, mayBe) => {
  expect([isHsnCode(text), hasHsnShape(text), mayBeHsn(text)]).toEqual([isCode, hasShape, mayBe]);
});

test('codes of chapter 99 are services', () => {
  expect(['9954', '998313', '8471', '0999'].map(isServiceCode)).toEqual([true, true, false, false]);
});

test('a code inside a text is read whole', () => {
  const inText = new RegExp(`\\b(${CODE_DIGITS})\\b`);
  const texts = ['HSN 8471', 'HSN 847130', 'HSN 84713010', 'HSN 84713', 'HSN 847'];
  expect(texts.map((text) => inText.exec(text)?.[1])).toEqual([
    '8471',
    '847130',
    '84713010',
    undefined,
    undefined,
  ]);
});

test.each([
  ['24022010', ['24'], true],
  ['2402', ['24022010'], true],
  ['240', ['24022010'], false],
  ['2501', ['24'], false],
  [undefined, ['24'], false],
])('%s is of the goods %j: %s', (code, prefixes, isOf) => {
  expect(hasCodePrefix(code, prefixes)).toBe(isOf);
});
