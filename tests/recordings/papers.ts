/** What the papers of the recordings say, and how they come to the bot: each is a few steps of one user. */

import {
  answer,
  hang,
  heldUntil,
  noCandidates,
  parsed,
  statusError,
} from '../../loopback/gemini/gemini-answers.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../loopback/gemini/gemini-sample-invoice.ts';
import { drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { createGate, dataOf, labelsOf } from '../bot/conversation.ts';
import { ASHA, type World } from '../support/test-app.ts';
import { PATIENCE_MS, type Recorder, type Step } from './recorder.ts';

export const SUCCESS = 'Invoice saved successfully!';
const REVIEW = '📝 Please check before I save';
const DUPLICATE = 'This invoice is saved already';

export interface Desk {
  readonly world: World;
  readonly recorder: Recorder;
}

/** What a new or changed message must say for the step to be over. */
export type Wanted = string | RegExp;

export function numberOf(no: number): string {
  return `INV-2026-${String(no).padStart(4, '0')}`;
}

export function pageText(no: number): string {
  return SAMPLE_PAGE_TEXT.replace('INV-2026-0042', numberOf(no));
}

function headerOf(no: number, changes: object = {}): object {
  return { ...SAMPLE_HEADER, Invoice_No: numberOf(no), ...changes };
}

/** Resolves when a message of the bot reads so that did not read so before. */
function newWords({ telegram }: World, user: LocalUser, wanted: Wanted): () => Promise<Message> {
  const reads = ({ text, caption }: Message) => {
    const words = text ?? caption ?? '';
    return typeof wanted === 'string' ? words.includes(wanted) : wanted.test(words);
  };
  const find = () =>
    telegram
      .messages(user.id)
      .filter((message) => message.from.is_bot && reads(message))
      .map((message) => JSON.stringify(message));
  const before = new Set(find());
  const isNew = () => find().findLast((message) => !before.has(message));
  return async () =>
    JSON.parse(
      await telegram.waitFor(isNew, { timeoutMs: PATIENCE_MS, what: `new words: ${wanted}` }),
    ) as Message;
}

interface StepWithWords extends Omit<Step, 'until'> {
  /** Who reads it. Default Asha. */
  readonly user?: LocalUser;
  readonly wanted: Wanted;
  /** What else is read, by the same person unless told: without it the next step might come too early. */
  readonly also?: readonly { readonly user?: LocalUser; readonly wanted: Wanted }[];
}

/** A step that is over once the user reads something new; gives the message that says it. */
export async function takeStep(
  { world, recorder }: Desk,
  { user = ASHA, wanted, also = [], ...step }: StepWithWords,
): Promise<Message> {
  const until = newWords(world, user, wanted);
  const others = also.map((each) => newWords(world, each.user ?? user, each.wanted));
  let found: Message | undefined;
  await recorder.step({
    ...step,
    until: async () => {
      found = await until();
      for (const other of others) await other();
    },
  });
  if (!found) throw new Error(`Nobody said ${wanted}`);
  return found;
}

export function say(
  desk: Desk,
  text: string,
  wanted: Wanted,
  more: Pick<StepWithWords, 'user' | 'statuses' | 'also'> = {},
) {
  const { user = ASHA } = more;
  const act = () => desk.world.telegram.sendText(user, text);
  return takeStep(desk, { title: `${user.firstName} types ${hideToken(text)}`, act, wanted, ...more });
}

/** A link differs in every run; what it does does not. */
function hideToken(text: string): string {
  return text.replace(/^\/start .+$/, '/start with the invitation');
}

/** Presses, and waits for the pop-up and for what the chat shows then. */
export function press(
  desk: Desk,
  message: Message,
  label: string,
  wanted: Wanted,
  more: Pick<StepWithWords, 'user' | 'statuses' | 'also'> = {},
): Promise<Message> {
  const { user = ASHA } = more;
  const { telegram } = desk.world;
  const act = async () => {
    const count = telegram.calls('answerCallbackQuery').length + 1;
    telegram.pressButton(user, message, dataOf(message, label), { stale: true });
    await telegram.waitForCall('answerCallbackQuery', { count, timeoutMs: PATIENCE_MS });
  };
  return takeStep(desk, { title: `${user.firstName} presses ${label}`, act, wanted, ...more });
}

let photos: Promise<Buffer> | undefined;

async function sendPage(
  desk: Desk,
  count = 1,
  more: Pick<Step, 'statuses' | 'ticks'> = {},
): Promise<Message> {
  photos ??= drawPhoto({ width: 300, height: 400 });
  const photo = await photos;
  const act = () => desk.world.telegram.sendPhoto(ASHA, photo);
  const wanted = `${count} page${count > 1 ? 's' : ''} received`;
  return takeStep(desk, { title: 'Asha sends a photo', act, wanted, statuses: 1, ...more });
}

/** A page of the sample invoice under another number. */
function expectPage({ world }: Desk, no: number): void {
  world.gemini.enqueue('ocr', answer({ text: pageText(no) }));
}

async function sendDoubtful(desk: Desk, no: number): Promise<Message> {
  expectPage(desk, no);
  desk.world.gemini.enqueue('header', parsed(headerOf(no, { Invoice_Value: '4,540.00' })));
  await sendPage(desk);
  return say(desk, '/done', REVIEW);
}

export async function soundPhoto(desk: Desk): Promise<void> {
  desk.recorder.note('A sound photo');
  expectPage(desk, 101);
  await sendPage(desk);
  await say(desk, '/done', SUCCESS);
}

export async function album(desk: Desk): Promise<void> {
  desk.recorder.note('An album of two');
  for (const text of [pageText(102), 'Terms of payment: 30 days']) {
    desk.world.gemini.enqueue('ocr', answer({ text }));
  }
  const photo = await drawPhoto({ width: 300, height: 400 });
  const act = () => desk.world.telegram.sendAlbum(ASHA, [photo, photo]);
  const wanted = '2 pages received';
  await takeStep(desk, { title: 'Asha sends two photos as an album', act, wanted, statuses: 1 });
  await say(desk, '/done', SUCCESS);
}

/** Pages as the model parts them in its answer. */
export async function pdf(
  desk: Desk,
  no: number,
  pages: number,
  also: StepWithWords['also'] = [],
): Promise<void> {
  desk.recorder.note(`A PDF of ${pages} pages`);
  expectPage(desk, no);
  const document = { bytes: drawPdf({ pages }), fileName: 'bill.pdf', mimeType: 'application/pdf' };
  const act = () => desk.world.telegram.sendDocument(ASHA, document);
  const wanted = `${pages} pages received`;
  await takeStep(desk, { title: `Asha sends a PDF of ${pages} pages`, act, wanted, statuses: 1 });
  await say(desk, '/done', SUCCESS, { also });
}

export async function faultyTotalSaved(desk: Desk): Promise<void> {
  desk.recorder.note('A faulty total, saved as it is');
  const review = await sendDoubtful(desk, 104);
  await press(desk, review, '✅ Save', SUCCESS);
}

/** Through the menus to the prompt for a field of the header. */
async function openField(desk: Desk, review: Message, label: string): Promise<Message> {
  let menu = await press(desk, review, '✏️ Correct', 'Which value is wrong?');
  for (;;) {
    const found = labelsOf(menu).find((each) => each.replace('⚠️ ', '').startsWith(label));
    if (found !== undefined) return press(desk, menu, found, 'Type the right value');
    menu = await press(desk, menu, 'More ▶', 'Which value is wrong?');
  }
}

export async function corrected(desk: Desk): Promise<void> {
  desk.recorder.note('Corrected in the header and in a line, one change undone, then saved');
  const review = await sendDoubtful(desk, 105);
  await openField(desk, review, 'Buyer Name');
  const first = await say(desk, 'Gulmohar Foods', 'Changed:');
  const undone = await press(desk, first, '↩️ Undo last change', REVIEW);
  await openField(desk, undone, 'Invoice Value');
  await say(desk, 'nonsense', '❌');
  const second = await say(desk, '3540', 'Changed:');
  const menu = await press(desk, second, '✏️ Correct', 'Which value is wrong?');
  const lines = await press(desk, menu, '📋 2 line items…', 'In which line?');
  const line = await press(desk, lines, '2. Stapler, heavy duty', 'which value is wrong?');
  await press(desk, line, 'HSN: 8472', 'HSN, line 2');
  const third = await say(desk, '847290', 'HSN, line 2: 8472 → 847290');
  await press(desk, third, '✅ Save', SUCCESS);
}

export async function discarded(desk: Desk): Promise<void> {
  desk.recorder.note('Reviewed, then discarded');
  const review = await sendDoubtful(desk, 106);
  await press(desk, review, '🗑 Discard', 'Cancelled, 1 page dropped');
  const { telegram } = desk.world;
  const count = telegram.calls('answerCallbackQuery').length + 1;
  await desk.recorder.step({
    title: 'Asha presses ✅ Save, too late',
    act: () => telegram.pressButton(ASHA, review, dataOf(review, '✅ Save'), { stale: true }),
    until: () => telegram.waitForCall('answerCallbackQuery', { count, timeoutMs: PATIENCE_MS }),
  });
}

export async function duplicates(desk: Desk): Promise<void> {
  for (const [label, end] of [
    ['⚠️ Save anyway', SUCCESS],
    ['🗑 Discard', '🗑 Dropped'],
  ] as const) {
    desk.recorder.note(`A duplicate: ${label}`);
    expectPage(desk, 101);
    await sendPage(desk);
    const question = await say(desk, '/done', DUPLICATE);
    await press(desk, question, label, end);
  }
}

export async function failures(desk: Desk): Promise<void> {
  const { gemini } = desk.world;
  desk.recorder.note('A page that the model refuses to read, tried again');
  gemini.enqueue('ocr', noCandidates('PROHIBITED_CONTENT'));
  await sendPage(desk);
  const failed = await say(desk, '/done', 'refuses to read');
  expectPage(desk, 107);
  await press(desk, failed, '🔁 Try again', SUCCESS);
  desk.recorder.note('No invoice on the page');
  gemini.enqueue('ocr', answer({ text: 'A holiday postcard' }));
  gemini.enqueue('header', parsed({}));
  gemini.enqueue('lines', parsed([]));
  await sendPage(desk);
  await say(desk, '/done', '❌');
  desk.recorder.note('Gemini is away twice while the page is read');
  gemini.enqueue('ocr', statusError(503), answer({ text: pageText(108), usage: null }));
  await sendPage(desk);
  await say(desk, '/done', SUCCESS);
}

/** The second page is being read, the first one is: with one call at a time there is no other way. */
export async function cancelled(desk: Desk): Promise<void> {
  desk.recorder.note('A draft that is cancelled while it is read ahead');
  desk.world.gemini.enqueue('ocr', answer({ text: pageText(109) }), hang());
  const count = desk.world.gemini.calls.length;
  await sendPage(desk);
  await sendPage(desk, 2);
  await desk.world.gemini.waitForCalls(count + 2);
  await say(desk, '/cancel', '🗑 Cancelled');
}

export async function warned(desk: Desk): Promise<void> {
  desk.recorder.note('A known GSTIN under another name: a warning');
  const name = 'Nilgiri Paper Works';
  const text = pageText(110).replace('Sahyadri Stationers LLP', name);
  desk.world.gemini.enqueue('ocr', answer({ text }));
  desk.world.gemini.enqueue('header', parsed(headerOf(110, { Seller_Name: name })));
  await sendPage(desk);
  await say(desk, '/done', SUCCESS);
}

const MULTI_RATE_TOTALS = {
  Invoice_Value: '3,215.00',
  Total_GST: '215.00',
  CGST_Total: '107.50',
  SGST_Total: '107.50',
};
const [FIRST_LINE, SECOND_LINE] = SAMPLE_LINES;
const AT_FIVE_PERCENT = {
  ...FIRST_LINE,
  ...{ CGST_Rate: '2.5', CGST_Amount: '62.50', SGST_Rate: '2.5', SGST_Amount: '62.50' },
  Line_Total: '2,625.00',
};

export async function multiRate(desk: Desk): Promise<void> {
  desk.recorder.note('Two rates on one paper');
  const text = pageText(111)
    .replace('9 | 225.00 | 9 | 225.00 | 2,950.00', '2.5 | 62.50 | 2.5 | 62.50 | 2,625.00')
    .replace('270.00 | 270.00 | 3,540.00', '107.50 | 107.50 | 3,215.00')
    .replace('540.00\nGrand Total: ₹ 3,540.00', '215.00\nGrand Total: ₹ 3,215.00');
  desk.world.gemini.enqueue('ocr', answer({ text }));
  desk.world.gemini.enqueue('header', parsed(headerOf(111, MULTI_RATE_TOTALS)));
  desk.world.gemini.enqueue('lines', parsed([AT_FIVE_PERCENT, SECOND_LINE]));
  await sendPage(desk);
  await say(desk, '/done', SUCCESS);
}

/** Each answer of the model waits for what the user is to see first. */
export async function nextTwice(desk: Desk): Promise<void> {
  desk.recorder.note('/next twice in a row');
  const { gemini } = desk.world;
  const [first, second] = [createGate(), createGate()];
  expectPage(desk, 112);
  expectPage(desk, 113);
  gemini.enqueue('header', heldUntil(first.opened, parsed(headerOf(112))));
  gemini.enqueue('header', heldUntil(second.opened, parsed(headerOf(113))));
  const count = gemini.calls.length;
  await sendPage(desk);
  await say(desk, '/next', '➡️ Queued', { statuses: 1, also: [{ wanted: 'Understanding' }] });
  await gemini.waitForCalls(count + 2);
  await sendPage(desk, 1, { statuses: 2, ticks: true });
  await say(desk, '/next', '➡️ Queued', { statuses: 2, also: [{ wanted: '🔎 Reading 0/1' }] });
  const understood = { ticks: true, statuses: 1, also: [{ wanted: 'Understanding' }] };
  await takeStep(desk, {
    ...understood,
    title: 'The first is understood',
    act: () => first.open(),
    wanted: numberOf(112),
  });
  await gemini.waitForCalls(count + 5);
  const last = { title: 'The second is understood', wanted: numberOf(113), ticks: true };
  await takeStep(desk, { ...last, act: () => second.open() });
}

/** Every state that the status message shows, one after the other. */
export async function statusStates(desk: Desk): Promise<void> {
  desk.recorder.note('What the status message shows while the user waits');
  const { gemini } = desk.world;
  const [page, header] = [createGate(), createGate()];
  gemini.enqueue('ocr', heldUntil(page.opened, answer({ text: pageText(114) })));
  gemini.enqueue('header', heldUntil(header.opened, parsed(headerOf(114))));
  const count = gemini.calls.length;
  await sendPage(desk);
  await say(desk, '/done', '🔎 Reading 0/1', { statuses: 1 });
  await gemini.waitForCalls(count + 1);
  const read = { title: 'The page is read', wanted: 'Understanding', statuses: 1, ticks: true };
  await takeStep(desk, { ...read, act: () => page.open() });
  await gemini.waitForCalls(count + 2);
  const understood = { title: 'The invoice is understood', wanted: SUCCESS, ticks: true };
  await takeStep(desk, { ...understood, act: () => header.open() });
}

/** The spreadsheet comes back by itself; CSV files are never away. */
export async function sheetAway(desk: Desk): Promise<void> {
  desk.recorder.note('The spreadsheet is away for a while');
  const { sheets } = desk.world;
  expectPage(desk, 115);
  sheets.fail('write', { status: 503 }, Number.POSITIVE_INFINITY);
  await sendPage(desk);
  await say(desk, '/done', "⏳ The spreadsheet can't be reached", { statuses: 1 });
  await say(desk, '/cancel', 'Too late to cancel', { statuses: 1 });
  const back = { title: 'The spreadsheet is back', wanted: SUCCESS, ticks: true };
  await takeStep(desk, { ...back, act: () => sheets.heal() });
}
