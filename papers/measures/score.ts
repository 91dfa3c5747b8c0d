/** How much of an invoice was read right, field by field, against the truth of its drawing. */

import { completeInvoice } from '../../src/invoice/complete.ts';
import {
  type FieldKind,
  HEADER_FIELDS,
  type HeaderField,
  type Invoice,
  LINE_FIELDS,
  type LineField,
} from '../../src/invoice/invoice.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { parseDecimal } from '../../src/invoice/values/amounts.ts';
import { foldPrintedText } from '../../src/invoice/values/printed-text.ts';

export interface FieldScore {
  /** `Invoice_No`, or `3.HSN` for the third line. */
  readonly field: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly isRight: boolean;
}

export interface InvoiceScore {
  /** Every header field that stands in the truth or was read. */
  readonly header: readonly FieldScore[];
  /** Those of them that decide whether a row can be trusted: GSTINs, number, date, total. */
  readonly key: readonly FieldScore[];
  /** HSN, quantity, rate and taxable value of every line, in the order of the paper. */
  readonly lines: readonly FieldScore[];
  /** All other fields of the lines. */
  readonly otherLineFields: readonly FieldScore[];
}

const KEY_FIELDS: readonly HeaderField[] = [
  'Invoice_No',
  'Invoice_Date',
  'Seller_GSTIN',
  'Buyer_GSTIN',
  'Invoice_Value',
];
const LINE_KEY_FIELDS: readonly LineField[] = ['HSN', 'Qty', 'Rate', 'Taxable_Value'];

/**
 * Compares what was read with what is printed. `read` is as a reader returns it; both sides are normalised and
 * completed. A value that is not in the truth is wrong: nothing may be invented. Lines are compared in order; one that is
 * missing or too many has all its fields wrong.
 */
export function scoreInvoice(read: Invoice, truth: Invoice): InvoiceScore {
  const actual = completeInvoice(normalizeInvoice(read));
  const header = HEADER_FIELDS.flatMap(({ name, kind }) =>
    scoreField(name, { kind, expected: truth.header[name], actual: actual.header[name] }),
  );
  const lines = scoreLines(actual, truth);
  return {
    header,
    key: header.filter(({ field }) => KEY_FIELDS.some((name) => name === field)),
    lines: lines.filter(({ field }) => isKeyOfLine(field)),
    otherLineFields: lines.filter(({ field }) => !isKeyOfLine(field)),
  };
}

/** The share of right fields, from 0 to 1; 1 where there is nothing to read. */
export function calculateAccuracy(fields: readonly FieldScore[]): number {
  return fields.length === 0 ? 1 : fields.filter(({ isRight }) => isRight).length / fields.length;
}

function scoreLines(actual: Invoice, truth: Invoice): FieldScore[] {
  const count = Math.max(actual.lines.length, truth.lines.length);
  return Array.from({ length: count }, (_, index) =>
    LINE_FIELDS.flatMap(({ name, kind }) =>
      scoreField(`${index + 1}.${name}`, {
        kind,
        expected: truth.lines[index]?.[name],
        actual: actual.lines[index]?.[name],
      }),
    ),
  ).flat();
}

function isKeyOfLine(field: string): boolean {
  return LINE_KEY_FIELDS.some((name) => field.endsWith(`.${name}`));
}

interface Comparison {
  readonly kind: FieldKind;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** Nothing to score where neither side has a value. */
function scoreField(field: string, { kind, expected, actual }: Comparison): FieldScore[] {
  if (expected === undefined && actual === undefined) return [];
  const isRight = expected !== undefined && actual !== undefined && isSame(kind, { expected, actual });
  return [
    {
      field,
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      isRight,
    },
  ];
}

function isSame(kind: FieldKind, { expected, actual }: { expected: string; actual: string }): boolean {
  if (kind === 'amount' || kind === 'number') {
    const [one, other] = [parseDecimal(expected), parseDecimal(actual)];
    return one !== undefined && other !== undefined && one.eq(other);
  }
  return lettersOf(expected) === lettersOf(actual);
}

/** Spaces, case and punctuation aside; slashes and hyphens part numbers and count. */
function lettersOf(text: string): string {
  return foldPrintedText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}/-]+/gu, '');
}
