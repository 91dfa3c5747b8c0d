/** Reads sound invoices and those with known faults, and tells what the rules found, missed, or found where nothing is. */
import { join } from 'node:path';
import { pino } from 'pino';
import { createCsvSheet } from '../../src/csv-sheets/csv-sheet.ts';
import { parseKeyring } from '../../src/invoice/e-invoice/keyring.ts';
import { readSignedQr } from '../../src/invoice/e-invoice/signed-qr.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { layOutText } from '../../src/local-ocr/fields/printed/printed-rows.ts';
import type { LocalReader } from '../../src/local-ocr/local-reader.ts';
import type { CallOptions, PageLayout, PageReading } from '../../src/reader/invoice-reader.ts';
import { type CheckContext, checkScan } from '../../src/scan/steps/check-scan.ts';
import { findSignedCode } from '../../src/scan/steps/signed-code.ts';
import type { Scan } from '../../src/scan/value/scan.ts';
import { addFiles } from '../../src/scan/value/scan-files.ts';
import {
  beginParsing,
  beginReading,
  createScan,
  queueScan,
  understand,
} from '../../src/scan/value/scan-steps.ts';
import { createSavedInvoices } from '../../src/sheet/saved-invoices.ts';
import { createSheetTabs } from '../../src/sheet/sheet-tabs.ts';
import { type DrawnInvoice, readDrawnInvoice } from '../drawn.ts';
import { type Expectation, KNOWN_FAULTS, type KnownFault, type Registrars } from '../known-faults.ts';
import { createPageFiles } from '../paper-files.ts';
import { createRegistrar } from '../registrar.ts';
import { formatTable } from './tables.ts';

interface FaultOutcome {
  readonly title: string;
  readonly expected: readonly Expectation[];
  readonly found: readonly Expectation[];
}

/** After every drawn invoice's date, with none of them two years old. */
const CONTEXT: CheckContext = { today: '2026-04-01', businessGstins: [], doubtfulBelow: 0.7 };

const TAB_NAMES = {
  invoiceHeader: 'Invoice_Header',
  lineItems: 'Line_Items',
  customerMaster: 'Customer_Master',
  hsnMaster: 'HSN_Master',
  duplicateAttempts: 'Duplicate_Attempts',
};

const signal = new AbortController().signal;
const callOptions: CallOptions = { signal, recordCall: () => undefined };

export async function findKnownFaults(
  reader: LocalReader,
  sound: readonly DrawnInvoice[],
  folder: string,
): Promise<readonly FaultOutcome[]> {
  const registrars = { known: createRegistrar(), unknown: createRegistrar() };
  const outcomes: FaultOutcome[] = [];
  for (const { slug } of sound) {
    const fault = { title: `${slug}, sound`, slug, expected: [] };
    outcomes.push(await tryFault(fault, { reader, registrars, folder: join(folder, slug) }));
  }
  for (const [index, fault] of KNOWN_FAULTS.entries()) {
    outcomes.push(await tryFault(fault, { reader, registrars, folder: join(folder, `fault-${index}`) }));
  }
  return outcomes;
}

export function formatFaults(outcomes: readonly FaultOutcome[]): string {
  const rows = outcomes.map(({ title, expected, found }) => {
    const missed = expected.filter((wanted) => !found.includes(wanted));
    const falseOnes = found.filter((one) => !expected.includes(one));
    return [title, ...[expected, found, missed, falseOnes].map((list) => list.join(' ') || '–')];
  });
  const table = formatTable(['invoice', 'expected', 'found', 'missed', 'false'], rows);
  const count = (column: number) => rows.filter((row) => row[column] !== '–').length;
  return `Known faults, read from PDFs\n\n${table}\n\n${count(1)} with a fault, ${count(3)} missed, ${count(4)} with a false alarm`;
}

interface Trial {
  readonly reader: LocalReader;
  readonly registrars: Registrars;
  readonly folder: string;
}

async function tryFault(fault: KnownFault, trial: Trial): Promise<FaultOutcome> {
  const drawn = readDrawnInvoice(fault.slug);
  const scan = await readFaulty(drawn, fault, trial);
  const checked = checkScan(scan, CONTEXT);
  const isRepeated = await isSavedBefore(fault, drawn, {
    folder: trial.folder,
    fingerprint: checked.fingerprint,
  });
  const found: Expectation[] = [
    ...new Set(checked.findings.map(({ rule }) => rule)),
    ...(checked.doubtful.length > 0 ? (['doubtful'] as const) : []),
    ...(isRepeated ? (['duplicate'] as const) : []),
    ...(fault.code && scan.parse?.eInvoice?.state === 'decoded-not-verified'
      ? (['not verified'] as const)
      : []),
  ];
  return { title: fault.title, expected: fault.expected, found };
}

async function readFaulty(
  drawn: DrawnInvoice,
  fault: KnownFault,
  { reader, registrars, folder }: Trial,
): Promise<Scan> {
  const files = await createPageFiles(drawn, { kind: 'pdf', folder, seed: 0 });
  const readings: PageReading[] = [];
  for (const file of files) {
    readings.push(withOtherWords(await reader.readPage(file, callOptions), fault.words ?? {}));
  }
  const header = { ...(await reader.parseHeader(readings, callOptions)), ...fault.misread };
  const lines = await reader.parseLines(readings, callOptions);
  const texts = fault.code
    ? [fault.code(drawn.truth, registrars)]
    : readings.flatMap(({ qr }) => qr?.texts ?? []);
  const { keyring } = parseKeyring([{ name: 'registrar.cer', bytes: registrars.known.certificateDer }]);
  const eInvoice = await findSignedCode(texts, (text) => readSignedQr(text, keyring));
  const owner = { chatId: 1, userId: 1 };
  const now = new Date();
  const scan = createScan({ scanId: fault.slug, customerId: 'CUST001', owner, now });
  const sent = files.map((file, index) => ({
    ...{ ...file, name: `${index}`, messageId: index, fileUniqueId: `${index}` },
    reading: readings[index] ?? { text: '' },
  }));
  const read = beginParsing(beginReading(queueScan(addFiles(scan, sent, now), now)));
  return understand(read, { header, lines, ...(eInvoice && { eInvoice }) });
}

/** Throws if a word that is to be replaced does not stand there: the fault would be none. */
function withOtherWords(reading: PageReading, words: NonNullable<KnownFault['words']>): PageReading {
  const pages = Object.entries(words).reduce(replaceWord, reading.pages ?? []);
  return { ...reading, pages, text: pages.map(layOutText).join('\f') };
}

function replaceWord(
  pages: readonly PageLayout[],
  [wanted, instead]: readonly [string, string],
): readonly PageLayout[] {
  const [printed, occurrence] = wanted.split('#');
  const standing = pages
    .flatMap(({ words }) => words.filter(({ text }) => text === printed))
    .sort((a, b) => a.top - b.top || a.left - b.left);
  const replaced =
    occurrence === undefined ? standing : standing.slice(Number(occurrence) - 1, Number(occurrence));
  if (replaced.length === 0) throw new Error(`There is no word ${wanted} to replace`);
  return pages.map((page) => ({
    ...page,
    words: page.words.map((word) => (replaced.includes(word) ? { ...word, text: instead } : word)),
  }));
}

async function isSavedBefore(
  { savedBefore }: KnownFault,
  { truth }: DrawnInvoice,
  { folder, fingerprint }: { readonly folder: string; readonly fingerprint: string | undefined },
): Promise<boolean> {
  if (!savedBefore) return false;
  const log = pino({ level: 'silent' });
  const sheet = createCsvSheet({ folder, tabs: createSheetTabs(TAB_NAMES), log });
  const { header } = normalizeInvoice({ header: savedBefore(truth), lines: [] });
  const cells = Object.entries(header).map(([name, text]) => [name, { kind: 'text' as const, text }]);
  await sheet.appendRows([{ tab: 'invoiceHeader', cells: Object.fromEntries(cells) }], signal);
  const found = await createSavedInvoices(sheet).find({ fingerprint, scanId: 'new' }, signal);
  return found !== undefined;
}
