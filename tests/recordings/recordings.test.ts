/** A morning with the bot as version 0.1 went through it: later versions must say, save and count the very same. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { answer } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { createRegistrar, qrDataOf } from '../../papers/registrar/registrar.ts';
import { completeInvoice } from '../../src/invoice/complete.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { createFolder } from '../support/folders.ts';
import { drawQrPage } from '../support/qr-pictures.ts';
import { ASHA, createWorld, RAVI, type World } from '../support/test-app.ts';
import { describeFiles, describeTabs } from './outcome.ts';
import * as papers from './papers.ts';
import { createPlaceholders } from './placeholders.ts';
import * as questions from './questions.ts';
import { createRecorder, PATIENCE_MS } from './recorder.ts';

const START = new Date('2026-02-10T05:00:00Z');
const NEXT_MONTH = new Date('2026-03-02T05:00:00Z');

const EVERYTHING_TRACKED = {
  ENABLE_USAGE_TRACKING: 'true',
  ENABLE_OCR_LEVEL_TRACKING: 'true',
  ENABLE_INVOICE_LEVEL_TRACKING: 'true',
  ENABLE_CUSTOMER_AGGREGATION: 'true',
  ENABLE_SUMMARY_GENERATION: 'true',
  ENABLE_OUTLIER_DETECTION: 'true',
  // Alone the number of pages makes an outlier: what else does depends on when it is looked for.
  OUTLIER_COST_ZSCORE_THRESHOLD: '100',
  OUTLIER_TOKEN_PERCENTILE_THRESHOLD: '100',
};
const SHEETS_ACCOUNT = ['GOOGLE_SHEET_ID', 'GOOGLE_SHEETS_CREDENTIALS_JSON'];

/** How many lines the ledger has once all papers are tracked. */
const SCANS_TRACKED = { sheets: 20, csv: 19 };

const E_INVOICE_BYTES = 100_000;

const registrar = createRegistrar();

async function createRecordedWorld(rows: 'sheets' | 'csv'): Promise<World> {
  // Time stands still but for a minute before every step, so that no duration depends on the machine.
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  onTestFinished(() => void vi.useRealTimers());
  const keys = await createFolder();
  await writeFile(join(keys, 'registrar.cer'), registrar.certificateDer);
  const world = await createWorld({
    looksForCodes: true,
    env: {
      ...EVERYTHING_TRACKED,
      ENABLE_READ_AHEAD: 'true',
      ADMIN_USER_IDS: String(questions.MEERA.id),
      BUSINESS_GSTINS: SAMPLE_HEADER.Buyer_GSTIN,
      EINVOICE_PUBLIC_KEYS: keys,
      // Calls come one after the other, in an order that is always the same.
      GEMINI_CONCURRENCY: '1',
      USER_RATE_LIMIT_PER_MINUTE: '0',
      SHUTDOWN_GRACE_MS: '10000',
    },
  });
  world.env.LOGS_DIR = join(world.dataDir, 'usage');
  if (rows === 'csv') {
    for (const name of SHEETS_ACCOUNT) delete world.env[name];
    // Once is enough: to load what draws takes seconds, and so does the wait for an alert.
    world.env.OUTLIER_PAGE_COUNT_THRESHOLD = '100';
    world.env.ENABLE_STATS_CHARTS = 'false';
  }
  return world;
}

async function eInvoice(desk: papers.Desk): Promise<void> {
  desk.recorder.note('An e-invoice whose signature is right');
  const invoice = normalizeInvoice({
    header: { ...SAMPLE_HEADER, Invoice_No: papers.numberOf(116) },
    lines: SAMPLE_LINES,
  });
  const picture = await drawQrPage(registrar.sign(qrDataOf(completeInvoice(invoice))));
  // Signatures differ from run to run, and with them the picture's size; what follows a picture's end is ignored.
  const bytes = Buffer.concat([picture, Buffer.alloc(E_INVOICE_BYTES - picture.length)]);
  const document = { bytes, fileName: 'page.png', mimeType: 'image/png' };
  desk.world.gemini.enqueue('ocr', answer({ text: papers.pageText(116) }));
  const act = () => desk.world.telegram.sendDocument(ASHA, document);
  const step = { title: 'Asha sends a picture as a file', wanted: '1 page received', statuses: 1 };
  await papers.takeStep(desk, { ...step, act });
  await papers.say(desk, '/done', papers.SUCCESS);
}

async function sendPapers(desk: papers.Desk, rows: 'sheets' | 'csv'): Promise<void> {
  await papers.soundPhoto(desk);
  await papers.album(desk);
  await papers.pdf(desk, 103, 3);
  await papers.faultyTotalSaved(desk);
  await papers.corrected(desk);
  await papers.discarded(desk);
  await papers.duplicates(desk);
  await papers.failures(desk);
  await papers.cancelled(desk);
  await papers.warned(desk);
  await papers.multiRate(desk);
  await papers.nextTwice(desk);
  await papers.statusStates(desk);
  if (rows === 'sheets') await papers.sheetAway(desk);
  await eInvoice(desk);
  const alert = { user: questions.MEERA, wanted: 'Outlier Alert' };
  await papers.pdf(desk, 117, 11, rows === 'sheets' ? [alert] : []);
}

async function ask(desk: papers.Desk): Promise<void> {
  await questions.askForHelp(desk);
  await questions.askForUsage(desk, ASHA);
  await questions.askForUsage(desk, questions.MEERA);
  await questions.askForStats(desk, desk.world.env.ENABLE_STATS_CHARTS !== 'false');
  await questions.askForJobs(desk);
  await questions.inviteAndRemove(desk);
}

/** The usage is written down after the user was told: nothing in the chat says when. */
async function untilFile(folder: string, name: RegExp, isDone: (text: string) => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isDone(await describeFiles(folder, name).catch(() => ''))) {
    if (performance.now() > deadline) throw new Error(`${name} does not become what it should`);
    await delay(5);
  }
}

test.each(['sheets', 'csv'] as const)(
  'with rows in %s: the same words, rows, files and figures',
  async (rows) => {
    const world = await createRecordedWorld(rows);
    const people = [ASHA, RAVI, questions.MEERA, questions.KIRAN];
    const recorder = createRecorder(world, people);
    const desk = { world, recorder };
    const ledger = join(world.dataDir, 'usage');
    let app = await world.startBot();
    await questions.untilSummarised(world);
    await sendPapers(desk, rows);
    const count = SCANS_TRACKED[rows];
    await untilFile(ledger, /^invoice_usage/, (text) => text.split('"invoice_id"').length > count);
    await ask(desk);
    await app.stop();

    vi.setSystemTime(NEXT_MONTH);
    world.env.ENABLE_STATS_CHARTS = 'false';
    app = await world.startBot();
    await questions.untilSummarised(world);
    recorder.note('A month later, after a restart');
    await papers.say(desk, '/daily_stats 2026-02-10', 'Daily Summary:');
    await papers.say(desk, '/monthly_stats 2026-02', 'Monthly Summary:');
    await papers.say(desk, '/jobs', '🗂', { user: questions.MEERA });
    await app.stop();

    const { apply } = createPlaceholders();
    const recorded = `./recorded/${rows}`;
    await expect(apply(recorder.text())).toMatchFileSnapshot(`${recorded}-chats.txt`);
    const saved = rows === 'sheets' ? describeTabs(world) : await describeFiles(world.dataDir, /\.csv$/);
    await expect(apply(saved)).toMatchFileSnapshot(`${recorded}-rows.txt`);
    const usage = await describeFiles(ledger, /\.(?:jsonl|json)$/);
    await expect(apply(usage)).toMatchFileSnapshot(`${recorded}-usage.txt`);
  },
  // A calm machine needs a tenth of it.
  180_000,
);
