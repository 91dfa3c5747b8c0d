/** Looks for what a kill may have cost: pages, rows, records, messages, and answers that were paid for twice. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeminiServerCall } from '../../loopback/gemini/gemini-call.ts';

import type { SheetsServer } from '../../loopback/sheets/sheets-server.ts';
import type { TestTelegram } from '../../loopback/telegram/telegram-server.ts';
import { ASHA, type Photos } from './scenario.ts';
import type { Trace } from './trace.ts';

export interface Evidence {
  readonly telegram: TestTelegram;
  readonly sheets: SheetsServer;
  readonly photos: Photos;
  /** Every whole answer of the model, and when it was on its way. */
  readonly answered: readonly { readonly call: GeminiServerCall; readonly atMs: number }[];
  readonly dataDir: string;
  readonly logsDir: string;
  readonly killedAtMs: number | undefined;
  /** Of the process that was killed at the last operation, which did not happen; empty if a moment was chosen. */
  readonly trace: Trace;
  /** Then a write is kept once its folder was synced, or else at once. */
  readonly isPowerCut: boolean;
}

export interface Findings {
  /** In words; empty where nothing was lost, doubled or paid for twice. */
  readonly losses: readonly string[];
  /** Answers that were on their way to the disk when the process died: no program can keep those. */
  readonly answersInFlight: number;
  /** Endings that were told once more, rather than never. */
  readonly saidAgain: number;
}

/** Where only the moment is known: an answer that came this long before had its time to reach the disk. */
const WINDOW_MS = 1000;

/** A write that was under way when an answer came carries what was before; the next one carries the answer. */
const WRITES_TO_KEEP_AN_ANSWER = 2;

export async function audit(evidence: Evidence): Promise<Findings> {
  const payments = auditPayments(evidence);
  const messages = auditMessages(evidence.telegram);
  return {
    losses: [
      ...auditRows(evidence.sheets),
      ...(await auditRecords(evidence.logsDir)),
      ...(await auditFiles(evidence.dataDir)),
      ...payments.losses,
      ...messages.losses,
    ],
    answersInFlight: payments.inFlight,
    saidAgain: messages.saidAgain,
  };
}

function auditRows(sheets: SheetsServer): string[] {
  const invoices = rowsOf(sheets, 'Invoice_Header');
  const shown = invoices
    .map(({ Invoice_No, Page_Count, Invoice_Value }) => `${Invoice_No} of ${Page_Count}: ${Invoice_Value}`)
    .join(', ');
  const scanIds = new Set(invoices.map(({ Scan_ID }) => Scan_ID));
  const strayLines = rowsOf(sheets, 'Line_Items').filter(({ Scan_ID }) => !scanIds.has(Scan_ID));
  const counts = rowsOf(sheets, 'Customer_Master')
    .map(({ Usage_Count }) => Usage_Count)
    .join(', ');
  return [
    ...differ('header rows', shown, 'INV-2026-0001 of 2: 3,540.00, INV-2026-0002 of 1: 3,540.00'),
    ...differ('line rows', rowsOf(sheets, 'Line_Items').length, 4),
    ...differ('lines of no invoice', strayLines.length, 0),
    ...differ('notes of duplicates', rowsOf(sheets, 'Duplicate_Attempts').length, 1),
    ...differ('customers’ counts', counts, '2, 2'),
  ];
}

async function auditRecords(logsDir: string): Promise<string[]> {
  const scans = await readLines(join(logsDir, 'invoice_usage.jsonl'));
  const calls = await readLines(join(logsDir, 'ocr_calls.jsonl'));
  const outcomes = scans.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'cancelled');
  const repeated = (values: readonly unknown[]) => values.length - new Set(values).size;
  return [
    ...differ('usage records', [...outcomes].sort().join(', '), 'duplicate, saved, saved'),
    ...differ('usage records that repeat one', repeated(scans.map(({ scan_id }) => scan_id)), 0),
    ...differ('call records that repeat one', repeated(calls.map(({ call_id }) => call_id)), 0),
  ];
}

async function auditFiles(dataDir: string): Promise<string[]> {
  return differ('scans left behind', (await readdir(join(dataDir, 'scans'))).length, 0);
}

function auditMessages(telegram: TestTelegram): { readonly losses: string[]; readonly saidAgain: number } {
  const texts = telegram.messages(ASHA.id).flatMap(({ from, text }) => (from.is_bot && text ? [text] : []));
  const ends = [
    /saved successfully.*INV-2026-0001/s,
    /saved successfully.*INV-2026-0002/s,
    /^🗑 Dropped/,
    /^🗑 Cancelled/,
  ];
  const counts = ends.map((end) => texts.filter((text) => end.test(text)).length);
  return {
    losses: [
      ...differ('endings that nobody told', counts.filter((count) => count === 0).length, 0),
      ...differ(
        'faults told to the user',
        texts.filter((text) => /^❌|went wrong/.test(text)).join(' | '),
        '',
      ),
    ],
    saidAgain: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  };
}

function auditPayments(evidence: Evidence): { readonly losses: string[]; readonly inFlight: number } {
  const { answered, photos, killedAtMs = Number.POSITIVE_INFINITY } = evidence;
  const byQuestion = new Map<string, number[]>();
  for (const { call, atMs } of answered) {
    const question = questionOf(call, photos);
    byQuestion.set(question, [...(byQuestion.get(question) ?? []), atMs]);
  }
  const again = [...byQuestion].flatMap(([question, times]) =>
    times.slice(0, -1).map((atMs) => ({ question, atMs })),
  );
  const isKnown = evidence.trace.operations.length > 0;
  const late = again.filter(({ atMs }) => isKnown || atMs < killedAtMs - WINDOW_MS);
  const excused = isKnown ? countAnswersInFlight(evidence) : 0;
  const losses = late.length > excused ? late.map(({ question }) => `${question} was paid for twice`) : [];
  return { losses, inFlight: losses.length > 0 ? 0 : again.length };
}

/** Calls whose answer can't have been on the disk yet, as far as the order of operations tells. */
function countAnswersInFlight({ trace, isPowerCut }: Evidence): number {
  const operations = trace.operations.slice(0, -1);
  const asked = operations.filter((operation) => operation.startsWith('fetch') && isOfModel(operation));
  const isKept = isPowerCut ? (at: number) => isNameSynced(trace, at) : () => true;
  const writes = operations.flatMap((operation, at) =>
    /^rename .*scan\.json/.test(operation) && isKept(at) ? [at] : [],
  );
  const kept = operations.filter((operation, at) => {
    if (!operation.startsWith('answer') || !isOfModel(operation)) return false;
    return writes.filter((write) => write > at).length >= WRITES_TO_KEEP_AN_ANSWER;
  });
  return asked.length - kept.length;
}

/** Whether the folder of a file that was renamed there was synced after that. */
function isNameSynced({ operations, done }: Trace, renamedAt: number): boolean {
  const folder = /^rename (.*)\/[^/]*$/.exec(operations[renamedAt] ?? '')?.[1];
  return operations.some(
    (operation, at) => at > renamedAt && operation === `sync scans/${folder}` && done.includes(at + 1),
  );
}

function isOfModel(operation: string): boolean {
  return operation.endsWith(':generateContent');
}

/** The copy of an invoice is a page of its own, with the same words on it. */
function questionOf(call: GeminiServerCall, photos: Photos): string {
  if (call.kind === 'ocr') return `the page “${photos.nameOf(call)}”`;
  const number = /INV-2026-\d{4}/.exec(call.prompt)?.[0];
  return `${call.kind} of ${number}, ${call.prompt.match(/\[\[PAGE/g)?.length ?? 0} pages`;
}

function differ(what: string, actual: string | number, expected: string | number): string[] {
  return actual === expected ? [] : [`${what}: ${actual} instead of ${expected}`];
}

function rowsOf(sheets: SheetsServer, tab: string): Record<string, string>[] {
  const [header = [], ...rows] = sheets.rows(tab) ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

async function readLines(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
