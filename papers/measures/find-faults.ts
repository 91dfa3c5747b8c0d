/** Reads sound invoices and those with known faults, and tells what the rules found, missed, or found where nothing is. */
import { parseKeyring } from '../../src/invoice/e-invoice/keyring.ts';
import { readSignedQr } from '../../src/invoice/e-invoice/signed-qr.ts';
import { calculateFingerprint } from '../../src/invoice/fingerprint.ts';
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
import { type DrawnInvoice, readDrawnInvoice } from '../drawn-invoices.ts';
import { pdfToRead } from '../photos/page-files.ts';
import { createRegistrar } from '../registrar/registrar.ts';
import { type Expectation, KNOWN_FAULTS, type KnownFault, type Registrars } from './known-faults.ts';

export interface FaultOutcome {
  readonly title: string;
  readonly expected: readonly Expectation[];
  readonly found: readonly Expectation[];
}

/** After every drawn invoice's date, with none of them two years old. */
const CONTEXT: CheckContext = { today: '2026-04-01', businessGstins: [], doubtfulBelow: 0.7 };

const callOptions: CallOptions = { signal: new AbortController().signal, recordCall: () => undefined };

/** Every known fault; before them the sound invoices, in which nothing may be found. */
export async function findKnownFaults(
  reader: LocalReader,
  sound: readonly DrawnInvoice[],
): Promise<readonly FaultOutcome[]> {
  const registrars = { known: createRegistrar(), unknown: createRegistrar() };
  const soundOnes = sound.map(({ slug }) => ({ title: `${slug}, sound`, slug, expected: [] }));
  const outcomes: FaultOutcome[] = [];
  for (const fault of [...soundOnes, ...KNOWN_FAULTS])
    outcomes.push(await tryFault(fault, { reader, registrars }));
  return outcomes;
}

interface Trial {
  readonly reader: LocalReader;
  readonly registrars: Registrars;
}

async function tryFault(fault: KnownFault, trial: Trial): Promise<FaultOutcome> {
  const drawn = readDrawnInvoice(fault.slug);
  const scan = await readFaulty(drawn, fault, trial);
  const checked = checkScan(scan, CONTEXT);
  const found: Expectation[] = [
    ...new Set(checked.findings.map(({ rule }) => rule)),
    ...(checked.doubtful.length > 0 ? (['doubtful'] as const) : []),
    ...(isRepeat(fault, drawn, checked.fingerprint) ? (['duplicate'] as const) : []),
    ...(fault.code && scan.parse?.eInvoice?.state === 'decoded-not-verified'
      ? (['not verified'] as const)
      : []),
  ];
  return { title: fault.title, expected: fault.expected, found };
}

async function readFaulty(
  drawn: DrawnInvoice,
  fault: KnownFault,
  { reader, registrars }: Trial,
): Promise<Scan> {
  const file = await pdfToRead(drawn);
  const reading = withOtherWords(await reader.readPage(file, callOptions), fault.words ?? {});
  const header = { ...(await reader.parseHeader([reading], callOptions)), ...fault.misread };
  const lines = await reader.parseLines([reading], callOptions);
  const texts = fault.code ? [fault.code(drawn.truth, registrars)] : (reading.qr?.texts ?? []);
  const { keyring } = parseKeyring([{ name: 'registrar.cer', bytes: registrars.known.certificateDer }]);
  const eInvoice = await findSignedCode(texts, (text) => readSignedQr(text, keyring));
  const now = new Date();
  const owner = { chatId: 1, userId: 1 };
  const draft = createScan({ scanId: fault.slug, customerId: 'CUST001', owner, now });
  const sent = { ...file, name: '0', messageId: 0, fileUniqueId: '0', reading };
  const read = beginParsing(beginReading(queueScan(addFiles(draft, [sent], now), now)));
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

/** Whether it has the fingerprint of the invoice that was saved before it. */
function isRepeat({ savedBefore }: KnownFault, { truth }: DrawnInvoice, fingerprint?: string): boolean {
  if (!savedBefore || fingerprint === undefined) return false;
  const { header } = normalizeInvoice({ header: savedBefore(truth), lines: [] });
  return calculateFingerprint(header) === fingerprint;
}
