/** The two ledgers, and all that is folded from them. */
import { join } from 'node:path';
import PQueue from 'p-queue';
import { type Ledger, openLedger } from '../durable/append-log/append-log.ts';
import { NO_LEDGER } from '../durable/append-log/no-log.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import { lockLedger } from './ledger-lock.ts';
import { isValid } from './projections/bookmarked-reading.ts';
import { createInvoiceFold, type InvoiceFold } from './projections/invoice-fold.ts';
import type { InvoiceProjections } from './projections/invoice-projections.ts';
import type { ModelUsage } from './projections/model-usage.ts';
import { createModelUsageReading } from './projections/model-usage-reading.ts';
import type { Place } from './projections/totals.ts';
import type { UsageRecords } from './records/build-records.ts';
import type { InvoiceEntry } from './records/invoice-lines.ts';
import type { LineDamage } from './records/line-reader.ts';
import { findRecentCallIds, selectNewLines } from './records/select-new-lines.ts';
import { type LedgerMark, loadSnapshot, SNAPSHOT_VERSION, saveSnapshot } from './snapshot/snapshot.ts';
import type { UsageLog } from './usage-log.ts';

export interface UsageStoreOptions {
  /** LOGS_DIR; made if it does not exist. */
  readonly folder: string;
  /** REPORT_TIMEZONE, an IANA name. */
  readonly timeZone: string;
  /** Whether to keep Level 1, a line per OCR call, and Level 2, a line per scan. Everything but models rests on Level 2. */
  readonly hasOcrCalls: boolean;
  readonly hasInvoices: boolean;
  /** LEDGER_FSYNC: off, a power cut may take the newest records with it; a crash of this process never does. */
  readonly isSynced: boolean;
  /** Leaves the snapshot aside and reads the ledgers from their first line. */
  readonly isAnew?: boolean | undefined;
  readonly now: () => Date;
  readonly log: UsageLog;
  /** Told of every entry that newly counts (1), and of every one that no longer does (-1); at the start, of those since the snapshot. */
  readonly onChange?: (entry: InvoiceEntry, place: Place, sign: 1 | -1) => void;
}

export interface UsageStore {
  readonly calendar: Calendar;
  readonly invoices: InvoiceProjections;
  /** Complete once `modelsSettled` has resolved. */
  readonly models: ModelUsage;
  /** Last day whose summary lines are written; kept with the snapshot. */
  closedThroughDay: number | undefined;
  /** Appends what is not there yet, Level 1 first, and counts it. Rejects with a system error. */
  append(records: readonly UsageRecords[]): Promise<void>;
  /** Resolves when old scans can be found and the months know their most expensive invoices. */
  settle(): Promise<void>;
  modelsSettled(): Promise<void>;
  /** What counts on these days, in the order of the ledger. */
  readDays(days: ReadonlySet<number>): Promise<readonly InvoiceEntry[]>;
  /** How far the counting of Level 2 has come. */
  mark(): LedgerMark;
  /** False if the ledger no longer holds what stood before the mark. */
  isMark(mark: LedgerMark): boolean;
  /** What counts of the lines since the mark, and the mark behind them. */
  readSince(
    mark: LedgerMark,
  ): Promise<{ readonly entries: readonly InvoiceEntry[]; readonly end: LedgerMark }>;
  /** The whole Level 2 line. */
  readLine(position: number): string | undefined;
  skipped(): SkippedLines;
  saveSnapshot(): Promise<void>;
  close(): Promise<void>;
}

/** Damaged lines: they don't count. */
export interface SkippedLines {
  readonly invoices: number;
  readonly ocrCalls: number;
  /** The first of those that were seen since the start. */
  readonly examples: readonly LineDamage[];
}

const INVOICE_LEDGER = 'invoice_usage.jsonl';
const OCR_CALL_LEDGER = 'ocr_calls.jsonl';
const SNAPSHOT_FOLDER = '.usage-snapshot';
const MAX_EXAMPLES = 100;

/** Rejects with `LedgerBusyError` if another process tracks here, or with a system error. */
export async function openUsageStore(options: UsageStoreOptions): Promise<UsageStore> {
  const { folder, hasOcrCalls, hasInvoices } = options;
  const lock = await lockLedger(folder, options.now);
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    for (const part of opened) await part.close();
    await lock.release();
  };
  const open = async (name: string) => {
    const ledger = await openLedger({ ...options, path: join(folder, name) });
    opened.push(ledger);
    return ledger;
  };
  try {
    const ocrCalls = hasOcrCalls ? await open(OCR_CALL_LEDGER) : NO_LEDGER;
    const invoices = hasInvoices ? await open(INVOICE_LEDGER) : NO_LEDGER;
    return await createUsageStore({ ...options, ocrCalls, invoices, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface OpenStoreOptions extends UsageStoreOptions {
  readonly ocrCalls: Ledger;
  readonly invoices: Ledger;
  readonly closeAll: () => Promise<void>;
}

async function createUsageStore(options: OpenStoreOptions): Promise<UsageStore> {
  const { ocrCalls, invoices, timeZone, log, closeAll } = options;
  const snapshotFolder = join(options.folder, SNAPSHOT_FOLDER);
  const calendar = createCalendar(timeZone);
  const inTurn = new PQueue({ concurrency: 1 });
  const examples: LineDamage[] = [];
  const onDamage = (damage: LineDamage) => {
    if (examples.length < MAX_EXAMPLES) {
      examples.push(damage);
      log.warn(damage, 'A usage record is damaged and does not count');
    }
  };

  const snapshot = options.isAnew ? undefined : await loadSnapshot(snapshotFolder, timeZone);
  const fold: InvoiceFold = createInvoiceFold({
    ledger: invoices,
    calendar,
    snapshot,
    snapshotFolder,
    onDamage,
    onChange: (entry, place, sign) => {
      if (sign === -1) models.takeBack(entry);
      options.onChange?.(entry, place, sign);
    },
  });
  const { projections } = fold;
  const models = createModelUsageReading({
    invoices,
    ocrCalls,
    calendar,
    isCurrent: projections.isCurrent,
    onDamage,
    snapshot: fold.isFromSnapshot ? snapshot?.models : undefined,
  });
  const recentCallIds = await findRecentCallIds(ocrCalls);
  await fold.readOn();

  const findLine = (scanId: string) => {
    const entry = projections.findScan(scanId);
    return entry && invoices.readLine(entry.position);
  };

  const store: UsageStore = {
    calendar,
    invoices: projections,
    models: models.usage,
    closedThroughDay: fold.isFromSnapshot ? snapshot?.closedThroughDay : undefined,
    append: (records) =>
      inTurn.add(async () => {
        await fold.completeIndex();
        const lines = selectNewLines(records, { findLine, recentCallIds });
        await ocrCalls.append(lines.ocrCalls);
        // A second try, after Level 2 has failed, must not write them again.
        for (const { ocrCalls: calls } of records)
          for (const { call_id } of calls) recentCallIds.add(call_id);
        await invoices.append(lines.invoices);
        await fold.readOn();
        // In small steps from write to write; whoever asks for models waits for them, and hears of a fault.
        models.readOn().catch(() => undefined);
        for (const { ocrCalls: calls } of records)
          for (const { call_id } of calls) recentCallIds.delete(call_id);
      }),
    settle: () => inTurn.add(() => fold.settle()),
    modelsSettled: async () => {
      await fold.completeIndex();
      await models.readOn();
    },
    readDays: (days) => fold.readDays(days),
    mark: fold.mark,
    isMark: (mark) => isValid(mark, invoices),
    async readSince(mark) {
      const end = fold.mark();
      return { entries: await fold.readCurrent(mark.position, end.position), end };
    },
    readLine: (position) => invoices.readLine(position),
    skipped: () => ({ invoices: fold.skipped(), ocrCalls: models.skippedOcrCalls(), examples }),
    saveSnapshot: () =>
      inTurn.add(async () => {
        // Nothing is soon read again, and a small disk has better uses.
        if (projections.customers.all().length === 0) return;
        await fold.completeIndex();
        const [invoicePart, modelPart] = [fold.snapshot(), models.snapshot()];
        if (invoicePart === undefined || modelPart === undefined) return;
        const { closedThroughDay } = store;
        const parts = { invoices: invoicePart, models: modelPart, timeZone, closedThroughDay };
        await saveSnapshot(snapshotFolder, { version: SNAPSHOT_VERSION, ...parts }, projections.index.full());
      }),
    close: async () => {
      await inTurn.onIdle();
      await models.readOn().catch(() => undefined);
      await closeAll();
    },
  };
  return store;
}
