/**
 * `npm run bench:ocr`: how well and how fast this machine reads drawn invoices, as PDF, picture, scan and bad photo; which
 * known faults the rules find in them; how many QR codes of e-invoices it decodes. `--quick` takes few of them, `--errors`
 * lists wrong fields, `--json` gives everything as data. Names of layouts and kinds (`tally telegram`) choose those alone,
 * `--faults` and `--qr` these parts alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDrawnInvoices } from '../../papers/drawn-invoices.ts';
import { formatFaults } from '../../papers/measures/fault-report.ts';
import { findKnownFaults } from '../../papers/measures/find-faults.ts';
import { FILE_KINDS, type FileKind } from '../../papers/photos/page-files.ts';
import { createLocalReader } from '../../src/local-ocr/local-reader.ts';
import { type Measurement, measureInvoice, watchMachine } from './measurement.ts';
import { formatQrRates, measureQrRates } from './qr-rates.ts';
import { formatErrors, formatReport } from './report.ts';

const QUICK_LAYOUTS: readonly string[] = ['tally', 'modern', 'thermal'];
const QUICK_KINDS: readonly FileKind[] = ['pdf', 'picture', 'telegram'];

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const isAlone = args.includes('--faults') || args.includes('--qr');
  const isWanted = (part: string) =>
    args.includes(part) || (!isAlone && !args.some((arg) => !arg.startsWith('--')));
  const all = readDrawnInvoices();
  const chosen = choose(all, ({ slug }) => slug, isQuick ? QUICK_LAYOUTS : args);
  const invoices = isAlone ? [] : chosen;
  const kinds = choose(FILE_KINDS, (kind) => kind, isQuick ? QUICK_KINDS : args);
  const folder = await mkdtemp(join(tmpdir(), 'bench-ocr-'));
  const stopWatching = watchMachine();
  const reader = createLocalReader();
  const measurements: Measurement[] = [];
  let faults: Awaited<ReturnType<typeof findKnownFaults>> = [];
  let qrRates: Awaited<ReturnType<typeof measureQrRates>> = [];
  try {
    for (const invoice of invoices) {
      for (const kind of kinds) {
        const seed = 100 * all.indexOf(invoice) + FILE_KINDS.indexOf(kind);
        measurements.push(await measureInvoice(reader, invoice, { kind, folder, seed }));
      }
    }
    if (isWanted('--faults')) faults = await findKnownFaults(reader, chosen);
    if (isWanted('--qr')) qrRates = await measureQrRates(isQuick ? 1 : undefined);
  } finally {
    await reader.close();
    await rm(folder, { recursive: true });
  }
  const machine = stopWatching();
  if (args.includes('--json'))
    return print(JSON.stringify({ measurements, machine, faults, qrRates }, undefined, 2));
  if (args.includes('--errors')) print(formatErrors(measurements));
  if (measurements.length > 0) print(formatReport(measurements, machine));
  if (faults.length > 0) print(`\n${formatFaults(faults)}`);
  if (qrRates.length > 0) print(`\n${formatQrRates(qrRates)}`);
}

/** Those that are named; all where none is. */
function choose<T extends object | string>(
  all: readonly T[],
  nameOf: (one: T) => string,
  names: readonly string[],
): readonly T[] {
  const named = all.filter((one) => names.includes(nameOf(one)));
  return named.length > 0 ? named : all;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
