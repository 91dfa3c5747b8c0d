/** Single values of an invoice, by their place. */
import type { HeaderField, Invoice, InvoiceHeader, LineField, LineItem } from './invoice.ts';

/** A field of the header, or of the line item at a place counted from 0. */
export type FieldPlace =
  | { readonly field: HeaderField; readonly line?: undefined }
  | { readonly field: LineField; readonly line: number };

export type FieldValue = FieldPlace & { readonly value: string };

/** Undefined where the field is blank, or there is no such line. */
export function valueAt({ header, lines }: Invoice, { field, line }: FieldPlace): string | undefined {
  return line === undefined ? header[field as HeaderField] : lines[line]?.[field as LineField];
}

/** The invoice with that value; undefined makes the field blank. */
export function withValueAt(
  invoice: Invoice,
  { field, line }: FieldPlace,
  value: string | undefined,
): Invoice {
  const { header, lines } = invoice;
  if (line === undefined) return { header: withValue<InvoiceHeader>(header, field, value), lines };
  return {
    header,
    lines: lines.map((item, index) => (index === line ? withValue<LineItem>(item, field, value) : item)),
  };
}

function withValue<Fields extends object>(fields: Fields, field: string, value: string | undefined): Fields {
  const others = Object.entries(fields).filter(([name]) => name !== field);
  return Object.fromEntries(value === undefined ? others : [...others, [field, value]]) as Fields;
}
