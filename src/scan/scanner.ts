/** Takes a scan forward: read its files, parse them, check the invoice, save it. Goes on from wherever the scan stands. */
import type { Logger } from 'pino';
import { allOrFirstError } from '../concurrency/all-or-first-error.ts';
import { ScanError } from '../errors.ts';
import type { CallOptions, InvoiceReader, PageReading, ParseOptions } from '../reader/invoice-reader.ts';
import type { ScanStore } from './kept/scan-store.ts';
import { recordCallsOf } from './steps/call-recording.ts';
import { type CheckContext, checkScan, needsReview, type ReviewMode } from './steps/check-scan.ts';
import type { FileReads } from './steps/file-reads.ts';
import type { RepairScan } from './steps/repair-scan.ts';
import type { SaveInvoice } from './steps/save-invoice.ts';
import { findSignedCode, type ReadSignedCode } from './steps/signed-code.ts';
import { askReview } from './value/review.ts';
import type { Scan, ScanFault } from './value/scan.ts';
import { findQrTexts } from './value/scan-files.ts';
import { beginParsing, beginReading, checkParse, failScan, understand } from './value/scan-steps.ts';
import type { WorkspaceOf } from './workspace.ts';

export interface ScannerDeps {
  readonly store: ScanStore;
  readonly reads: Pick<FileReads, 'readAll'>;
  readonly reader: InvoiceReader;
  readonly workspaceOf: WorkspaceOf;
  readonly saveInvoice: SaveInvoice;
  readonly readSignedCode: ReadSignedCode;
  /** Absent where nothing is looked at twice. */
  readonly repairScan?: RepairScan;
  readonly checkContext: (scan: Scan) => CheckContext;
  readonly reviewMode: ReviewMode;
  readonly now: () => Date;
  readonly log: Logger;
}

/** From the beginning of the parse on, which takes longer. */
const MAX_LOOK_UP_MS = 3000;

export interface Scanner {
  /**
   * Resolves when the scan has ended or waits for its user's answer, or when the signal has aborted: then the scan is left as it stands, for
   * whoever aborted to decide, and a later run goes on without paying again for what was read.
   */
  run(scanId: string, signal: AbortSignal): Promise<void>;
}

export function createScanner(deps: ScannerDeps): Scanner {
  const { store, reader, workspaceOf, saveInvoice, now, log } = deps;

  async function readPages(scanId: string, { signal }: CallOptions): Promise<void> {
    await store.update(scanId, beginReading);
    await deps.reads.readAll(scanId, signal);
  }

  async function parsePages(scanId: string, options: CallOptions): Promise<void> {
    const scan = await store.update(scanId, beginParsing);
    const pages = scan.files.map((file): PageReading => file.reading ?? { text: '' });
    if (pages.every((page) => page.text.trim() === '')) {
      throw new ScanError('no_invoice_found', 'all pages are blank');
    }
    const { extraFields } = workspaceOf(scan.customerId);
    const parseOptions = { ...options, extraFields };
    await allOrFirstError([parseHeader(scan, pages, parseOptions), parseLines(scan, pages, parseOptions)]);
  }

  async function parseHeader(
    scan: Scan,
    pages: readonly PageReading[],
    options: ParseOptions,
  ): Promise<void> {
    if (scan.parse?.header) return;
    const header = await reader.parseHeader(pages, options);
    await store.update(scan.scanId, (current) => understand(current, { header }));
  }

  async function parseLines(scan: Scan, pages: readonly PageReading[], options: ParseOptions): Promise<void> {
    if (scan.parse?.lines) return;
    const lines = await reader.parseLines(pages, options);
    await store.update(scan.scanId, (current) => understand(current, { lines }));
  }

  /** So long a scan waits for what earlier invoices said. A sheet that is down has no say in this one. */
  async function loadKnownParties({ customerId }: Scan, signal: AbortSignal): Promise<void> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(MAX_LOOK_UP_MS)]);
    await workspaceOf(customerId)
      .knownParties.load(bounded)
      .catch(() => undefined);
  }

  async function readCode(scanId: string): Promise<void> {
    const scan = store.get(scanId);
    const eInvoice = scan && (await findSignedCode(findQrTexts(scan), deps.readSignedCode));
    if (eInvoice) await store.update(scanId, (current) => understand(current, { eInvoice }));
  }

  async function readInvoice(scan: Scan, options: CallOptions): Promise<void> {
    const { scanId, customerId } = scan;
    // A scan that was interrupted in its parse has all its pages read.
    if (scan.state !== 'parsing') await readPages(scanId, options);
    // Meanwhile, so that the save need not wait for it; a fault shows itself there.
    workspaceOf(customerId)
      .savedInvoices.load(options.signal)
      .catch(() => undefined);
    const knownParties = loadKnownParties(scan, options.signal);
    await parsePages(scanId, options);
    await knownParties;
    await readCode(scanId);
    await deps.repairScan?.(scanId, options);
    options.signal.throwIfAborted();
    await store.update(scanId, (current) => {
      const checked = checkScan(current, deps.checkContext(current));
      return checkParse(current, { checked, isAsked: needsReview(checked, deps.reviewMode) });
    });
  }

  /** What needs no answer, or has one, goes on to the sheet. */
  async function askOrSave(scanId: string, signal: AbortSignal): Promise<void> {
    const scan = store.get(scanId);
    if (!scan) return;
    if (scan.state !== 'parsing') return saveInvoice(scan, signal);
    const duplicateOf = await findDuplicate(scan, signal);
    await store.update(scanId, (current) => askReview(current, { now: now(), duplicateOf }));
  }

  /** So that one question does for two. It is looked for again at the save, so a sheet that is down delays nothing here. */
  async function findDuplicate({ scanId, customerId, parse }: Scan, signal: AbortSignal) {
    const wanted = { fingerprint: parse?.checked?.fingerprint, scanId };
    return workspaceOf(customerId)
      .savedInvoices.find(wanted, signal)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        log.info({ scanId, err: error }, 'Duplicates are looked for later');
        return undefined;
      });
  }

  async function fail(scanId: string, error: unknown): Promise<void> {
    const fault = toFault(error);
    log.warn({ scanId, code: fault.code, err: error }, 'Scan failed');
    await store.update(scanId, (scan) => failScan(scan, { fault, now: now() }));
  }

  return {
    async run(scanId, signal) {
      const scan = store.get(scanId);
      if (!scan) return;
      const { customerId } = scan;
      const options: CallOptions = { signal, recordCall: recordCallsOf(store, scanId), customerId };
      try {
        // Before anything is paid for that nobody could save.
        workspaceOf(scan.customerId);
        if (!scan.parse?.checked) await readInvoice(scan, options);
        await askOrSave(scanId, signal);
      } catch (error) {
        if (signal.aborted) return;
        await fail(scanId, error);
      }
    },
  };
}

function toFault(error: unknown): ScanFault {
  if (!(error instanceof ScanError)) return { code: 'internal' };
  return error.pageNumber === undefined
    ? { code: error.code }
    : { code: error.code, pageNumber: error.pageNumber };
}
