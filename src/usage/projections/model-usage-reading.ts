/** Follows both ledgers at its own pace to count calls per model: OCR calls of Level 1, parsing calls of Level 2. */

import type { Ledger } from '../../durable/append-log/append-log.ts';
import { type Calendar, monthOf } from '../calendar.ts';
import { type CallEntry, ocrCallLines, parsingCallsOf } from '../records/call-lines.ts';
import { type InvoiceEntry, invoiceLines } from '../records/invoice-lines.ts';
import type { LineDamage } from '../records/line-reader.ts';
import type { UsageSnapshot } from '../snapshot/snapshot.ts';
import { createBookmarkedReading, isValid } from './bookmarked-reading.ts';
import { createModelUsage, type ModelUsage } from './model-usage.ts';

export interface ModelUsageReadingOptions {
  readonly invoices: Ledger;
  readonly ocrCalls: Ledger;
  readonly calendar: Calendar;
  /** False for a line that a later one has superseded. */
  readonly isCurrent: (entry: InvoiceEntry) => boolean;
  readonly onDamage: (damage: LineDamage) => void;
  readonly snapshot: UsageSnapshot['models'] | undefined;
}

export interface ModelUsageReading {
  readonly usage: ModelUsage;
  /** Counts what was appended since. Calls that come while it reads wait for it and then read what is left. */
  readOn(): Promise<void>;
  /** A line no longer counts: takes its parsing calls back if they were counted. */
  takeBack(entry: InvoiceEntry): void;
  skippedOcrCalls(): number;
  /** Undefined if the ledgers no longer hold what was counted. */
  snapshot(): UsageSnapshot['models'] | undefined;
}

export function createModelUsageReading(options: ModelUsageReadingOptions): ModelUsageReading {
  const { invoices, ocrCalls, calendar, isCurrent, onDamage } = options;
  const known = isUsable(options) ? options.snapshot : undefined;
  const usage = createModelUsage(known?.usage);
  const count = (call: CallEntry, sign: 1 | -1) => {
    usage.add(call, monthOf(calendar.dayOf(call.atMs)), sign);
  };
  /** The line that is being counted: the position of its reading moves on only after the whole chunk. */
  let countedTo = known?.invoices.position ?? 0;
  let reading = Promise.resolve();

  const calls = createBookmarkedReading({
    ledger: ocrCalls,
    format: ocrCallLines,
    onEntry: (call) => count(call, 1),
    onDamage,
    from: known?.calls,
  });
  const scans = createBookmarkedReading({
    ledger: invoices,
    format: invoiceLines,
    onEntry: (entry) => {
      countedTo = entry.position + 1;
      if (isCurrent(entry)) for (const call of parsingCallsOf(entry)) count(call, 1);
    },
    // Reported when the scans themselves were counted.
    onDamage: () => undefined,
    from: known?.invoices,
  });

  return {
    usage,
    readOn() {
      reading = reading.then(async () => {
        await scans.readOn();
        await calls.readOn();
      });
      const ended = reading;
      reading = ended.catch(() => undefined);
      return ended;
    },
    takeBack(entry) {
      if (entry.position < countedTo) for (const call of parsingCallsOf(entry)) count(call, -1);
    },
    skippedOcrCalls: calls.skipped,
    snapshot() {
      const bookmarks = { calls: calls.bookmark(), invoices: scans.bookmark() };
      const { calls: inCalls, invoices: inInvoices } = bookmarks;
      return inCalls && inInvoices && { calls: inCalls, invoices: inInvoices, usage: usage.snapshot() };
    },
  };
}

function isUsable({ snapshot, ocrCalls, invoices }: ModelUsageReadingOptions): boolean {
  return snapshot !== undefined && isValid(snapshot.calls, ocrCalls) && isValid(snapshot.invoices, invoices);
}
