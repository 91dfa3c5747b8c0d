/** Which single values are worth a second look at the paper, and whether what the look gave makes the invoice sounder. */
import { calculateClosure, type Equation } from './arithmetic/equation.ts';
import { calculateEquations } from './arithmetic/equations.ts';
import { type FieldPlace, type FieldValue, withValueAt } from './field-values.ts';
import {
  CONCLUDED_FIELDS,
  HEADER_FIELDS,
  type HeaderField,
  type Invoice,
  LINE_FIELDS,
  type LineField,
} from './invoice.ts';
import { createInvoiceView } from './invoice-view.ts';
import { normalizeField } from './normalize.ts';
import type { Finding, RuleName } from './validate.ts';

export interface RepairQuestion {
  /** Each once; never empty. */
  readonly places: readonly FieldPlace[];
  /** What contradicts, in whole sentences that quote the invoice. */
  readonly problems: readonly string[];
}

/** An invoice as it was checked. */
export interface Judged {
  readonly invoice: Invoice;
  readonly findings: readonly Finding[];
  /** Key fields that were not read surely enough. */
  readonly doubtful: readonly HeaderField[];
}

/** More than these are no slip of the pen: then the page as a whole was not read well, and a person looks. */
const MAX_PLACES = 60;

/** Objections that no single value of the paper can answer. */
const NOT_ABOUT_A_VALUE: readonly RuleName[] = [
  'lines_required',
  'qr_signature',
  'qr_irn',
  'not_a_tax_document',
];

const HEADER_NAMES: ReadonlySet<string> = new Set(HEADER_FIELDS.map(({ name }) => name));
const LINE_NAMES: ReadonlySet<string> = new Set(LINE_FIELDS.map(({ name }) => name));

/**
 * The fields that an error names, all that take part in a sum which doesn't close, and the doubtful ones. Undefined where
 * there is nothing to ask.
 */
export function findRepairQuestion({ invoice, findings, doubtful }: Judged): RepairQuestion | undefined {
  const errors = findings.filter(
    ({ severity, rule }) => severity === 'error' && !NOT_ABOUT_A_VALUE.includes(rule),
  );
  const named = errors.flatMap(({ field, lineNo }) => placesOf(invoice, field, lineNo));
  const summed = openEquations(invoice).flatMap(({ fields, lineNo }) =>
    fields.flatMap((field) => placesOf(invoice, field, lineNo)),
  );
  const doubted = doubtful.flatMap((field) => placesOf(invoice, field, undefined));
  const places = withoutRepeats([...named, ...summed, ...doubted]);
  if (places.length === 0 || places.length > MAX_PLACES) return undefined;
  const doubts = doubtful.map((field) => `${field} was not found in these words on any page.`);
  return { places, problems: [...errors.map(({ message }) => message), ...doubts] };
}

/** To a normalised invoice, before anything is concluded from it. */
export function applyRepairs(invoice: Invoice, values: readonly FieldValue[]): Invoice {
  return values.reduce((changed, { value, ...place }) => {
    const canonical = normalizeField(place.field, value);
    return canonical === undefined ? changed : withValueAt(changed, place, canonical);
  }, invoice);
}

/** Fewer errors, or as many and fewer doubts: a second look that only moves the trouble elsewhere is not believed. */
export function isSounder(after: Judged, before: Judged): boolean {
  const [left, was] = [countErrors(after), countErrors(before)];
  return left < was || (left === was && after.doubtful.length < before.doubtful.length);
}

function countErrors({ findings }: Judged): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

function openEquations(invoice: Invoice): readonly Equation[] {
  return calculateEquations(createInvoiceView(invoice)).filter(
    (equation) => equation.isHint !== true && calculateClosure(equation) === 'open',
  );
}

/** A line's field without a line means that field of every line. */
function placesOf(
  { lines }: Invoice,
  field: HeaderField | LineField,
  lineNo: number | undefined,
): readonly FieldPlace[] {
  if (CONCLUDED_FIELDS.includes(field)) return [];
  if (lineNo === undefined && HEADER_NAMES.has(field)) return [{ field: field as HeaderField }];
  if (!LINE_NAMES.has(field)) return [];
  const indexes = lineNo === undefined ? lines.map((_, index) => index) : [lineNo - 1];
  return indexes.map((line) => ({ field: field as LineField, line }));
}

function withoutRepeats(places: readonly FieldPlace[]): readonly FieldPlace[] {
  const byKey = new Map(places.map((place) => [`${place.line ?? ''} ${place.field}`, place]));
  return [...byKey.values()];
}
