/** Reads a Level 2 line down to what the projections need. */
import { microsIn, nanoUsdIn, timeIn, wordIn } from './captured-texts.ts';
import type { Texts } from './declaration/define-record.ts';
import { INVOICE_USAGE, type InvoiceUsageRecord, OUTCOMES } from './invoice-record.ts';
import { lineFormatOf } from './line-format.ts';

/** One scan, as the projections count it. */
export type InvoiceEntry = ReturnType<typeof invoiceEntryOf>;

const at = INVOICE_USAGE.groups;

function invoiceEntryOf(texts: Texts, position: number) {
  return {
    /** Where its line begins in the ledger. */
    position,
    invoiceId: texts[at.invoice_id] ?? '',
    /** Absent in lines of the plain shape: nothing ever supersedes them. */
    scanId: texts[at.scan_id],
    customerId: texts[at.customer_id] ?? '',
    atMs: timeIn(texts[at.timestamp]) ?? 0,
    outcome: wordIn(OUTCOMES, texts[at.outcome]) ?? 'saved',
    pages: Number(texts[at.page_count]),
    tokens: Number(texts[at.total_tokens]),
    /** Absent: unpriced. */
    costNanoUsd: nanoUsdIn(texts[at.total_cost_usd]),
    /** In millionths, so that sums are exact. */
    confidenceMicros: microsIn(texts[at.confidence_avg]),
    /** The list of parsing calls as it stands in the line. */
    parsingCallsJson: texts[at.parsing_calls],
  } as const;
}

export const invoiceLines = lineFormatOf(INVOICE_USAGE, invoiceEntryOf);

/** The whole record; undefined if the line is none. */
export function parseInvoiceRecord(line: string): InvoiceUsageRecord | undefined {
  try {
    return INVOICE_USAGE.schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The whole record of a line that counts: it has passed its schema once, which takes longer than all the rest of a look-up. */
export function readCountedRecord(line: string): InvoiceUsageRecord | undefined {
  try {
    const record: InvoiceUsageRecord | null = JSON.parse(line);
    return record?.invoice_id === undefined ? undefined : record;
  } catch {
    return undefined;
  }
}
