/** What a person changes in an invoice before it is saved: typed values, applied in order, kept for the record. */
import { type FieldPlace, withValueAt } from './field-values.ts';
import type { Invoice } from './invoice.ts';
import { normalizeField } from './normalize.ts';

/** Kept as it stands in Correction_Metadata. An absent value is a blank field. */
export type Correction = FieldPlace & {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly byUserId: number;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** In canonical form where it can be understood, as typed where not; undefined for `-`, which clears the field. */
export function parseTypedValue({ field }: FieldPlace, typed: string): string | undefined {
  return normalizeField(field, typed);
}

/** Each value takes its place as it was corrected, also where it is concluded from others otherwise. */
export function applyCorrections(invoice: Invoice, corrections: readonly Correction[]): Invoice {
  return corrections.reduce(
    (changed, correction) => withValueAt(changed, correction, correction.to),
    invoice,
  );
}
