/** What was read against what the e-invoice's signed QR code says. A code with a bad signature is believed in nothing. */

import type { QrChange } from '../e-invoice/apply-verified-qr.ts';
import type { EInvoiceQr } from '../e-invoice/e-invoice-qr.ts';
import { isIrnOf } from '../e-invoice/irn.ts';
import { QR_FIELDS, type QrField, type QrFieldKey } from '../e-invoice/qr-fields.ts';
import { FIELD_KINDS, type HeaderField, type InvoiceHeader } from '../invoice.ts';
import { checkGstin } from '../parties/gstin.ts';
import { canonicalDecimal, formatRupees } from '../values/amounts.ts';
import { formatDate, parseDate } from '../values/dates.ts';
import { labelOf, type Problem, quote, type Rule, type RuleContext } from './rule.ts';

/** What an IRN is made of. */
const IRN_PARTS: readonly QrFieldKey[] = ['seller', 'number', 'date', 'documentType'];

export const checkQrSignature: Rule = (_, { qr }) => {
  if (qr?.state !== 'invalid') return [];
  const fault =
    qr.algorithm === 'RS256'
      ? 'is signed with a signature that does not fit: it was changed after it was signed, or is a forgery'
      : `is not signed as registrars sign (its algorithm is ${quote(qr.algorithm)}): it is a forgery, or a sample`;
  const message = `The e-invoice QR code ${fault}. Ask the seller for the invoice again, and look the IRN up on the e-invoice portal.`;
  return [{ severity: 'error', field: 'Invoice_No', message }];
};

/** Test registrars sign for made-up GSTINs; that says nothing about the signature. */
export const checkQrCheckDigit: Rule = (_, { qr }) => {
  const seller = checkGstin(qr?.values.sellerGstin ?? '');
  if (qr?.values.sellerGstin === undefined || seller.isValid) return [];
  const message = `The seller GSTIN ${quote(seller.gstin)} in the e-invoice QR code cannot exist, so the code comes from a test system. Ask the seller for the real e-invoice.`;
  return [{ severity: 'warning', field: 'Seller_GSTIN', message, actual: seller.gstin }];
};

export const checkQrSeller = fieldRule('seller');
export const checkQrBuyer = fieldRule('buyer');
export const checkQrNumber = fieldRule('number');
export const checkQrDate = fieldRule('date');
export const checkQrDocumentType = fieldRule('documentType');
export const checkQrTotal = fieldRule('total');

/** Said only where no part of it is known to differ: then that part is the matter, and has its own finding. */
export const checkQrIrn: Rule = ({ header }, { qr }) => {
  const irn = believed(qr)?.values.irn;
  const isExplained = IRN_PARTS.some((key) => differenceIn(header, QR_FIELDS[key], qr) !== undefined);
  const isComplete = [header.Seller_GSTIN, header.Invoice_No, header.Invoice_Date].every(Boolean);
  if (irn === undefined || isExplained || !isComplete || isIrnOf(irn, header)) return [];
  const message = `The IRN in the e-invoice QR code does not belong to this seller GSTIN, number, year and kind of document. One of them was misread, or the code belongs to another document. Compare them with the paper.`;
  return [{ severity: 'error', field: 'Invoice_No', message, actual: header.Invoice_No ?? '' }];
};

export const checkQrItemCount: Rule = ({ lines }, { qr }) => {
  const count = believed(qr)?.values.itemCount;
  if (count === undefined || lines.length === 0 || lines.length === count) return [];
  const message = `The e-invoice QR code counts ${count} line items, but ${lines.length} were found. Look for a line that was missed or read twice.`;
  const values = { expected: String(count), actual: String(lines.length) };
  return [{ severity: 'warning', field: 'Line_No', message, ...values }];
};

/** Papers print fewer digits of a code than the registrar has, or more. */
export const checkQrMainHsn: Rule = ({ lines }, { qr }) => {
  const main = believed(qr)?.values.mainHsn;
  const codes = lines.flatMap((line) => (line.HSN === undefined ? [] : [line.HSN]));
  if (main === undefined || codes.length === 0) return [];
  if (codes.some((code) => code.startsWith(main) || main.startsWith(code))) return [];
  const message = `The e-invoice QR code names HSN ${quote(main)}, which no line has. Compare the HSN codes with the paper.`;
  return [{ severity: 'warning', field: 'HSN', message, expected: main }];
};

/**
 * An error, since one of the two is wrong, and a code that can be read at all is read without faults. Where the code's
 * value was taken already, a warning.
 */
function fieldRule(key: QrFieldKey): Rule {
  const qrField: QrField = QR_FIELDS[key];
  return ({ header }, { qr, qrChanges = [] }) => {
    const difference = differenceIn(header, qrField, qr);
    if (difference === undefined)
      return qrChanges.filter(({ field }) => field === qrField.field).flatMap(toWarning);
    const { actual, expected } = difference;
    const advice =
      qr?.state === 'verified' ? 'The code is signed, so take its value.' : 'Compare it with the paper.';
    const message = `${labelOf(qrField.field)} is ${show(qrField.field, actual)}, but the e-invoice QR code says ${show(qrField.field, expected)}. ${advice}`;
    return [{ severity: 'error', field: qrField.field, message, expected, actual }];
  };
}

function toWarning({ field, from, to }: QrChange): readonly Problem[] {
  // Nothing was read, so nothing contradicts the code.
  if (from === undefined) return [];
  const message = `${labelOf(field)} was read as ${show(field, from)}, but the signed e-invoice QR code says ${show(field, to)}, which was taken.`;
  return [{ severity: 'warning', field, message, expected: to, actual: from }];
}

/** As people write it. */
function show(field: HeaderField, value: string): string {
  const isAmount = FIELD_KINDS.get(field) === 'amount' && canonicalDecimal(value) !== undefined;
  if (isAmount) return formatRupees(value);
  return parseDate(value) === value ? formatDate(value) : quote(value);
}

function differenceIn(
  header: InvoiceHeader,
  { field, valueIn, isSame }: QrField,
  qr: RuleContext['qr'],
): Required<Pick<Problem, 'actual' | 'expected'>> | undefined {
  const actual = header[field];
  const expected = valueIn(believed(qr)?.values ?? {});
  if (actual === undefined || expected === undefined || isSame(actual, expected)) return undefined;
  return { actual, expected };
}

function believed(qr: EInvoiceQr | undefined): EInvoiceQr | undefined {
  return qr?.state === 'invalid' ? undefined : qr;
}
