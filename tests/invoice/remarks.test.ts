/** Status and remarks that follow from findings. */
import { expect, test } from 'vitest';
import { calculateStatus, type Finding, formatRemarks } from '../../src/invoice/validate.ts';

const ERROR: Finding = {
  rule: 'grand_total',
  severity: 'error',
  field: 'Invoice_Value',
  message: 'Too much.',
};
const WARNING: Finding = { rule: 'hsn', severity: 'warning', field: 'HSN', lineNo: 1, message: 'Odd code.' };

test('the worst finding decides the status', () => {
  expect(calculateStatus([])).toBe('OK');
  expect(calculateStatus([WARNING])).toBe('WARNING');
  expect(calculateStatus([WARNING, ERROR])).toBe('ERROR');
});

test('remarks say errors first', () => {
  expect(formatRemarks([])).toBe('');
  expect(formatRemarks([WARNING, ERROR])).toBe('Error: Too much. | Warning: Odd code.');
});

test('remarks end where nobody reads on', () => {
  const remarks = formatRemarks([...Array.from({ length: 30 }, () => WARNING), ERROR]);
  expect(remarks.split(' | ')).toHaveLength(21);
  expect(remarks).toMatch(/^Error: .* \| … and 11 more$/);
  expect(formatRemarks(Array.from({ length: 20 }, () => WARNING))).not.toContain('more');
});
