import { expect, test } from 'vitest';
import { formatColumnRange } from '../../src/google-sheets/tab-reading.ts';

test.each([
  [0, "'Rows'!A:A"],
  [25, "'Rows'!Z:Z"],
  [26, "'Rows'!AA:AA"],
  [51, "'Rows'!AZ:AZ"],
  [52, "'Rows'!BA:BA"],
  [701, "'Rows'!ZZ:ZZ"],
  [702, "'Rows'!AAA:AAA"],
])('column %i is %s', (index, range) => {
  expect(formatColumnRange('Rows', index)).toBe(range);
});

test("a tab's name is quoted", () => {
  expect(formatColumnRange("Bob's tab", 0)).toBe("'Bob''s tab'!A:A");
});
