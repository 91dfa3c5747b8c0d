import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutColumns } from '../../src/sheet/column-layout.ts';

test('every column gets a place of its own and none lies on a header that is not its own', () => {
  const header = fc.constantFrom('A', ' a ', 'B', 'c', '', 'mine', 'C');
  fc.assert(
    fc.property(fc.array(header), (headers) => {
      const columns = ['A', 'B', 'C', 'D'];
      const { indexByName, missing, width } = layOutColumns(headers, columns);
      expect(new Set(indexByName.values()).size).toBe(columns.length);
      expect(width).toBe(headers.length + missing.length);
      for (const [name, index] of indexByName) {
        if (missing.includes(name)) expect(index).toBeGreaterThanOrEqual(headers.length);
        else expect(headers[index]?.trim().toUpperCase()).toBe(name);
        expect(index).toBeLessThan(width);
      }
    }),
  );
});
