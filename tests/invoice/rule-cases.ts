/** What a table of cases looks like, and how one is run: the whole pipeline, and of its findings one rule's. */
import { describe, expect, test } from 'vitest';
import type { Invoice } from '../../src/invoice/invoice.ts';
import type { Problem } from '../../src/invoice/rules/rule.ts';
import type { RuleName } from '../../src/invoice/validate.ts';
import { checkInvoice } from './check-invoice.ts';

export interface RuleCases {
  /** What is wrong, an invoice where it is, and the one finding that the rule must give. */
  readonly fires: readonly (readonly [title: string, invoice: Invoice, problem: Problem])[];
  /** Near misses: the rule says nothing, whatever others say. */
  readonly silent: readonly (readonly [title: string, invoice: Invoice])[];
}

export type RuleTable = { readonly [Name in RuleName]?: RuleCases };

export function testRules(table: RuleTable): void {
  for (const [rule, { fires, silent }] of Object.entries(table)) {
    describe(rule, () => {
      test.each(fires)('finds: %s', (_, invoice, problem) => {
        expect(findingsOf(rule, invoice)).toEqual([{ rule, ...problem }]);
      });

      test.each(silent)('says nothing: %s', (_, invoice) => {
        expect(findingsOf(rule, invoice)).toEqual([]);
      });
    });
  }
}

function findingsOf(rule: string, invoice: Invoice) {
  return checkInvoice(invoice).filter((finding) => finding.rule === rule);
}
