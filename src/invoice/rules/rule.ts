/** What a rule is, and how rules put fields and invoice text into words. */
import type { QrChange } from '../e-invoice/apply-verified-qr.ts';
import type { EInvoiceQr } from '../e-invoice/e-invoice-qr.ts';
import type { HeaderField, LineField } from '../invoice.ts';
import type { InvoiceView } from '../invoice-view.ts';
import type { FindParty } from '../parties/known-party.ts';

export interface RuleContext {
  /** The day of the scan in India, `YYYY-MM-DD`. */
  readonly today: string;
  /** Of the e-invoice, where a page carries its signed code. */
  readonly qr?: EInvoiceQr | undefined;
  /** Values of that code that stand in the invoice in the place of what was read. */
  readonly qrChanges?: readonly QrChange[];
  /** What earlier invoices said of a business; absent where nobody knows. */
  readonly findParty?: FindParty | undefined;
  /** That the pages name to be paid into, digits alone. */
  readonly bankAccounts?: readonly string[];
}

export type Severity = 'error' | 'warning';

/** What a rule found; the table of rules makes it a finding by adding the rule's name. */
export interface Problem {
  readonly severity: Severity;
  /** The field to look at first. */
  readonly field: HeaderField | LineField;
  /** Position of the line in `Invoice.lines`, from 1; absent on header findings. */
  readonly lineNo?: number;
  /** For the person who scanned the invoice: what is wrong, with both values, and what to look at. Plain text. */
  readonly message: string;
  /** What the field should say, canonical, where the rule knows it. */
  readonly expected?: string;
  /** What it says. */
  readonly actual?: string;
}

/** Looks at one thing. No problems: the rule holds, or it doesn't apply, or the paper doesn't say. */
export type Rule = (view: InvoiceView, context: RuleContext) => readonly Problem[];

const MAX_QUOTED = 40;

/** `Invoice_Value` → `Invoice Value`, as the sheet's reader knows it. */
export function labelOf(field: HeaderField | LineField): string {
  return field.replaceAll('_', ' ');
}

/** Invoice text inside a sentence: without line breaks, in quotes, at most 40 characters. */
export function quote(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  const shown =
    characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED - 1).join('')}…` : characters.join('');
  return `“${shown}”`;
}
