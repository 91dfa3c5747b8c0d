/** How far each value of an invoice can be trusted, from the evidence at hand. */
import { calculateClosure, type Equation, numberIn, sumOf } from '../arithmetic/equation.ts';
import { calculateEquations } from '../arithmetic/equations.ts';
import type { EInvoiceQr } from '../e-invoice/e-invoice-qr.ts';
import { QR_FIELDS, type QrField } from '../e-invoice/qr-fields.ts';
import type { FieldPlace } from '../field-values.ts';
import { CONCLUDED_FIELDS, FIELD_KINDS, type HeaderField, type Invoice, type LineField } from '../invoice.ts';
import { createInvoiceView } from '../invoice-view.ts';
import { EQUATION_RULES } from '../rules/arithmetic-rules.ts';
import type { Finding } from '../validate.ts';
import { createPageEvidence, type PageEvidence } from './page-evidence.ts';

/** From 0 (made up, as far as one can see) to 1 (every witness agrees); a field without evidence has none. */
export interface InvoiceConfidence {
  readonly header: { readonly [F in HeaderField]?: number };
  readonly lines: readonly { readonly [F in LineField]?: number }[];
  /** The mean over all scored fields; absent where nothing was scored. */
  readonly average?: number | undefined;
}

export interface ScoredInvoice {
  readonly invoice: Invoice;
  /** The text of each file, as it was read. */
  readonly pageTexts: readonly string[];
  /** Of this very invoice. */
  readonly findings: readonly Finding[];
  /** Values that a person typed: they are sure. */
  readonly confirmed?: readonly FieldPlace[];
  /** Of the e-invoice: a signed value is sure, one whose signature is not verified one witness more. */
  readonly qr?: EInvoiceQr | undefined;
}

/**
 * What each witness counts; a score is the mean over those that can speak of the field. Form and arithmetic together
 * count less than the page, so that a value which stands nowhere stays below the usual threshold of 0.7 however well
 * it fits.
 */
export const WEIGHTS = {
  /** It stands on a page. */
  page: 0.5,
  /** No rule but the sums objects to it. */
  form: 0.2,
  /** The sums that it takes part in close; half where they nearly do. */
  arithmetic: 0.3,
  /** The e-invoice's QR code says the same, though nobody can tell who signed it. */
  qr: 0.3,
} as const;

/** Without these a row is no use for tax: a doubt in one of them has the invoice shown to its user. */
export const KEY_FIELDS = [
  'Invoice_No',
  'Invoice_Date',
  'Seller_GSTIN',
  'Buyer_GSTIN',
  'Total_Taxable_Value',
  'Total_GST',
  'Invoice_Value',
] as const satisfies readonly HeaderField[];

/** Sums that the paper often leaves to its reader. */
const PARTS: { readonly [F in HeaderField | LineField]?: readonly (HeaderField | LineField)[] } = {
  Total_GST: ['IGST_Total', 'CGST_Total', 'SGST_Total'],
  GST_Rate: ['IGST_Rate', 'CGST_Rate', 'SGST_Rate'],
};

const CLOSURE_SCORES = { closed: 1, near: 0.5, open: 0 } as const;

type Fields = { readonly [F in HeaderField | LineField]?: string };

/** Takes a few milliseconds for an invoice of forty lines. */
export function scoreInvoice({
  invoice,
  pageTexts,
  findings,
  confirmed = [],
  qr,
}: ScoredInvoice): InvoiceConfidence {
  const onPage = createPageEvidence(pageTexts);
  const equations = calculateEquations(createInvoiceView(invoice));
  const score = (fields: Fields, lineNo?: number) =>
    scoreFields(fields, { onPage, findings, equations, confirmed, qr, lineNo });
  const header = score(invoice.header);
  const lines = invoice.lines.map((line, index) => score(line, index + 1));
  const scores = [header, ...lines].flatMap((fields) => Object.values(fields));
  const average = scores.length === 0 ? undefined : scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return { header, lines, average };
}

/** Key fields that were read, but not surely enough. One that is missing is a finding, where it must be there. */
export function findDoubtfulFields({ header }: InvoiceConfidence, threshold: number): readonly HeaderField[] {
  return KEY_FIELDS.filter((field) => (header[field] ?? 1) < threshold);
}

interface Witnesses {
  readonly onPage: PageEvidence;
  readonly findings: readonly Finding[];
  readonly equations: readonly Equation[];
  readonly confirmed: readonly FieldPlace[];
  readonly qr: EInvoiceQr | undefined;
  /** Counted from 1; absent for the header. */
  readonly lineNo: number | undefined;
}

function scoreFields(fields: Fields, witnesses: Witnesses): { [F in HeaderField | LineField]?: number } {
  const scored = Object.entries(fields).flatMap(([name, value]) => {
    const field = name as HeaderField | LineField;
    // Fields of the user's own have a form that only they know.
    return CONCLUDED_FIELDS.includes(field) || !FIELD_KINDS.has(field)
      ? []
      : [[field, scoreField({ field, value, fields }, witnesses)]];
  });
  return Object.fromEntries(scored);
}

interface FieldValue {
  readonly field: HeaderField | LineField;
  readonly value: string;
  /** Of the same header or line. */
  readonly fields: Fields;
}

function scoreField(value: FieldValue, witnesses: Witnesses): number {
  const qr = qrScore(value, witnesses);
  if (isConfirmed(value, witnesses) || (qr === 1 && witnesses.qr?.state === 'verified')) return 1;
  const evidence = {
    page: pageScore(value, witnesses.onPage),
    form: formScore(value, witnesses),
    arithmetic: arithmeticScore(value, witnesses),
    qr,
  };
  const heard = Object.entries(evidence).flatMap(([witness, score]) =>
    score === undefined ? [] : [{ score, weight: WEIGHTS[witness as keyof typeof WEIGHTS] }],
  );
  const total = heard.reduce((sum, { weight }) => sum + weight, 0);
  return heard.reduce((sum, { score, weight }) => sum + score * weight, 0) / total;
}

function isConfirmed({ field }: FieldValue, { confirmed, lineNo }: Witnesses): boolean {
  return confirmed.some((place) => place.field === field && (place.line ?? -1) === (lineNo ?? 0) - 1);
}

/** A sum counts as printed where its parts are, and make it up exactly. */
function pageScore({ field, value, fields }: FieldValue, onPage: PageEvidence): number {
  const parts = (PARTS[field] ?? []).flatMap((part) => {
    const amount = numberIn(fields[part]);
    return amount === undefined || amount.eq(0) ? [] : [{ part, amount, printed: fields[part] ?? '' }];
  });
  const isSum = numberIn(value) !== undefined && sumOf(parts.map(({ amount }) => amount))?.eq(value);
  const ofParts = isSum ? Math.min(...parts.map(({ part, printed }) => onPage(part, printed))) : 0;
  return Math.max(onPage(field, value), ofParts);
}

/** Undefined where no code that can be believed speaks of the field. */
function qrScore({ field, value }: FieldValue, { qr, lineNo }: Witnesses): number | undefined {
  if (qr === undefined || qr.state === 'invalid' || lineNo !== undefined) return undefined;
  const qrField = Object.values<QrField>(QR_FIELDS).find((one) => one.field === field);
  const inQr = qrField?.valueIn(qr.values);
  return qrField === undefined || inQr === undefined ? undefined : Number(qrField.isSame(value, inQr));
}

function formScore({ field }: FieldValue, { findings, lineNo }: Witnesses): number {
  const objects = findings.some(
    (finding) => finding.field === field && finding.lineNo === lineNo && !isSum(finding.rule),
  );
  return objects ? 0 : 1;
}

function isSum(rule: string): boolean {
  return (EQUATION_RULES as readonly string[]).includes(rule);
}

/** The best of the sums that it takes part in: a wrong neighbour spoils some, a wrong value all. */
function arithmeticScore({ field }: FieldValue, { equations, lineNo }: Witnesses): number | undefined {
  const scores = equations
    .filter((equation) => takesPart(equation, field, lineNo))
    .map((equation) => CLOSURE_SCORES[calculateClosure(equation)]);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

function takesPart(equation: Equation, field: HeaderField | LineField, lineNo: number | undefined): boolean {
  const isSameLine = equation.lineNo === undefined || equation.lineNo === lineNo;
  return isSameLine && equation.fields.includes(field);
}
