/** From text as printed to canonical values; what can't be understood stays as it was printed. */

import {
  FIELD_KINDS,
  type FieldKind,
  type HeaderField,
  type Invoice,
  type InvoiceHeader,
  LINE_FIELDS,
  type LineField,
  type LineItem,
} from './invoice.ts';
import { EWAY_BILL_NUMBER } from './law/e-way-bills.ts';
import { parseStateCode } from './law/printed-states.ts';
import { canonicalGstin } from './parties/gstin.ts';
import { parseSupplyType } from './supply-type.ts';
import { canonicalDecimal, parseDecimal, parseQuantity } from './values/amounts.ts';
import { parseDate } from './values/dates.ts';
import { foldPrintedText } from './values/printed-text.ts';

const SPACED_EWAY_BILL = new RegExp(`^(?:\\d[ -]*){${EWAY_BILL_NUMBER.digits}}$`);

/** Undefined where the text can't be understood. */
type Canonicalize = (text: string) => string | undefined;

/** Printed where there is nothing to print. */
const PLACEHOLDER = /^(?:[-_.*/ ]+|n\.?[/]?a\.?|nil|none|null|not applicable)$/i;
/** The same in a column of money or percentages, where it says zero. */
const ZERO_IN_WORDS = /^(?:nil|nil[- ]rated|exempt(?:ed)?|zero)$/i;
/** What stands for a GSTIN of those who have none; `URP` is the e-invoice schema's own word. */
const UNREGISTERED = /^(?:urp|urd|un[- ]?registered(?: person| dealer)?|consumer|b2c)$/i;

const CANONICALIZE_KIND: Readonly<Record<FieldKind, Canonicalize>> = {
  text: () => undefined,
  gstin: canonicalGstin,
  state: parseStateCode,
  date: parseDate,
  amount: canonicalDecimal,
  number: canonicalDecimal,
};

/** Fields whose form is stricter than their kind. */
const CANONICALIZE_FIELD: { readonly [F in HeaderField | LineField]?: Canonicalize } = {
  Supply_Type: parseSupplyType,
  Reverse_Charge: parseYesOrNo,
  Eway_Bill_No: (text) => digitsOf(text, SPACED_EWAY_BILL),
  HSN: (text) => digitsOf(text, /^(?:(?:hsn|sac|code)[ /:.-]*)*\d(?:[ .]*\d)*$/i),
  Qty: (text) => parseQuantity(text)?.number,
  Rate: (text) => parseQuantity(text)?.number,
};

const LINE_AMOUNTS = LINE_FIELDS.filter(({ kind }) => kind === 'amount').map(({ name }) => name);

/**
 * Every value in the canonical form of its field's kind. Absent stays absent; a placeholder (`-`, `NA`, `Nil`)
 * becomes absent, except that `Nil` and `Exempt` are 0 in amounts and tax rates; a line with no value is dropped.
 * Nothing is derived from other fields, save a unit that stuck to its quantity (`10 NOS`). Applied twice, it changes
 * nothing.
 */
export function normalizeInvoice({ header, lines }: Invoice): Invoice {
  return {
    header: normalizeFields<InvoiceHeader>(header),
    lines: lines
      .map((line) => normalizeFields<LineItem>(withUnitOfQuantity(line)))
      .filter((line) => Object.keys(line).length > 0),
  };
}

/** One value in canonical form, as printed (trimmed) if it can't be understood, undefined if it says nothing. */
export function normalizeField(name: HeaderField | LineField, printed: string): string | undefined {
  const kind = FIELD_KINDS.get(name) ?? 'text';
  const text = printed.trim();
  const folded = foldPrintedText(text);
  if (isZeroInWords(name, folded)) return '0';
  if (folded === '' || PLACEHOLDER.test(folded)) return undefined;
  if (kind === 'gstin' && UNREGISTERED.test(folded)) return undefined;
  return (CANONICALIZE_FIELD[name] ?? CANONICALIZE_KIND[kind])(text) ?? text;
}

/** False for a photo of a cat: no number, no seller GSTIN, no invoice value and no line with an amount. */
export function hasInvoiceContent({ header, lines }: Invoice): boolean {
  const keys = [header.Invoice_No, header.Seller_GSTIN, header.Invoice_Value];
  const hasAmount = lines.some((line) =>
    LINE_AMOUNTS.some((name) => parseDecimal(line[name] ?? '') !== undefined),
  );
  return hasAmount || keys.some((value) => value !== undefined);
}

function normalizeFields<Fields extends InvoiceHeader | LineItem>(fields: Fields): Fields {
  const entries = Object.entries(fields).flatMap(([name, printed]) => {
    const value = normalizeField(name as HeaderField | LineField, printed);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function withUnitOfQuantity(line: LineItem): LineItem {
  const unit = line.UOM === undefined ? parseQuantity(line.Qty ?? '')?.unit : undefined;
  return unit === undefined ? line : { ...line, UOM: unit };
}

function isZeroInWords(name: string, folded: string): boolean {
  const isMoneyOrPercentage = FIELD_KINDS.get(name) === 'amount' || /_(?:Rate|Percent)$/.test(name);
  return isMoneyOrPercentage && ZERO_IN_WORDS.test(folded);
}

/** A remark may follow (`Yes, under RCM`), but not the other choice: `Yes / No` is a box that nobody ticked. */
function parseYesOrNo(text: string): string | undefined {
  const word = foldPrintedText(text).toLowerCase();
  if (/^(?:yes|y|applicable|true)\b(?! ?[/|])|^(?:हाँ|हां)\.?$/.test(word)) return 'Yes';
  return /^(?:no|n|false)\b(?! ?[/|])|^नहीं\.?$/.test(word) ? 'No' : undefined;
}

/** The digits of a text of that shape: `8471.30` → `847130`. */
function digitsOf(text: string, shape: RegExp): string | undefined {
  const folded = foldPrintedText(text);
  return shape.test(folded) ? folded.replace(/\D+/g, '') : undefined;
}
