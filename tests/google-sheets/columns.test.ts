/** Column letters and header matching. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatColumnLetters, layOutColumns } from '../../src/google-sheets/columns.ts';

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => {
  expect(formatColumnLetters(index)).toBe(letters);
});

test('every column gets a place of its own and none lies on a header that is not its own', () => {
  const header = fc.constantFrom('A', ' a ', 'B', 'c', '', 'mine', 'C');
  fc.assert(
    fc.property(fc.array(header), (headers) => {
      const columns = ['A', 'B', 'C', 'D'];
      const { indexByName, missing, firstFreeIndex } = layOutColumns(headers, columns);
      expect(new Set(indexByName.values()).size).toBe(columns.length);
      for (const [name, index] of indexByName) {
        if (missing.includes(name)) expect(headers[index] ?? '').toBe('');
        else expect(headers[index]?.trim().toUpperCase()).toBe(name);
        expect(index).toBeLessThan(firstFreeIndex + missing.length);
      }
    }),
  );
});
