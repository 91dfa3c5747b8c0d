/** What a table of cases looks like, and how one is run: the whole pipeline, and of its findings one rule's. */
import { describe, expect, test } from 'vitest';
import type { Invoice } from '../../src/invoice/invoice.ts';
import type { Problem, RuleContext } from '../../src/invoice/rules/rule.ts';
import type { RuleName } from '../../src/invoice/validate.ts';
import { checkInvoice } from './check-invoice.ts';

/** Beside the day. */
export type Known = Omit<RuleContext, 'today'>;

export interface RuleCases {
  /** What is wrong, an invoice where it is, the one finding that the rule must give, and what else is known. */
  readonly fires: readonly (readonly [title: string, invoice: Invoice, problem: Problem, known?: Known])[];
  /** Near misses: the rule says nothing, whatever others say. */
  readonly silent: readonly (readonly [title: string, invoice: Invoice, known?: Known])[];
}

export type RuleTable = { readonly [Name in RuleName]?: RuleCases };

export function testRules(table: RuleTable): void {
  for (const [rule, { fires, silent }] of Object.entries<RuleCases>(table)) {
    describe(rule, () => {
      const faulty = fires.map(([title, invoice, problem, known = {}]) => ({
        title,
        invoice,
        problem,
        known,
      }));
      test.each(faulty)('finds: $title', ({ invoice, problem, known }) => {
        expect(findingsOf(rule, invoice, known)).toEqual([{ rule, ...problem }]);
      });

      const sound = silent.map(([title, invoice, known = {}]) => ({ title, invoice, known }));
      test.each(sound)('says nothing: $title', ({ invoice, known }) => {
        expect(findingsOf(rule, invoice, known)).toEqual([]);
      });
    });
  }
}

function findingsOf(rule: string, invoice: Invoice, known: Known) {
  return checkInvoice(invoice, known).filter((finding) => finding.rule === rule);
}
