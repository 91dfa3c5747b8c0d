/** The answer to /invoice_stats: what one scan took and cost. */
import type { InvoiceUsageRecord } from '../../../usage/records/invoice-record.ts';
import { createMessage, type Message } from '../message.ts';
import { formatCount, formatCounted, formatRecordUsd, formatSeconds } from './number-formats.ts';
import { formatInvoiceName, formatSection, joinBlocks } from './stats-text.ts';

const VALIDATION_LABELS = {
  ok: '✅ OK',
  warning: '⚠️ WARNING',
  error: '❌ ERROR',
  corrected: '✏️ CORRECTED',
} as const satisfies Record<NonNullable<InvoiceUsageRecord['validation_status']>, string>;

/** A saved scan needs no such line; any other would pass for a saved one without it. */
const OUTCOME_LABELS = {
  saved: undefined,
  failed: '❌ FAILED',
  cancelled: '🗑 CANCELLED',
  duplicate: '⚠️ DUPLICATE',
} as const satisfies Record<NonNullable<InvoiceUsageRecord['outcome']>, string | undefined>;

export function invoiceStats(record: InvoiceUsageRecord): Message {
  return createMessage(
    joinBlocks(
      `📊 Invoice: ${formatInvoiceName(record.invoice_id)}`,
      ...formatSection('Processing:', processingLines(record)),
      ...formatSection('Usage:', [
        `Total Tokens: ${formatCount(record.total_tokens)}`,
        `OCR Tokens: ${tokens(record.ocr_tokens.total, record.total_ocr_calls)}`,
        `Parsing Tokens: ${tokens(record.parsing_tokens.total, record.total_parsing_calls)}`,
      ]),
      ...formatSection('Cost:', [
        `OCR: ${formatRecordUsd(record.ocr_cost_usd)}`,
        `Parsing: ${formatRecordUsd(record.parsing_cost_usd)}`,
        `Total: ${formatRecordUsd(record.total_cost_usd)}`,
      ]),
    ),
  );
}

function processingLines(record: InvoiceUsageRecord): (string | undefined)[] {
  const { validation_status: validation } = record;
  const outcome = OUTCOME_LABELS[record.outcome ?? 'saved'];
  return [
    `Pages: ${formatCount(record.page_count)}`,
    `Processing Time: ${formatSeconds(record.processing_time_seconds)}`,
    validation ? `Validation: ${VALIDATION_LABELS[validation]}` : undefined,
    outcome && `Outcome: ${outcome}`,
  ];
}

function tokens(count: number, calls: number): string {
  return `${formatCount(count)} (${formatCounted(calls, 'call')})`;
}
