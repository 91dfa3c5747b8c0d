/** Remembers what a layout prints of an invoice, so that the page and its truth cannot drift apart. */

import { completeInvoice } from '../../src/invoice/complete.ts';
import {
  HEADER_FIELDS,
  type HeaderField,
  type Invoice,
  type InvoiceHeader,
  LINE_FIELDS,
  type LineField,
  type LineItem,
} from '../../src/invoice/invoice.ts';
import { normalizeField, normalizeInvoice } from '../../src/invoice/normalize.ts';
import { parseDecimal } from '../../src/invoice/values/amounts.ts';
import { escapeHtml } from './html.ts';

export type Format = (canonical: string) => string;

export interface PrintedInvoice {
  /** All that could be printed, canonical. */
  readonly invoice: Invoice;
  /** The field's text for the page, remembered as printed; empty if the invoice has no such value. */
  header(name: HeaderField, format?: Format): string;
  /** `index` from 0. */
  line(index: number, name: LineField, format?: Format): string;
  /** What was printed up to now, normalised and completed. Throws where a format changed a value. */
  truth(): Invoice;
}

export function createPrintedInvoice(invoice: Invoice): PrintedInvoice {
  const header: Record<string, string> = {};
  const lines: Record<string, string>[] = invoice.lines.map(() => ({}));
  return {
    invoice,
    header: (name, format) => print(header, { name, value: invoice.header[name], format }),
    line: (index, name, format) =>
      print(lines[index] ?? {}, { name, value: invoice.lines[index]?.[name], format }),
    truth: () => completeInvoice(inFieldOrder(normalizeInvoice({ header, lines }))),
  };
}

function print(
  into: Record<string, string>,
  field: { name: HeaderField | LineField; value: string | undefined; format: Format | undefined },
): string {
  if (field.value === undefined) return '';
  const printed = field.format === undefined ? field.value : field.format(field.value);
  checkFormat(field.name, { printed, value: field.value });
  into[field.name] = printed;
  return escapeHtml(printed);
}

function checkFormat(name: HeaderField | LineField, { printed, value }: { printed: string; value: string }) {
  const read = normalizeField(name, printed) ?? '';
  const [one, other] = [parseDecimal(read), parseDecimal(value)];
  const isSame = one !== undefined && other !== undefined ? one.eq(other) : read === value;
  if (!isSame) throw new Error(`${name} is ${value}, but "${printed}" reads as ${read}.`);
}

function inFieldOrder({ header, lines }: Invoice): Invoice {
  const sorted = <Fields extends InvoiceHeader | LineItem>(
    fields: Fields,
    names: readonly { name: string }[],
  ) => {
    const known = new Map(Object.entries(fields));
    return Object.fromEntries(
      names.flatMap(({ name }) => (known.has(name) ? [[name, known.get(name)]] : [])),
    );
  };
  return {
    header: sorted(header, HEADER_FIELDS),
    lines: lines.map((line) => sorted(line, LINE_FIELDS)),
  };
}
