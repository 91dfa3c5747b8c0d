/** Validates an invoice as the scanner does: from text as printed, by way of canonical and completed values. */
import { completeInvoice } from '../../src/invoice/complete.ts';
import type { Invoice } from '../../src/invoice/invoice.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import type { RuleContext } from '../../src/invoice/rules/rule.ts';
import { type Finding, validateInvoice } from '../../src/invoice/validate.ts';
import { TODAY } from './sound-invoices.ts';

export function checkInvoice(invoice: Invoice, context: Partial<RuleContext> = {}): readonly Finding[] {
  return validateInvoice(completeInvoice(normalizeInvoice(invoice)), { today: TODAY, ...context });
}
