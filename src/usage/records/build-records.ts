/** Turns a scan that has ended into the records of the ledger: one per OCR call, one for the scan. */
import type { FinishedScan } from '../finished-scan.ts';
import { createCallIds } from './call-ids.ts';
import { OCR_CALL, type OcrCallRecord } from './call-records.ts';
import { INVOICE_USAGE, type InvoiceUsageRecord } from './invoice-record.ts';
import { costCall, groupCalls, isParsing, namesOf, type RecordContext } from './record-sources.ts';

export interface UsageRecords {
  readonly ocrCalls: readonly OcrCallRecord[];
  readonly invoice: InvoiceUsageRecord;
}

/** Undefined for a draft that was cancelled before any call: it leaves no line. */
export function buildUsageRecords(scan: FinishedScan, context: RecordContext): UsageRecords | undefined {
  if (scan.outcome === 'cancelled' && scan.calls.length === 0) return undefined;
  const names = namesOf(scan, context);
  const callIdOf = createCallIds(scan.scanId);
  const sources = scan.calls.map((call) => ({ ...costCall(call, context), names, callId: callIdOf(call) }));
  const ocr = groupCalls(sources.filter((source) => !isParsing(source)));
  const parsing = groupCalls(sources.filter(isParsing));
  return {
    ocrCalls: ocr.calls.map(OCR_CALL.write),
    invoice: INVOICE_USAGE.write({ scan, names, ocr, parsing }),
  };
}
