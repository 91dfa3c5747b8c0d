/** Which drawn invoices can be read from their text layer alone. */
import type { DrawnInvoice } from '../../../papers/drawn-invoices.ts';

/** Its PDF draws Hindi, but can't say what it is: `local-reader.test.ts` reads it with its picture. */
const NEEDS_ITS_PICTURE = 'hindi-bill';

export function isWholeAsText({ slug }: DrawnInvoice): boolean {
  return slug !== NEEDS_ITS_PICTURE;
}
