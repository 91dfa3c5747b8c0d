/**
 * `npx tsx tests/upgrade/make-data-folder.ts <target folder>`: drives the bot of this version into every state in which a stop may leave
 * it, and keeps what stands on disk then, with what the world outside remembers of it.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { answer, hang, noCandidates, parsed, statusError } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { TEST_TOKEN } from '../../loopback/telegram/telegram-server.ts';
import { pdfPathOf } from '../../papers/drawn-invoices.ts';
import { createRegistrar, qrDataOf } from '../../papers/registrar/registrar.ts';
import type { App } from '../../src/app/app.ts';
import { rebuildSummaries } from '../../src/app/rebuild-summaries.ts';
import { openUpdateJournal } from '../../src/bot/updates/update-journal.ts';
import { createFolderStorage } from '../../src/durable/folder-storage.ts';
import { ScanError } from '../../src/errors.ts';
import { completeInvoice } from '../../src/invoice/complete.ts';
import { normalizeInvoice } from '../../src/invoice/normalize.ts';
import { openJobBook } from '../../src/jobs/job-book.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { createLogger } from '../../src/logger.ts';
import { openScanStore } from '../../src/scan/kept/scan-store.ts';
import { approveReview } from '../../src/scan/value/review.ts';
import type { Scan } from '../../src/scan/value/scan.ts';
import { queueScan } from '../../src/scan/value/scan-steps.ts';
import { createChatClient } from '../support/chat-page/chat-client.ts';
import { drawQrPage } from '../support/qr-pictures.ts';
import {
  answerByMark,
  drawMarked,
  drawMarkedPdf,
  mark,
  numberOf,
  pageText,
  wrongTotal,
} from './marked-papers.ts';
import {
  type BotFolders,
  createOutsideWorld,
  GROUP_TITLE,
  KIRAN,
  LATA,
  MEERA,
  type OutsideWorld,
  PEOPLE,
  TABS,
} from './outside-world.ts';
import { plainLedger } from './plain-ledger.ts';

const SUCCESS = 'Invoice saved successfully!';
const REVIEW = '📝 Please check before I save';
/** A doubt about a row lasts longer than the bot runs. */
const SAVE_DELAY_MS = 60_000;
const PATIENCE_MS = 60_000;
/** Where an interrupted bot leaves its scans as they stand. */
const AT_ONCE = { SHUTDOWN_GRACE_MS: '1' };

const SILENT = createLogger({
  level: 'silent',
  secrets: [],
  isTerminal: false,
  destination: { write: () => {} },
});
const registrar = createRegistrar();
const stranger = createRegistrar();

async function main(target: string | undefined): Promise<void> {
  if (target === undefined) throw new Error('Say into which folder');
  const work = await mkdtemp(join(tmpdir(), 'gst-scanner-fixture-'));
  const at = (name: string) => join(work, name);
  await mkdir(at('keys'));
  await writeFile(at('keys/registrar.cer'), registrar.certificateDer);
  const world = await createOutsideWorld({
    telegramFolder: at('telegram'),
    keysFolder: at('keys'),
    saveDelayMs: SAVE_DELAY_MS,
  });
  const folders = { dataDir: at('data'), logsDir: at('logs') };
  answerByMark(world.gemini, { answers: ODD_ANSWERS });
  try {
    await readLocally(world, at);
    await leaveUntold(world, at);
    const chatSecret = await talkAtChatPage(world, { dataDir: at('data-chat'), logsDir: at('logs-chat') });
    const tokens = await leaveWork(world, folders);
    for (const name of ['local', 'untold']) {
      await cp(at(`${name}/scans`), join(folders.dataDir, 'scans'), { recursive: true });
    }
    await touchUp(world, folders);
    const facts = { madeAt: new Date().toISOString(), tokens, chatSecret, ...describeWorld(world) };
    await world.close();
    await keep(target, at, facts);
  } finally {
    // A bot that was not stopped, since something went wrong, may still write.
    await rm(work, { recursive: true, force: true, maxRetries: 10 }).catch(() => undefined);
  }
  // What hangs, hangs for good.
  process.exit();
}

/** What Gemini says of single papers. */
const ODD_ANSWERS = {
  'ocr INV-2026-0183p1': answer({ text: 'A holiday postcard' }),
  'header of an unknown invoice': parsed({}),
  'lines of an unknown invoice': parsed([]),
  'ocr INV-2026-0182p1': answer({ text: pageText(182), usage: null }),
  'ocr INV-2026-0201p2': hang(),
  'ocr INV-2026-0201p3': hang(),
  'ocr INV-2026-0204p2': hang(),
  'lines INV-2026-0205': hang(),
  'header INV-2026-0206': wrongTotal(206),
  'header INV-2026-0208': wrongTotal(208, { Buyer_GSTIN: '27AADFF2788D1ZX' }),
  'repair INV-2026-0208': parsed([{ field: 'Invoice_Value', value: '3,540.00' }]),
  'ocr INV-2026-0209p1': noCandidates('PROHIBITED_CONTENT'),
  'ocr INV-2026-0210p1': noCandidates('PROHIBITED_CONTENT'),
  'header INV-2026-0213': wrongTotal(213),
  'ocr INV-2026-0221p1': noCandidates('PROHIBITED_CONTENT'),
  'ocr INV-2026-0232p1': hang(),
};

async function until<T>(what: string, probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await delay(10);
  }
}

/** A scan of the person as it stands on disk, once it is as it should be. */
function scanOf(dataDir: string, user: LocalUser, isRight: (scan: Scan) => boolean): Promise<Scan> {
  return until(`the scan of ${user.firstName}`, async () => {
    const folder = join(dataDir, 'scans');
    for (const name of await readdir(folder).catch(() => [])) {
      const text = await readFile(join(folder, name, 'scan.json'), 'utf8').catch(() => '');
      const scan = text === '' ? undefined : (JSON.parse(text) as Scan);
      if (scan?.owner.userId === user.id && isRight(scan)) return scan;
    }
    return undefined;
  });
}

const isRead = (count: number) => (scan: Scan) =>
  scan.files.filter(({ reading, qr }) => reading && qr).length === count;

/** Gives what the bot says to it. */
async function say(world: OutsideWorld, user: LocalUser, text: string, wanted: string): Promise<Message> {
  const since = world.telegram.sendText(user, text);
  return world.telegram.waitForReply(user.id, wanted, { since, timeoutMs: PATIENCE_MS });
}

async function sendPage(world: OutsideWorld, user: LocalUser, bytes: Buffer): Promise<void> {
  const isPdf = bytes.subarray(0, 4).toString() === '%PDF';
  const [fileName, mimeType] = isPdf ? ['bill.pdf', 'application/pdf'] : ['page.jpg', 'image/jpeg'];
  const since = world.telegram.sendDocument(user, { bytes, fileName, mimeType });
  const isFirst = world.telegram.messages(user.id).every(({ text }) => !text?.startsWith('📄'));
  const wanted = /📄 \d+ pages? received/;
  await (isFirst
    ? world.telegram.waitForReply(user.id, wanted, { since, timeoutMs: PATIENCE_MS })
    : world.telegram.waitForCall('editMessageText', {
        count: world.telegram.calls('editMessageText').length + 1,
        timeoutMs: PATIENCE_MS,
      }));
}

async function press(world: OutsideWorld, user: LocalUser, label: string, wanted: string): Promise<Message> {
  const { telegram } = world;
  const message = telegram
    .messages(user.id)
    .findLast(({ reply_markup }) =>
      reply_markup?.inline_keyboard.flat().some(({ text }) => text.includes(label)),
    );
  const button = message?.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
  if (!message || !button?.callback_data) throw new Error(`${user.firstName} has no button ${label}`);
  telegram.pressButton(user, message, button.callback_data);
  return telegram.waitForReply(user.id, wanted, { timeoutMs: PATIENCE_MS });
}

async function saveInvoice(world: OutsideWorld, user: LocalUser, no: number): Promise<void> {
  await sendPage(world, user, await drawMarked(no));
  await say(world, user, '/done', SUCCESS);
}

/** Without Gemini: a draft whose words are known by their places. */
async function readLocally(world: OutsideWorld, at: (name: string) => string): Promise<void> {
  const folders = { dataDir: at('local'), logsDir: at('local-logs') };
  const app = await world.startBot(folders, { GEMINI_API_KEY: '' });
  await sendPage(world, PEOPLE.localDraft, await readFile(pdfPathOf('tally')));
  await scanOf(folders.dataDir, PEOPLE.localDraft, ({ files }) => files[0]?.reading !== undefined);
  await app.stop();
}

/** Pages that nobody has begun to read, and ends that were not told, or not written down. */
async function leaveUntold(world: OutsideWorld, at: (name: string) => string): Promise<void> {
  const folders = { dataDir: at('untold'), logsDir: at('untold-logs') };
  // A file in its place: nothing is tracked.
  await writeFile(folders.logsDir, '');
  const app = await world.startBot(folders, { ...AT_ONCE, ENABLE_READ_AHEAD: 'false' });
  const { telegram } = world;
  await sendPage(world, PEOPLE.unreadDraft, await drawMarked(202));
  await saveInvoice(world, PEOPLE.toldUntracked, 215);
  await scanOf(folders.dataDir, PEOPLE.toldUntracked, ({ end }) => end?.toldAt !== undefined);
  const ends = [
    [PEOPLE.failedUntold, 210, '/done', 'failed'],
    [PEOPLE.savedUntold, 214, '/done', 'saved'],
    [PEOPLE.cancelledUntold, 216, '/cancel', 'cancelled'],
  ] as const;
  let hangingCount = 0;
  for (const [user, no, command, state] of ends) {
    await sendPage(world, user, await drawMarked(no));
    telegram.injectFault('sendMessage', 'hang');
    telegram.sendText(user, command);
    await scanOf(folders.dataDir, user, (scan) => scan.state === state);
    const hanging = () => telegram.calls('sendMessage').filter(({ outcome }) => outcome === undefined);
    hangingCount += 1;
    await until('the end to be told in vain', () => hanging().length === hangingCount || undefined);
  }
  await app.stop();
}

/** With neither Telegram nor Google: one saved invoice, and a draft. Gives by what the browser is known. */
async function talkAtChatPage(world: OutsideWorld, folders: BotFolders): Promise<string> {
  const local = { TELEGRAM_BOT_TOKEN: '', GOOGLE_SHEET_ID: '', GOOGLE_SHEETS_CREDENTIALS_JSON: '' };
  const app = await world.startBot(folders, { ...local, CHAT_PORT: '0' });
  const url = /"url":"(http[^"]+)"[^\n]*Open the chat page/.exec(world.logged())?.[1] ?? '';
  const client = await createChatClient(url);
  const stream = await client.listen();
  const reads = (wanted: RegExp) =>
    until(`the chat page to read ${wanted}`, () =>
      stream.events.find(
        (event) =>
          event.kind === 'message' && event.message.from.is_bot && wanted.test(event.message.text ?? ''),
      ),
    );
  await client.post('files?name=bill.pdf&kind=document', drawMarkedPdf(230, 2));
  await reads(/2 pages received/);
  await client.post('texts', { text: '/done' });
  await reads(/^✅ Invoice saved successfully!/);
  await client.post('files?name=next.pdf&kind=document', drawMarkedPdf(231, 1));
  await reads(/1 page received/);
  await until('the page to be read', async () => {
    const { id } = { id: client.personId };
    const scan = await scanOf(folders.dataDir, { id, firstName: 'the browser' }, isRead(1));
    return scan.state === 'collecting' ? true : undefined;
  });
  stream.close();
  await app.stop();
  return client.secret;
}

async function leaveWork(world: OutsideWorld, folders: BotFolders): Promise<Record<string, string>> {
  await mkdir(folders.logsDir);
  for (const [name, text] of Object.entries(plainLedger()))
    await writeFile(join(folders.logsDir, name), text);
  const app = await world.startBot(folders, AT_ONCE);
  const tokens = await invite(world);
  await finishSome(world);
  await leaveQuestions(world, folders);
  await leavePages(world, folders);
  await leaveInSheet(world, folders, app);
  return tokens;
}

async function invite(world: OutsideWorld): Promise<Record<string, string>> {
  const make = async () => {
    const { text = '' } = await say(world, MEERA, '/invite', '🎟');
    return /\?start=([\w-]+)/.exec(text)?.[1] ?? '';
  };
  const used = await make();
  await say(world, KIRAN, `/start ${used}`, '👋');
  await say(world, LATA, `/start ${await make()}`, '👋');
  const expired = await make();
  await say(world, MEERA, '/members', '1 invitation not used yet');
  await press(world, MEERA, 'Withdraw unused invitations', '0 invitations not used yet');
  await press(world, MEERA, 'Remove Lata', 'Kiran');
  return { used, expired, open: await make() };
}

/** Something of everything for the ledger and the list of jobs. */
async function finishSome(world: OutsideWorld): Promise<void> {
  const { quiet } = PEOPLE;
  await saveInvoice(world, quiet, 180);
  await sendPage(world, quiet, await drawMarked(180, 2));
  await say(world, quiet, '/done', 'is saved already');
  await press(world, quiet, '🗑 Discard', '🗑 Dropped');
  world.gemini.enqueue('ocr', statusError(503));
  await saveInvoice(world, quiet, 181);
  await saveInvoice(world, quiet, 182);
  await sendPage(world, quiet, await drawMarked(183));
  await say(world, quiet, '/done', '❌ I found no invoice');
  await sendPage(world, quiet, await drawMarked(232));
  await say(world, quiet, '/cancel', '🗑 Cancelled');
  await say(world, quiet, '/usage', 'Usage & Stats');
  await press(world, quiet, '📄 CSV', ' of ');
}

async function leaveQuestions(world: OutsideWorld, folders: BotFolders): Promise<void> {
  const { correcting, duplicate, repaired, failed, joinable, eInvoice, eInvoiceReview, rowIsNotThere } =
    PEOPLE;
  await sendPage(world, failed, await drawMarked(209));
  await say(world, failed, '/done', '❌');
  await sendPage(world, joinable, await drawMarked(221));
  await say(world, joinable, '/done', '❌');
  await sendPage(world, joinable, await drawMarked(221, 2));

  await sendPage(world, correcting, await drawMarked(206));
  await say(world, correcting, '/done', REVIEW);
  await press(world, correcting, '✏️ Correct', 'Which value is wrong?');
  await press(world, correcting, 'Buyer Name', 'Type the right value');
  world.telegram.sendText(correcting, 'Gulmohar Foods');
  await world.telegram.waitForReply(correcting.id, 'Now: Gulmohar Foods', { timeoutMs: PATIENCE_MS });
  await press(world, correcting, '↩️ Back', 'Changed:');
  await press(world, correcting, '✏️ Correct', 'Which value is wrong?');
  await press(world, correcting, 'More ▶', 'Which value is wrong?');
  await scanOf(
    folders.dataDir,
    correcting,
    ({ question }) => question?.screen.kind === 'header' && question.screen.page === 1,
  );

  await sendPage(world, duplicate, await drawMarked(180, 3));
  await say(world, duplicate, '/done', 'is saved already');
  await sendPage(world, repaired, await drawMarked(208));
  await say(world, repaired, '/done', REVIEW);
  await sendPage(world, rowIsNotThere, await drawMarked(213));
  await say(world, rowIsNotThere, '/done', REVIEW);

  await sendPage(world, eInvoice, await drawSigned(217, registrar));
  await scanOf(folders.dataDir, eInvoice, isRead(1));
  await sendPage(world, eInvoiceReview, await drawSigned(218, stranger, { Invoice_Value: '9,540.00' }));
  await say(world, eInvoiceReview, '/done', REVIEW);
}

async function drawSigned(no: number, by: typeof registrar, changes: object = {}): Promise<Buffer> {
  const header = { ...SAMPLE_HEADER, Invoice_No: numberOf(no), ...changes };
  const invoice = completeInvoice(normalizeInvoice({ header, lines: SAMPLE_LINES }));
  return mark(await drawQrPage(by.sign(qrDataOf(invoice))), no);
}

async function leavePages(world: OutsideWorld, { dataDir }: BotFolders): Promise<void> {
  const { aheadDraft, queued, reading, parsing } = PEOPLE;
  await sendPage(world, queued, await drawMarked(203));
  await scanOf(dataDir, queued, isRead(1));
  await sendPage(world, aheadDraft, await drawMarked(201));
  await scanOf(dataDir, aheadDraft, isRead(1));
  await sendPage(world, aheadDraft, await drawMarked(201, 2));
  await sendPage(world, aheadDraft, drawMarkedPdf(201, 3, 3));
  await leaveInGroup(world, dataDir);
  await sendPage(world, reading, await drawMarked(204));
  await scanOf(dataDir, reading, isRead(1));
  await sendPage(world, reading, await drawMarked(204, 2));
  world.telegram.sendText(reading, '/done');
  await scanOf(dataDir, reading, ({ state }) => state === 'reading');
  await sendPage(world, parsing, await drawMarked(205));
  world.telegram.sendText(parsing, '/done');
  await scanOf(dataDir, parsing, ({ parse }) => parse?.header !== undefined);
}

/** In a group a bot sees only commands, and replies to it. */
async function leaveInGroup(world: OutsideWorld, dataDir: string): Promise<void> {
  const { telegram } = world;
  const chat = telegram.createGroup(GROUP_TITLE);
  telegram.sendText(PEOPLE.aheadDraft, '/help', { chat });
  const replyTo = await telegram.waitForReply(chat.id, 'How it works');
  telegram.sendPhoto(PEOPLE.aheadDraft, await drawMarked(223), { chat, replyTo });
  await telegram.waitForReply(chat.id, '1 page received');
  await scanOf(dataDir, PEOPLE.aheadDraft, (scan) => scan.owner.chatId === chat.id && isRead(1)(scan));
}

/** The first row is written though nobody hears of it, the second is not; then the bot stops. */
async function leaveInSheet(world: OutsideWorld, { dataDir }: BotFolders, app: App): Promise<void> {
  const { rowIsThere, waitingForSheet } = PEOPLE;
  const { sheets, telegram } = world;
  await sendPage(world, rowIsThere, await drawMarked(212));
  sheets.fail('write', 'applied_then_reset');
  telegram.sendText(rowIsThere, '/done');
  await until('the row', () =>
    JSON.stringify(sheets.rows('Invoice_Header')).includes(numberOf(212)) ? true : undefined,
  );
  await scanOf(dataDir, rowIsThere, ({ saveTried }) => saveTried === true);
  sheets.fail('write', { status: 503 }, Number.POSITIVE_INFINITY);
  await sendPage(world, waitingForSheet, await drawMarked(211));
  telegram.sendText(waitingForSheet, '/done');
  await scanOf(dataDir, waitingForSheet, (scan) => scan.saving?.waitingSince !== undefined);
  await app.stop();
}

/** Moments between two writes that no driving reaches, with the program's own steps; and jobs that are hard to make fail. */
async function touchUp(world: OutsideWorld, folders: BotFolders): Promise<void> {
  const { dataDir } = folders;
  const now = () => new Date();
  const storage = createFolderStorage({ folder: dataDir, log: SILENT, now });
  const store = await openScanStore(storage, { customerOf: () => 'CUST001' });
  const idOf = (user: LocalUser) => store.all().find(({ owner }) => owner.userId === user.id)?.scanId ?? '';
  await store.update(idOf(PEOPLE.queued), (scan) => queueScan(scan, now()));
  await store.update(idOf(PEOPLE.rowIsNotThere), (scan) => ({
    ...approveReview(scan, now()),
    saveTried: true,
  }));

  const jobs = await openJobBook({ storage, now, log: SILENT });
  for (const kind of ['export', 'summary', 'rebuild'] as const) {
    await jobs
      .run({ kind, label: 'One that fails', userId: PEOPLE.quiet.id }, () =>
        Promise.reject(new ScanError('disk_unavailable', 'no space left')),
      )
      .catch(() => undefined);
    const cancelled = jobs.run(
      { kind, label: 'One that is cancelled', userId: PEOPLE.quiet.id },
      ({ signal }) => {
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    );
    jobs.cancel(jobs.list().find(({ state }) => state === 'running')?.jobId ?? '');
    await cancelled.catch(() => undefined);
  }
  await jobs.settle();
  const { isDone, text } = await rebuildSummaries(world.configOf(folders));
  if (!isDone) throw new Error(text);
  await leaveUpdate(world, dataDir);
}

/** Kept by the bot, and confirmed to Telegram, but not handled. */
async function leaveUpdate({ telegram }: OutsideWorld, dataDir: string): Promise<void> {
  telegram.sendPhoto(PEOPLE.quiet, await drawMarked(222));
  const response = await fetch(`${telegram.apiRoot}/bot${TEST_TOKEN}/getUpdates`, { method: 'POST' });
  const { result } = (await response.json()) as { result: Parameters<typeof journal.keep>[0] };
  const storage = createFolderStorage({ folder: dataDir, log: SILENT, now: () => new Date() });
  const journal = await openUpdateJournal(storage, SILENT);
  await journal.keep(result.slice(-1));
  await journal.settle();
}

function describeWorld({ sheets, gemini }: OutsideWorld) {
  const countOf = (kind: string) => gemini.calls.filter((call) => call.kind === kind).length;
  return {
    tabs: Object.fromEntries(TABS.map((title) => [title, sheets.rows(title) ?? []])),
    geminiCalls: Object.fromEntries(
      ['ocr', 'header', 'lines', 'repair'].map((kind) => [kind, countOf(kind)]),
    ),
  };
}

/** It is a megabyte of nearly nothing. */
async function packSnapshot(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
    await rm(path);
  }
}

async function keep(target: string, at: (name: string) => string, facts: object): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  // A lock says which machine holds it.
  const filter = (path: string) => !/\.lock$|-lock$/.test(path);
  for (const name of ['data', 'logs', 'data-chat', 'telegram', 'keys']) {
    await cp(at(name), join(target, name), { recursive: true, filter });
  }
  await packSnapshot(join(target, 'logs', '.usage-snapshot'));
  await writeFile(join(target, 'world.json'), `${JSON.stringify(facts, undefined, 2)}\n`);
}

await main(process.argv[2]);
