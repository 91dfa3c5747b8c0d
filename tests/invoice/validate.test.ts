/** The rules together: lawful oddities pass, every rule is tested, every message is fit to read. */
import { describe, expect, test } from 'vitest';
import { RULE_NAMES, type RuleName } from '../../src/invoice/validate.ts';
import { LINE_CASES } from './arithmetic/line-equations.cases.ts';
import { LINE_SUM_CASES } from './arithmetic/line-sum-equations.cases.ts';
import { TOTAL_CASES } from './arithmetic/total-equations.cases.ts';
import { checkInvoice } from './check-invoice.ts';
import { ACROSS_BORDERS } from './lawful/across-borders.ts';
import { NOTES } from './lawful/notes.ts';
import { PARTIES_AND_CODES } from './lawful/parties-and-codes.ts';
import { RATES_AND_DATES } from './lawful/rates-and-dates.ts';
import { SUMS } from './lawful/sums.ts';
import { WITHOUT_TAX } from './lawful/without-tax.ts';
import type { RuleCases } from './rule-cases.ts';
import { CODE_CASES } from './rules/code-rules.cases.ts';
import { DOCUMENT_CASES } from './rules/document-rules.cases.ts';
import { KNOWN_PARTY_CASES } from './rules/known-party-rules.cases.ts';
import { PARTY_CASES } from './rules/party-rules.cases.ts';
import { QR_CASES } from './rules/qr-rules.cases.ts';
import { REQUIRED_CASES } from './rules/required-rules.cases.ts';
import { SUPPLY_CASES } from './rules/supply-rules.cases.ts';

describe('what the law allows', () => {
  const tables = [PARTIES_AND_CODES, WITHOUT_TAX, ACROSS_BORDERS, NOTES, RATES_AND_DATES, SUMS];
  const invoices = tables
    .flat()
    .map(([title, invoice, warnings = []]) => [title, invoice, warnings] as const);

  test.each(invoices)('%s', (_, invoice, warnings) => {
    const findings = checkInvoice(invoice);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(warnings);
  });
});

describe('the cases of the rules', () => {
  /** A rule without an entry does not compile. */
  const cases: Readonly<Record<RuleName, RuleCases>> = {
    ...REQUIRED_CASES,
    ...DOCUMENT_CASES,
    ...PARTY_CASES,
    ...SUPPLY_CASES,
    ...CODE_CASES,
    ...LINE_CASES,
    ...TOTAL_CASES,
    ...LINE_SUM_CASES,
    ...QR_CASES,
    ...KNOWN_PARTY_CASES,
  };

  test.each(RULE_NAMES)('%s has one that fires and one that does not', (rule) => {
    expect(cases[rule].fires.length).toBeGreaterThan(0);
    expect(cases[rule].silent.length).toBeGreaterThan(0);
  });

  test.each(
    Object.values(cases).flatMap(({ fires }) => fires.map(([title, , problem]) => [title, problem] as const)),
  )('%s: the message is whole sentences, and says both values', (_, { message, expected, actual }) => {
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(message).not.toMatch(/undefined|NaN|_| {2}|\.\./);
    const digits = message.replace(/[₹,]/g, '');
    for (const value of [expected, actual]) {
      if (/^\d+\.\d\d$/.test(value ?? '')) expect(digits).toContain(value);
    }
  });
});
