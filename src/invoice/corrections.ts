/** What a person changes in an invoice before it is saved: typed values, applied in order, kept for the record. */
import type { HeaderField, Invoice, InvoiceHeader, LineField, LineItem } from './invoice.ts';
import { normalizeField } from './normalize.ts';

/** A field of the header, or of the line item at a place counted from 0. */
export type FieldPlace =
  | { readonly field: HeaderField; readonly line?: undefined }
  | { readonly field: LineField; readonly line: number };

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

/** Undefined where the field is blank, or there is no such line. */
export function valueAt({ header, lines }: Invoice, { field, line }: FieldPlace): string | undefined {
  return line === undefined ? header[field as HeaderField] : lines[line]?.[field as LineField];
}

/** Each value takes its place as it was corrected, also where it is concluded from others otherwise. */
export function applyCorrections(invoice: Invoice, corrections: readonly Correction[]): Invoice {
  return corrections.reduce(applyCorrection, invoice);
}

function applyCorrection({ header, lines }: Invoice, { field, line, to }: Correction): Invoice {
  if (line === undefined) return { header: withValue<InvoiceHeader>(header, field, to), lines };
  return {
    header,
    lines: lines.map((item, index) => (index === line ? withValue<LineItem>(item, field, to) : item)),
  };
}

function withValue<Fields extends object>(fields: Fields, field: string, value: string | undefined): Fields {
  const others = Object.entries(fields).filter(([name]) => name !== field);
  return Object.fromEntries(value === undefined ? others : [...others, [field, value]]) as Fields;
}
