/** The kept data folder in a place of its own, and around it the world as it stood when the bot of that version stopped. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, vi } from 'vitest';
import { parsed } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../loopback/gemini/gemini-sample-invoice.ts';
import type { App } from '../../src/app/app.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { answerByMark, describeCall, drawMarked } from './marked-papers.ts';
import { type BotFolders, createOutsideWorld, GROUP_ID, type OutsideWorld } from './outside-world.ts';

const FIXTURE = fileURLToPath(new URL('./fixtures/0.1', import.meta.url));

/** A busy machine may take a while; only a fault takes longer. */
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;

/** Of the draft that was read on this machine, from a paper without a mark. */
export const LOCAL_NUMBER = 'LOCAL-1';

export interface RestoredWorld extends OutsideWorld {
  readonly folders: BotFolders;
  readonly chatFolders: BotFolders;
  readonly facts: WorldFacts;
  start(env?: Readonly<Record<string, string>>): Promise<App>;
}

interface WorldFacts {
  /** When the fixture was made. */
  readonly madeAt: string;
  readonly tabs: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Of invitations; only their hashes are in the data folder. */
  readonly tokens: { readonly open: string; readonly used: string; readonly expired: string };
  /** By which the chat page knows its browser. */
  readonly chatSecret: string;
}

/** The bot's clock goes on a minute after the stop, or so much later: however old the fixture is, nothing in it has expired. */
export async function restoreWorld(laterMs = MINUTE_MS): Promise<RestoredWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gst-scanner-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  await cp(FIXTURE, folder, { recursive: true });
  await unpackSnapshot(join(folder, 'logs', '.usage-snapshot'));
  const facts = JSON.parse(await readFile(join(folder, 'world.json'), 'utf8')) as WorldFacts;
  vi.useFakeTimers({
    toFake: ['Date'],
    now: Date.parse(facts.madeAt) + laterMs,
    shouldAdvanceTime: true,
  });
  onTestFinished(() => void vi.useRealTimers());
  const world = await createOutsideWorld({
    telegramFolder: join(folder, 'telegram'),
    keysFolder: join(folder, 'keys'),
  });
  onTestFinished(() => world.close());
  for (const [title, rows] of Object.entries(facts.tabs)) world.sheets.setRows(title, rows);
  answerByMark(world.gemini, {
    answers: {
      'header of an unknown invoice': parsed({ ...SAMPLE_HEADER, Invoice_No: LOCAL_NUMBER }),
      'lines of an unknown invoice': parsed(SAMPLE_LINES),
    },
  });
  const folders = { dataDir: join(folder, 'data'), logsDir: join(folder, 'logs') };
  return {
    ...world,
    folders,
    facts,
    chatFolders: { dataDir: join(folder, 'data-chat'), logsDir: join(folder, 'logs-chat') },
    async start(env) {
      const app = await world.startBot(folders, env);
      onTestFinished(() => app.stop());
      return app;
    },
  };
}

/** It is kept small. */
async function unpackSnapshot(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    await writeFile(path.replace(/\.gz$/, ''), gunzipSync(await readFile(path)));
    await rm(path);
  }
}

/** What the bot has said in the chat and still stands there. */
export function saidIn({ telegram }: OutsideWorld, chatId: number): readonly string[] {
  return telegram.messages(chatId).flatMap(({ from, text }) => (from.is_bot && text ? [text] : []));
}

export function reads(
  { telegram }: OutsideWorld,
  user: Pick<LocalUser, 'id'>,
  wanted: string | RegExp,
): Promise<Message> {
  return telegram.waitForReply(user.id, wanted, { timeoutMs: PATIENCE_MS });
}

/** Gives what the bot says after it. */
export function say(
  { telegram }: OutsideWorld,
  user: LocalUser,
  text: string,
  wanted: string | RegExp,
): Promise<Message> {
  const since = telegram.sendText(user, text);
  return telegram.waitForReply(user.id, wanted, { since, timeoutMs: PATIENCE_MS });
}

/** Presses the newest button of this name in the chat, as soon as there is one. */
export async function press(
  { telegram }: OutsideWorld,
  user: LocalUser,
  label: string,
  wanted: string | RegExp,
  chatId = user.id,
): Promise<Message> {
  const find = () => {
    const messages = telegram.messages(chatId).toReversed();
    for (const message of messages) {
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const button = buttons.find(({ text }) => text.includes(label));
      if (button?.callback_data) return { message, data: button.callback_data };
    }
    return undefined;
  };
  const what = `a button ${label} for ${user.firstName}`;
  const { message, data } = await telegram.waitFor(find, { timeoutMs: PATIENCE_MS, what });
  telegram.pressButton(user, message, data);
  return telegram.waitForReply(chatId, wanted, { timeoutMs: PATIENCE_MS });
}

export async function sendPage(world: OutsideWorld, user: LocalUser, no: number): Promise<Message> {
  const document = { bytes: await drawMarked(no), fileName: 'page.jpg', mimeType: 'image/jpeg' };
  return world.telegram.sendDocument(user, document);
}

/** The tab's rows as objects, by the names of their columns. */
export function rowsOf({ sheets }: OutsideWorld, tab: string): readonly Record<string, string>[] {
  const [header = [], ...rows] = sheets.rows(tab) ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** The numbers of all saved invoices, sorted. */
export function savedNumbers(world: OutsideWorld): readonly string[] {
  return rowsOf(world, 'Invoice_Header')
    .map((row) => row.Invoice_No ?? '')
    .sort();
}

/** What Gemini was asked, sorted. */
export function askedOf({ gemini }: OutsideWorld): readonly string[] {
  return gemini.calls.map(describeCall).sort();
}

/** Resolves as soon as Gemini was asked all of these. */
export async function untilAsked(world: OutsideWorld, wanted: readonly string[]): Promise<void> {
  while (!wanted.every((call) => askedOf(world).includes(call))) {
    await world.gemini.waitForCalls(world.gemini.calls.length + 1);
  }
}

/** No scan is at work any more: its status message is gone. */
export async function untilQuiet({ telegram }: OutsideWorld, users: readonly LocalUser[]): Promise<void> {
  const chats = [...users.map(({ id }) => id), GROUP_ID];
  const isQuiet = () =>
    chats.every((id) =>
      telegram.messages(id).every(({ from, text }) => !from.is_bot || !/^(?:🔎|💾|⏳)/.test(text ?? '')),
    );
  await telegram.waitFor(() => isQuiet() || undefined, { timeoutMs: PATIENCE_MS, what: 'rest in all chats' });
  expect(isQuiet()).toBe(true);
}
