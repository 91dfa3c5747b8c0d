/** Known faults on drawn papers, from the PDF to the finding: each by its rule, and nothing else. */
import { afterAll, expect, test } from 'vitest';
import { readDrawnInvoice } from '../../papers/drawn-invoices.ts';
import { findKnownFaults } from '../../papers/measures/find-faults.ts';
import { createLocalReader } from '../../src/local-ocr/local-reader.ts';

const reader = createLocalReader();
afterAll(() => reader.close());

test('every fault is found by its rule, and none on sound paper', async () => {
  const sound = [readDrawnInvoice('tally'), readDrawnInvoice('e-invoice')];
  const outcomes = await findKnownFaults(reader, sound);

  expect(outcomes.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(12);
  const byTitle = (name: 'expected' | 'found') =>
    outcomes.map((outcome) => [outcome.title, [...outcome[name]].sort()]);
  expect(byTitle('found')).toEqual(byTitle('expected'));
});
