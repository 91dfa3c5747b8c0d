/** Has single doubtful values of a parsed scan read once more, and keeps what comes of it if the invoice is sounder with it. */
import type { Logger } from 'pino';
import type { FieldPlace, FieldValue } from '../../invoice/field-values.ts';
import { FIELD_KINDS, type Invoice } from '../../invoice/invoice.ts';
import { findRepairQuestion, isSounder, type RepairQuestion } from '../../invoice/repair.ts';
import type { CallOptions, InvoiceReader, RepairRequest } from '../../reader/invoice-reader.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import type { Scan } from '../value/scan.ts';
import { understand } from '../value/scan-steps.ts';
import { type CheckContext, checkScan } from './check-scan.ts';

export interface RepairDeps {
  readonly store: ScanStore;
  readonly reader: InvoiceReader;
  readonly checkContext: (scan: Scan) => CheckContext;
  readonly log: Logger;
}

type PageToRepair = RepairRequest['pages'][number];

/** Each costs as much as to read it did. */
const MAX_FILES = 3;

/** So much of a description stands on one printed line. */
const TELLING_CHARACTERS = 12;

type Question = RepairQuestion & Pick<RepairRequest, 'invoice'>;

/** Rejects with the signal's reason, or a disk's fault. What else fails leaves the scan as it was read. */
export type RepairScan = (scanId: string, options: CallOptions) => Promise<void>;

export function createRepairScan({ store, reader, checkContext, log }: RepairDeps): RepairScan {
  async function ask(
    scanId: string,
    request: RepairRequest,
    options: CallOptions,
  ): Promise<readonly FieldValue[]> {
    if (!reader.repair) return [];
    return reader.repair(request, options).catch((error: unknown) => {
      options.signal.throwIfAborted();
      log.warn({ scanId, err: error }, 'A second look at single values failed');
      return [];
    });
  }

  return async (scanId, options) => {
    const scan = store.get(scanId);
    if (!reader.repair || !scan || scan.isAskedAgain) return;
    const context = checkContext(scan);
    const before = checkScan(scan, context);
    const asked = findRepairQuestion(before);
    if (!asked) return;
    const question = { ...asked, invoice: before.invoice };
    // Written down before it is sent: a stop in between costs the second look, never a third.
    await store.update(scanId, (current) => ({ ...current, isAskedAgain: true }));
    const repairs = await ask(scanId, { ...question, pages: choosePages(scan, question, store) }, options);
    const isKept = repairs.length > 0 && isSounder(checkScan(understand(scan, { repairs }), context), before);
    log.info(
      { scanId, asked: question.places.length, given: repairs.length, isKept },
      'A second look at single values',
    );
    if (isKept) await store.update(scanId, (current) => understand(current, { repairs }));
  };
}

/** Those on which the values should stand: parties and number on the first, totals on the last, a line where its text is. */
function choosePages(scan: Scan, question: Question, store: ScanStore): readonly PageToRepair[] {
  const pages = scan.files.flatMap(({ reading, ...file }): PageToRepair[] => {
    if (!reading?.text.trim()) return [];
    return [{ ...file, read: () => store.readFile(scan.scanId, file.name), reading }];
  });
  const wanted = question.places.map((place) => findPage(pages, place, question.invoice));
  return pages.filter((page) => wanted.includes(page)).slice(0, MAX_FILES);
}

function findPage(
  pages: readonly PageToRepair[],
  { field, line }: FieldPlace,
  { lines }: Invoice,
): PageToRepair | undefined {
  if (line === undefined) return FIELD_KINDS.get(field) === 'amount' ? pages.at(-1) : pages[0];
  const start = lines[line]?.Item_Description?.slice(0, TELLING_CHARACTERS);
  return pages.find(({ reading }) => start !== undefined && reading.text.includes(start)) ?? pages[0];
}
