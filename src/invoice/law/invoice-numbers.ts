/** What a document's number may be made of. */
import { type Dated, GST_BEGAN } from './dated.ts';

interface NumberForm extends Dated {
  readonly maxLength: number;
  /** All of the number. */
  readonly characters: RegExp;
}

/** The portal takes no other numbers. Notes and bills of supply have the same form. */
export const INVOICE_NUMBER: NumberForm = {
  maxLength: 16,
  characters: /^[A-Za-z0-9/-]+$/,
  from: GST_BEGAN,
  source: 'CGST Rules, rule 46(b), and rules 49(b) and 53(1A)(c) for bills of supply and notes',
};
