/** Knows by its fingerprint which invoice is saved already: an index, built from the sheet once, kept up with every save. */
import PQueue from 'p-queue';
import { takeTurn } from '../concurrency/turns.ts';
import { untilAborted } from '../concurrency/until-aborted.ts';
import { calculateFingerprint } from '../invoice/fingerprint.ts';
import { normalizeInvoice } from '../invoice/normalize.ts';
import { parseDate } from '../invoice/values/dates.ts';
import type { InvoiceSheet } from './invoice-sheet.ts';
import { FIRST_ROW_NUMBER, SCAN_ID_COLUMN } from './sheet-tabs.ts';

/** An invoice that stands in the sheet. */
export interface SavedInvoice {
  /** Where its row stood when it was last looked for, counted from 1 with the header row as 1. */
  readonly rowNumber: number;
  /** The day on which it was saved, `YYYY-MM-DD`; absent where the sheet does not tell. */
  readonly savedOn?: string | undefined;
  /** Absent for a row that a person typed. */
  readonly scanId?: string | undefined;
}

export interface SavedInvoices {
  /**
   * Another scan's invoice of this fingerprint, the newest one; undefined where there is no fingerprint. A row that is
   * gone from the sheet counts no more. Throws what the sheet throws, or the signal's reason.
   */
  find(wanted: Wanted, signal: AbortSignal): Promise<SavedInvoice | undefined>;
  add(fingerprint: string, invoice: Omit<SavedInvoice, 'rowNumber'>): void;
  /** Runs the work once nobody else is at work on the same fingerprint; at once where there is none. */
  inTurn<T>(fingerprint: string | undefined, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Builds the index ahead of its first use. */
  load(signal: AbortSignal): Promise<void>;
}

export interface Wanted {
  readonly fingerprint: string | undefined;
  /** Not this scan itself. */
  readonly scanId: string;
}

type Known = Omit<SavedInvoice, 'rowNumber'> & { readonly rowNumber?: number };

/** What a fingerprint is made of, as it stands in the sheet now: people correct what was saved. */
const KEY_COLUMNS = ['Seller_GSTIN', 'Invoice_No', 'Invoice_Date', 'Invoice_Type'] as const;
const FINGERPRINT_COLUMN = 'Invoice_Fingerprint';
const SAVED_COLUMN = 'Upload_Timestamp';
const COLUMNS = [...KEY_COLUMNS, FINGERPRINT_COLUMN, SAVED_COLUMN, SCAN_ID_COLUMN];

type Row = Readonly<Record<string, string>>;

export function createSavedInvoices(sheet: Pick<InvoiceSheet, 'readColumns' | 'findScan'>): SavedInvoices {
  const turns = new Map<string, PQueue>();
  let index: Promise<Map<string, Known[]>> | undefined;

  /** One who asked may give up; the others go on waiting for what is read. */
  function loadIndex(signal: AbortSignal): Promise<Map<string, Known[]>> {
    index ??= readIndex(sheet).catch((error: unknown) => {
      index = undefined;
      throw error;
    });
    return untilAborted(index, signal);
  }

  async function confirm(known: Known, signal: AbortSignal): Promise<SavedInvoice | undefined> {
    const { scanId, rowNumber } = known;
    if (scanId === undefined) return rowNumber === undefined ? undefined : { ...known, rowNumber };
    const row = await sheet.findScan(scanId, signal);
    return row && { ...known, ...row };
  }

  return {
    async find({ fingerprint, scanId }, signal) {
      if (fingerprint === undefined) return undefined;
      const all = (await loadIndex(signal)).get(fingerprint) ?? [];
      for (const known of all.filter((each) => each.scanId !== scanId).reverse()) {
        const saved = await confirm(known, signal);
        if (saved) return saved;
      }
      return undefined;
    },

    add(fingerprint, invoice) {
      // An index that is not there yet, or could not be read, will have it from the sheet.
      index?.then((known) => insert(known, fingerprint, invoice)).catch(() => undefined);
    },

    async inTurn(fingerprint, signal, work) {
      if (fingerprint === undefined) return work();
      const queue = turns.get(fingerprint) ?? new PQueue({ concurrency: 1 });
      turns.set(fingerprint, queue);
      try {
        return await takeTurn(queue, work, { signal });
      } finally {
        if (queue.size + queue.pending === 0 && turns.get(fingerprint) === queue) turns.delete(fingerprint);
      }
    },

    load: async (signal) => void (await loadIndex(signal)),
  };
}

async function readIndex(sheet: Pick<InvoiceSheet, 'readColumns'>): Promise<Map<string, Known[]>> {
  const rows = await sheet.readColumns('invoiceHeader', COLUMNS, new AbortController().signal);
  const index = new Map<string, Known[]>();
  rows.forEach((row, position) => {
    const fingerprint = fingerprintOf(row);
    if (fingerprint !== undefined) insert(index, fingerprint, toKnown(row, position + FIRST_ROW_NUMBER));
  });
  return index;
}

function fingerprintOf(row: Row): string | undefined {
  const cells = KEY_COLUMNS.map((name) => [name, row[name]] as const).filter(([, text]) => text);
  const { header } = normalizeInvoice({ header: Object.fromEntries(cells), lines: [] });
  return calculateFingerprint(header) ?? (row[FINGERPRINT_COLUMN] || undefined);
}

function toKnown(row: Row, rowNumber: number): Known {
  const savedOn = parseDate(row[SAVED_COLUMN]?.split(/[ T]/)[0] ?? '');
  return { savedOn, scanId: row[SCAN_ID_COLUMN] || undefined, rowNumber };
}

function insert(index: Map<string, Known[]>, fingerprint: string, invoice: Known): void {
  const known = index.get(fingerprint);
  if (known === undefined) index.set(fingerprint, [invoice]);
  else if (!known.some(({ scanId }) => scanId !== undefined && scanId === invoice.scanId))
    known.push(invoice);
}
