/** The chat page in a real browser, with a small real bot on the other side. */
import { Bot, InlineKeyboard } from 'grammy';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../../loopback/telegram/telegram-server.ts';
import {
  type ChatPage,
  type ChatPageOptions,
  createChatPage,
} from '../../../src/local-telegram/chat-page/chat-page.ts';
import { SHEET_ROWS } from '../saved-rows.ts';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };
/** The first person's id, which is their chat's, too. */
export const PERSON = 1001;

/** Only a net for what never comes. */
const ACTION_TIMEOUT_MS = 60_000;

export interface ChatWorldOptions extends Partial<ChatPageOptions> {
  readonly browser: Browser;
  readonly context?: BrowserContextOptions;
}

export interface ChatWorld {
  readonly telegram: TestTelegram;
  readonly bot: Bot;
  readonly context: BrowserContext;
  /** The page, open and at rest. */
  readonly page: Page;
  readonly url: string;
  readonly field: Locator;
  /** What the browser's console said, without faults of the network. */
  readonly complaints: readonly string[];
  /** Types and sends. */
  say(text: string): Promise<void>;
  /** Chooses files, as the file picker gives them. */
  choose(...files: readonly ChosenFile[]): Promise<void>;
  /** Bubbles, oldest first, that say this. */
  bubble(text: string | RegExp): Locator;
  /** Stops serving; `serve` starts again at the same address. */
  stopServing(): Promise<void>;
  serve(): Promise<void>;
}

export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Everything in it ends with the test, which fails if the browser had anything to complain about. */
export async function createChatWorld({
  browser,
  context,
  ...options
}: ChatWorldOptions): Promise<ChatWorld> {
  const telegram = await createTestTelegram();
  const bot = createBot(telegram);
  await bot.api.setMyCommands([
    { command: 'done', description: 'Read the pages' },
    { command: 'daily_stats', description: 'Cost of a day' },
    { command: 'help', description: 'How it works' },
  ]);
  const polling = bot.start();
  let served: ChatPage | undefined = await serve(0);
  const { url } = served;
  const tab = await browser.newContext({ viewport: DESKTOP, locale: 'en-IN', ...context });
  tab.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const complaints: string[] = [];
  tab.on('weberror', (fault) => complaints.push(fault.error().message));
  tab.on('console', (message) => {
    const isFault = ['error', 'warning'].includes(message.type());
    if (isFault && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  onTestFinished(async () => {
    await tab.close();
    await bot.stop();
    await polling;
    await Promise.all([served?.close(), telegram.close()]);
    expect(complaints).toEqual([]);
  });
  const page = await tab.newPage();
  await page.goto(url);
  await page.locator('.chip').first().waitFor();
  const field = page.getByRole('textbox', { name: 'Message' });

  function serve(port: number): Promise<ChatPage> {
    return createChatPage(telegram, {
      port,
      accounts: [{ name: 'Telegram', isReal: false, note: 'Set TELEGRAM_BOT_TOKEN to use your own bot.' }],
      savedRows: SHEET_ROWS,
      ...options,
    });
  }

  return {
    telegram,
    bot,
    context: tab,
    page,
    url,
    field,
    complaints,
    async say(text) {
      await field.fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    },
    choose: (...files) => page.getByLabel('Choose photos and PDFs').setInputFiles(files),
    bubble: (text) => page.locator('.bubble', { hasText: text }),
    async stopServing() {
      await served?.close();
      served = undefined;
    },
    async serve() {
      served = await serve(Number(new URL(url).port));
    },
  };
}

/** Knows pages, PDFs, buttons and a few words. */
function createBot(telegram: TestTelegram): Bot {
  const bot = new Bot(TEST_TOKEN, { client: { apiRoot: telegram.apiRoot } });
  const keyboard = new InlineKeyboard()
    .text('✅ Done', 'done')
    .text('➡️ Next', 'next')
    .row()
    .text('✖️ Cancel', 'cancel');
  bot.command('start', (ctx) =>
    ctx.reply('Welcome, send a page.', { entities: [{ type: 'bold', offset: 0, length: 7 }] }),
  );
  bot.command('done', (ctx) => ctx.reply('Saved: INV-7', { reply_markup: keyboard }));
  bot.on('message:photo', (ctx) => ctx.reply(`Page ${ctx.msgId} received`));
  bot.on('message:document', (ctx) => {
    const { file_name: name = '' } = ctx.msg.document;
    return ctx.reply(name.endsWith('.pdf') ? `PDF received` : `${name} is neither a picture nor a PDF`, {
      reply_parameters: { message_id: ctx.msgId },
    });
  });
  bot.callbackQuery('done', async (ctx) => {
    await ctx.editMessageText('Saving…', { reply_markup: new InlineKeyboard().text('✅ Done', 'done') });
    await ctx.answerCallbackQuery();
  });
  bot.callbackQuery('next', (ctx) => ctx.answerCallbackQuery('Queued: send the next one'));
  bot.callbackQuery('cancel', (ctx) => ctx.answerCallbackQuery({ text: 'Too late', show_alert: true }));
  bot.on('message:text', (ctx) => ctx.reply(`Heard: ${ctx.msg.text}`));
  return bot;
}
