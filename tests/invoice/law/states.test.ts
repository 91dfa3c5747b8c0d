/** State codes from whatever paper calls a state. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStateCode } from '../../../src/invoice/law/printed-states.ts';
import { isSameState, stateNameOf } from '../../../src/invoice/law/states.ts';

test.each([
  ['27', '27'],
  ['7', '07'],
  ['२७', '27'],
  ['27-Maharashtra', '27'],
  ['Maharashtra', '27'],
  ['MAHARASHTRA', '27'],
  ['MH', '27'],
  ['mh', '27'],
  ['Maharashtra (27)', '27'],
  ['Maharashtra - 27', '27'],
  ['State Name : Maharashtra, Code : 27', '27'],
  ['State Code: 27', '27'],
  ['Mumbai, Maharashtra 400001', '27'],
  ['Delhi', '07'],
  ['NCT of Delhi', '07'],
  ['07 - Delhi', '07'],
  ['Jammu & Kashmir', '01'],
  ['J&K', '01'],
  ['Tamilnadu', '33'],
  ['TamilNadu (33)', '33'],
  ['Orissa', '21'],
  ['Union Territory of Ladakh', '38'],
  ['Dadra & Nagar Haveli and Daman & Diu', '26'],
  ['Daman and Diu', '25'],
  ['25-Daman and Diu', '25'],
  ['Andhra Pradesh', '37'],
  ['Andhra Pradesh (28)', '28'],
  ['37-Andhra Pradesh (New)', '37'],
  ['Other Territory', '97'],
  ['97', '97'],
  ['Foreign Country', '96'],
  ['96-Other Countries', '96'],
])('parseStateCode reads %j as %s', (printed, code) => {
  expect(parseStateCode(printed)).toBe(code);
});

test.each([
  ['', 'is empty'],
  ['39', 'is no state'],
  ['00', 'is no state'],
  ['Gondor', 'is no state'],
  ['39-Maharashtra', 'has a code that is none'],
  ['27-Gujarat', 'names two'],
  ['Maharashtra / Gujarat', 'names two'],
  ['400001', 'is a PIN code'],
  ['27AAPFU0939F1ZV', 'is a GSTIN'],
])('parseStateCode refuses %j, which %s', (printed) => {
  expect(parseStateCode(printed)).toBeUndefined();
});

test('every state is found by its code, its name and both together', () => {
  const codes = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));
  const states = codes.flatMap((code) =>
    stateNameOf(code) === undefined ? [] : [[code, stateNameOf(code) ?? '']],
  );
  expect(states).toHaveLength(41);
  for (const [code = '', name = ''] of states) {
    expect(parseStateCode(code)).toBe(code);
    expect(parseStateCode(`${code}-${name}`)).toBe(code);
    expect(isSameState(parseStateCode(name) ?? '', code)).toBe(true);
  }
});

test('a renumbered state is the same state', () => {
  expect(isSameState('28', '37')).toBe(true);
  expect(isSameState('25', '26')).toBe(true);
  expect(isSameState('27', '29')).toBe(false);
});

test('parseStateCode never throws and gives known codes only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(stateNameOf(parseStateCode(text) ?? '27')).toBeDefined();
    }),
  );
});
