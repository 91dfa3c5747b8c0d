/** What a table of lawful invoices holds: those that look odd and are right, by the law and the habits of Indian paper. */
import type { Invoice } from '../../../src/invoice/invoice.ts';
import type { RuleName } from '../../../src/invoice/validate.ts';

/** Where the paper can't tell right from misread, the rules at the end ask to look; no others may. */
export type Lawful = readonly [title: string, invoice: Invoice, warnings?: readonly RuleName[]];
