/** Usage tracking is for the operator alone: off, on or failing, the user reads the same and the same rows are saved. */
import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parsed } from '../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../loopback/gemini/gemini-sample-invoice.ts';
import { drawPdf } from '../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../papers/sent-files/pictures.ts';
import { ASHA, createWorld, type World } from './support/test-app.ts';

const ANSWER = /^(✅ Invoice saved successfully!|❌)/;

const ON = {
  ENABLE_USAGE_TRACKING: 'true',
  ENABLE_OCR_LEVEL_TRACKING: 'true',
  ENABLE_INVOICE_LEVEL_TRACKING: 'true',
  ENABLE_CUSTOMER_AGGREGATION: 'true',
  ENABLE_SUMMARY_GENERATION: 'true',
  ENABLE_OUTLIER_DETECTION: 'true',
};

/** A sound invoice of two photos, a PDF with a wrong total, and a photo without an invoice. */
async function sendThreeInvoices({ telegram, gemini }: World): Promise<readonly string[]> {
  const photo = await drawPhoto({ width: 300, height: 400 });
  const wrongTotal = { ...SAMPLE_HEADER, Invoice_No: 'INV-2026-0043', Invoice_Value: '9,999.00' };
  gemini.enqueue('header', parsed(SAMPLE_HEADER), parsed(wrongTotal), parsed({}));
  gemini.enqueue('lines', parsed(SAMPLE_LINES), parsed(SAMPLE_LINES), parsed([]));
  const send = [
    () => telegram.sendAlbum(ASHA, [photo, photo]),
    () => [telegram.sendDocument(ASHA, { bytes: drawPdf({ pages: 3 }), fileName: 'b.pdf', mimeType: 'x/y' })],
    () => [telegram.sendPhoto(ASHA, photo)],
  ];
  const answers: string[] = [];
  for (const sendPages of send) {
    const [first] = sendPages();
    const since = first ? { since: first } : {};
    await telegram.waitForReply(ASHA.id, 'received. Send more', since);
    const done = telegram.sendText(ASHA, '/done');
    answers.push((await telegram.waitForReply(ASHA.id, ANSWER, { since: done })).text ?? '');
  }
  return answers;
}

/** Without what differs from run to run whatever is tracked: ids and times. */
function rowsOf({ sheets }: World) {
  return ['Invoice_Header', 'Line_Items'].map((tab) => {
    const [header = [], ...rows] = sheets.rows(tab) ?? [];
    const own = header.map(
      (name) => !['Scan_ID', 'Upload_Timestamp', 'Processing_Time_Seconds'].includes(name),
    );
    return [header, ...rows].map((row) => row.filter((_, column) => own[column]));
  });
}

interface ObserveOptions {
  readonly prepare?: (logsDir: string) => Promise<void>;
  /** What the log must say before the bot is stopped. */
  readonly logs?: string;
}

async function observe(env: Readonly<Record<string, string>>, { prepare, logs }: ObserveOptions = {}) {
  const world = await createWorld({ env: { REVIEW_MODE: 'never', ...env } });
  const logsDir = join(world.dataDir, 'logs');
  const grace = world.env.SHUTDOWN_GRACE_MS ?? '';
  world.env.LOGS_DIR = logsDir;
  await prepare?.(logsDir);
  // A stop waits for a ledger that is broken until its grace is over; the next start has its own.
  if (prepare) world.env.SHUTDOWN_GRACE_MS = '100';
  const app = await world.startBot();
  const answers = await sendThreeInvoices(world);
  const rows = rowsOf(world);
  if (logs !== undefined) await expect.poll(world.logged).toContain(logs);
  await app.stop();
  world.env.SHUTDOWN_GRACE_MS = grace;
  return { seen: { answers, rows }, world, logsDir };
}

async function readLines(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('tracking', () => {
  test('off: no file of it appears', async () => {
    const { world } = await observe({});
    expect(await readdir(world.dataDir)).not.toContain('logs');
    expect(world.logged()).not.toContain('[BACKGROUND]');
  });

  test('on: the same messages and rows, and a line for every call and every scan', async () => {
    const [off, on] = [await observe({}), await observe(ON)];
    expect(on.seen).toEqual(off.seen);
    expect(on.world.logged()).toContain('[BACKGROUND] Usage tracked for invoice INV-2026-0042');
    const scans = await readLines(join(on.logsDir, 'invoice_usage.jsonl'));
    expect(scans.map(({ invoice_id, outcome, page_count }) => [invoice_id, outcome, page_count])).toEqual([
      ['INV-2026-0042', 'saved', 2],
      ['INV-2026-0043', 'saved', 3],
      [expect.stringMatching(/^scan_/), 'failed', 1],
    ]);
    expect(await readLines(join(on.logsDir, 'ocr_calls.jsonl'))).toHaveLength(4);
  });

  test('with a ledger that cannot be written: the same, and the operator is told', async () => {
    const off = await observe({});
    const prepare = async (logsDir: string) => {
      await mkdir(join(logsDir, 'invoice_usage.jsonl'), { recursive: true }); // a folder in its place
    };
    const failing = await observe(ON, { prepare, logs: 'Usage tracking has stopped; scanning goes on' });
    expect(failing.seen).toEqual(off.seen);
  });

  test.runIf(existsSync('/dev/full'))(
    'with no disk left: the same, the operator is told, and the next start makes up for it',
    async () => {
      const off = await observe({});
      const path = (logsDir: string) => join(logsDir, 'invoice_usage.jsonl');
      const prepare = async (logsDir: string) => {
        await mkdir(logsDir, { recursive: true });
        await symlink('/dev/full', path(logsDir));
      };
      const full = await observe(ON, { prepare, logs: 'Usage tracking has stopped; scanning goes on' });
      expect(full.seen).toEqual(off.seen);
      expect(full.world.logged()).toContain('no space left on device');
      await rm(path(full.logsDir));
      const app = await full.world.startBot();
      await app.stop();
      expect(await readLines(path(full.logsDir))).toHaveLength(3);
    },
  );

  test('with a ledger that hangs: the same, and the bot stops all the same', async () => {
    const off = await observe({});
    let path = '';
    // It stops within observe(), although the ledger never answers: that is what is shown.
    const hung = await observe(ON, {
      async prepare(logsDir) {
        path = join(logsDir, 'invoice_usage.jsonl');
        await mkdir(logsDir, { recursive: true });
        // A pipe that nobody writes to: whoever reads it waits.
        await promisify(execFile)('mkfifo', [path]);
      },
    });
    expect(hung.seen).toEqual(off.seen);
    expect(hung.world.logged()).not.toContain('[BACKGROUND]');
    // Lets the reader go, so that this process can end.
    const pipe = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    await pipe.write('\n');
    await pipe.close();
  });

  test('that failed is made up for at the next start', async () => {
    const { world, logsDir } = await observe(ON, {
      prepare: (folder) => writeFile(folder, 'a file in its place'),
    });
    await chmod(logsDir, 0o600);
    world.env.LOGS_DIR = join(world.dataDir, 'usage');
    const app = await world.startBot();
    await app.stop();
    const scans = await readLines(join(world.dataDir, 'usage', 'invoice_usage.jsonl'));
    expect(scans.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'saved', 'saved']);
  });
});
