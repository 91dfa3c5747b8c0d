/** A user's talk with the whole bot: what they read, word for word, and the rows that came of it. */
import { expect } from 'vitest';
import { TEST_TOKEN } from '../../loopback/telegram/telegram-server.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { ASHA, type World } from '../support/test-app.ts';

export const SUCCESS = /^✅ Invoice saved successfully!/;

/** Waits until the bot has said exactly this, newly sent or edited. */
export function reads(world: World, text: string, user: LocalUser = ASHA): Promise<Message> {
  const { telegram } = world;
  const said = () =>
    telegram.messages(user.id).findLast((message) => isBots(message) && message.text === text);
  return telegram.waitFor(said, { what: `exactly: ${text}` });
}

/** Presses a button (a label, or bare data) of a message as it was seen then; gives what pops up. */
export async function pressAndRead(world: World, message: Message, wanted: string): Promise<unknown> {
  const count = world.telegram.calls('answerCallbackQuery').length + 1;
  const data = labelsOf(message).includes(wanted) ? dataOf(message, wanted) : wanted;
  world.telegram.pressButton(ASHA, message, data, { stale: true });
  const { params } = await world.telegram.waitForCall('answerCallbackQuery', { count });
  return params.text;
}

export function labelsOf({ reply_markup }: Message): string[] {
  return reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
}

/** The callback data behind a label: what an app that has not caught up still sends. */
export function dataOf({ reply_markup }: Message, label: string): string {
  const button = reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
  if (button?.callback_data === undefined) throw new Error(`There is no button ${label}`);
  return button.callback_data;
}

/** Everything that the bot has said in the chat and that still stands there, oldest first. */
export function saidTo(world: World, user: LocalUser = ASHA): string[] {
  return world.telegram.messages(user.id).flatMap((message) => (isBots(message) ? [message.text ?? ''] : []));
}

/** A small one, drawn once: its text is whatever the loopback Gemini says. */
let goodPhoto: Promise<Buffer> | undefined;

export function drawGoodPhoto(): Promise<Buffer> {
  goodPhoto ??= drawPhoto({ width: 300, height: 400 });
  return goodPhoto;
}

/** A good page arrives: whatever follows must not lose it. */
export async function sendGoodPage(world: World): Promise<Message> {
  world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
  return reads(world, '📄 1 page received. Send more, or /done');
}

/** The invoice can still be finished: one row, of this many pages, and each file read by the model once. */
export async function finishWithOneRow(world: World, pageCount: number): Promise<void> {
  world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expectOneRow(world, pageCount);
}

export function expectOneRow(world: World, pageCount: number): void {
  expect(headerRows(world).map((row) => row.Page_Count)).toEqual([String(pageCount)]);
}

/** The rows of the header tab as objects, by column name. */
export function headerRows({ sheets }: World): Record<string, string>[] {
  const [header = [], ...rows] = sheets.rows('Invoice_Header') ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** Every request that changed the spreadsheet. */
export function sheetWrites({ sheets }: World) {
  return sheets.calls.filter(({ kind }) => kind === 'write');
}

export function countOcrCalls({ gemini }: World): number {
  return gemini.calls.filter((call) => call.kind === 'ocr').length;
}

function isBots({ from }: Message): boolean {
  return from.is_bot;
}

/** Something that a test holds back until it opens it. */
export function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export function addressOf({ chat, message_id }: Message): object {
  return { chat_id: chat.id, message_id };
}

/** Calls the Bot API behind the bot's back, as its user's app changes a chat. */
export async function callTelegram(world: World, method: string, params: object): Promise<void> {
  const response = await fetch(`${world.telegram.apiRoot}/bot${TEST_TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  expect(response.status).toBe(200);
}
