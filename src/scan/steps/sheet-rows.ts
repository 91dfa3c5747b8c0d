/** Turns a checked scan into the rows that are saved: header, line items, what the master tabs learn, and a duplicate's note. */

import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { InvoiceConfidence } from '../../invoice/confidence/confidence.ts';
import type { Correction } from '../../invoice/corrections.ts';
import type { ExtraField, ExtraFields } from '../../invoice/extra-fields.ts';
import {
  type Field,
  type FieldKind,
  HEADER_FIELDS,
  LINE_FIELDS,
  type LineItem,
} from '../../invoice/invoice.ts';
import type { FindParty } from '../../invoice/parties/known-party.ts';
import { formatRemarks } from '../../invoice/validate.ts';
import { canonicalDecimal } from '../../invoice/values/amounts.ts';
import { parseDate } from '../../invoice/values/dates.ts';
import { formatLocalTime } from '../../local-time.ts';
import type { Cell, SheetRow } from '../../sheet/invoice-sheet.ts';
import { buildMasterRows } from '../../sheet/master-rows.ts';
import {
  type DuplicateColumn,
  type HeaderColumn,
  type LineColumn,
  SCAN_ID_COLUMN,
} from '../../sheet/sheet-tabs.ts';
import type { DiscardReason, Scan } from '../value/scan.ts';
import { countPages } from '../value/scan-files.ts';
import { calculateProcessingMs, isEInvoiceVerified } from '../value/scan-steps.ts';

export interface RowContext {
  /** Name and version of this program, for Extraction_Version. */
  readonly extractionVersion: string;
  /** IANA name; Upload_Timestamp is wall time there. */
  readonly timeZone: string;
  readonly businessGstins: readonly string[];
  readonly findParty: FindParty;
  readonly extraFields: ExtraFields;
  readonly now: Date;
}

/** Header fields whose confidence stands in the sheet (S-40). */
const SHOWN_CONFIDENCES = [
  'Invoice_No',
  'Invoice_Date',
  'Buyer_GSTIN',
  'Total_Taxable_Value',
  'Total_GST',
] as const;

type Cells<Column extends string> = { readonly [C in Column]?: Cell };

export function buildSheetRows(
  scan: Scan,
  checked: CheckedInvoice,
  context: RowContext,
): readonly SheetRow[] {
  const { invoice } = checked;
  const header: Cells<HeaderColumn> = {
    ...fieldCells(HEADER_FIELDS, invoice.header),
    ...processingCells(scan, checked, context),
    ...correctionCells(scan.parse?.corrections ?? []),
    ...trustCells(scan, checked),
    ...fieldCells(context.extraFields.header, { ...invoice.header }),
  };
  const number = invoice.header.Invoice_No;
  return [
    { tab: 'invoiceHeader', cells: withoutBlanks(header) },
    ...invoice.lines.map((line) =>
      lineRow(line, { number, scanId: scan.scanId, extra: context.extraFields.lines }),
    ),
    ...buildMasterRows(checked, { ...context, localTime: formatLocalTime(context.now, context.timeZone) }),
    ...(scan.saving?.savedAgain ? [attemptRow(scan, 'Saved anyway', context)] : []),
  ];
}

/** The one row of a scan that its user dropped because the invoice is saved already. */
export function buildDiscardRow(scan: Scan, reason: DiscardReason, context: RowContext): SheetRow {
  return attemptRow(scan, reason === 'user' ? 'Discarded' : 'Nobody answered', context);
}

function attemptRow(scan: Scan, action: string, { now, timeZone }: RowContext): SheetRow {
  const cells: Cells<DuplicateColumn> = {
    Timestamp: { kind: 'timestamp', local: formatLocalTime(now, timeZone) },
    User_ID: text(String(scan.owner.userId)),
    Invoice_No: text(scan.parse?.checked?.invoice.header.Invoice_No ?? ''),
    Action_Taken: text(action),
    [SCAN_ID_COLUMN]: text(scan.scanId),
  };
  return { tab: 'duplicateAttempts', cells: withoutBlanks(cells) };
}

interface LineContext {
  readonly number: string | undefined;
  readonly scanId: string;
  readonly extra: readonly ExtraField[];
}

function lineRow(line: LineItem, { number, scanId, extra }: LineContext): SheetRow {
  const cells: Cells<LineColumn> = {
    ...(number === undefined ? {} : { Invoice_No: text(number) }),
    ...fieldCells(LINE_FIELDS, line),
    ...fieldCells(extra, { ...line }),
    [SCAN_ID_COLUMN]: text(scanId),
  };
  return { tab: 'lineItems', cells: withoutBlanks(cells) };
}

function processingCells(scan: Scan, checked: CheckedInvoice, context: RowContext): Cells<HeaderColumn> {
  const models = [...new Set(scan.calls.map((call) => call.modelName))];
  const elapsedMs = calculateProcessingMs(scan, context.now);
  return {
    Validation_Status: text(checked.status),
    Validation_Remarks: text(remarksOn(scan, checked)),
    Upload_Timestamp: { kind: 'timestamp', local: formatLocalTime(context.now, context.timeZone) },
    Telegram_User_ID: text(String(scan.owner.userId)),
    Telegram_Username: text(scan.owner.username ?? ''),
    Extraction_Version: text(context.extractionVersion),
    Model_Version: text(models.join(', ')),
    Processing_Time_Seconds: { kind: 'number', decimal: (elapsedMs / 1000).toFixed(1) },
    Page_Count: { kind: 'number', decimal: String(countPages(scan)) },
    [SCAN_ID_COLUMN]: text(scan.scanId),
  };
}

/** Findings first; then what an accountant should know besides. */
function remarksOn(scan: Scan, { findings, creditHints }: CheckedInvoice): string {
  const hints = creditHints.map(
    ({ section, reason }) => `Possible, ask your accountant: ${reason} (section ${section})`,
  );
  const eInvoice = isEInvoiceVerified(scan)
    ? [`E-invoice verified, IRN ${scan.parse?.eInvoice?.values.irn}`]
    : [];
  return [formatRemarks(findings), ...hints, ...eInvoice].filter((remark) => remark !== '').join(' | ');
}

function correctionCells(corrections: readonly Correction[]): Cells<HeaderColumn> {
  if (corrections.length === 0) return { Has_Corrections: text('No') };
  return {
    Has_Corrections: text('Yes'),
    Corrected_Fields: text([...new Set(corrections.map(nameCorrected))].join(', ')),
    Correction_Metadata: text(JSON.stringify(corrections)),
  };
}

/** `Invoice_No`, or `HSN (line 2)`. */
function nameCorrected({ field, line }: Correction): string {
  return line === undefined ? field : `${field} (line ${line + 1})`;
}

function trustCells(scan: Scan, { fingerprint, confidence, direction }: CheckedInvoice): Cells<HeaderColumn> {
  return {
    Invoice_Fingerprint: text(fingerprint ?? ''),
    Duplicate_Status: text(duplicateStatus(scan, fingerprint)),
    ...confidenceCells(confidence),
    Direction: text(direction),
  };
}

/** Blank where nothing can be said: no fingerprint, no check. */
function duplicateStatus({ saving }: Scan, fingerprint: string | undefined): string {
  const { savedAgain } = saving ?? {};
  if (savedAgain?.fingerprint === fingerprint && savedAgain)
    return `Repeats row ${savedAgain.duplicateOf.rowNumber}`;
  return fingerprint === undefined ? '' : 'Unique';
}

function confidenceCells({ header }: InvoiceConfidence): Cells<HeaderColumn> {
  const cells: { [C in HeaderColumn]?: Cell } = {};
  for (const field of SHOWN_CONFIDENCES) {
    const score = header[field];
    if (score !== undefined) cells[`${field}_Confidence`] = { kind: 'number', decimal: score.toFixed(2) };
  }
  return cells;
}

function fieldCells<Name extends string>(
  fields: readonly Field<Name>[],
  values: { readonly [N in Name]?: string },
): Cells<Name> {
  const cells: { [N in Name]?: Cell } = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (value !== undefined) cells[name] = fieldCell(kind, value);
  }
  return cells;
}

/** A value that could not be understood stays text, as it was printed. */
function fieldCell(kind: FieldKind, value: string): Cell {
  if (kind === 'date') return parseDate(value) === value ? { kind, date: value } : text(value);
  if (kind === 'amount' || kind === 'number') {
    return canonicalDecimal(value) === value ? { kind, decimal: value } : text(value);
  }
  return text(value);
}

function text(value: string): Cell {
  return { kind: 'text', text: value };
}

function withoutBlanks(cells: Cells<string>): Record<string, Cell> {
  const filled = Object.entries(cells).filter(
    ([, cell]) => cell && !(cell.kind === 'text' && cell.text === ''),
  );
  return Object.fromEntries(filled) as Record<string, Cell>;
}
