/** The rules on HSN, SAC and GST rates. */
import { expect, test } from 'vitest';
import { checkInvoice } from '../check-invoice.ts';
import { testRules } from '../rule-cases.ts';
import { INTRA_STATE } from '../sound-invoices.ts';
import { CODE_CASES } from './code-rules.cases.ts';

testRules(CODE_CASES);

test('a line is named by its place, not by the number that is printed on it', () => {
  const lines = INTRA_STATE.lines.map((line) => ({ ...line, Line_No: '7', HSN: '9' }));
  const findings = checkInvoice({ ...INTRA_STATE, lines });
  expect(findings.map(({ rule, lineNo }) => [rule, lineNo])).toEqual([
    ['hsn', 1],
    ['hsn', 2],
  ]);
});
