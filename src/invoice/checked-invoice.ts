/** An invoice with all that the rules say of it. */
import type { InvoiceConfidence } from './confidence/confidence.ts';
import type { CreditHint } from './credit-hints.ts';
import type { HeaderField, Invoice } from './invoice.ts';
import type { Direction } from './parties/direction.ts';
import type { Finding, ValidationStatus } from './validate.ts';

/** The invoice as it will be saved. */
export interface CheckedInvoice {
  readonly invoice: Invoice;
  readonly findings: readonly Finding[];
  readonly status: ValidationStatus;
  readonly confidence: InvoiceConfidence;
  /** Key fields that were not read surely enough. */
  readonly doubtful: readonly HeaderField[];
  /** Absent where a part of it was not read: then nothing can be said of duplicates. */
  readonly fingerprint?: string | undefined;
  readonly direction: Direction;
  readonly creditHints: readonly CreditHint[];
  /** That the pages name to be paid into, digits alone. */
  readonly bankAccounts: readonly string[];
}
