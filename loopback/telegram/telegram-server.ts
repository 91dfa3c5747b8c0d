/** The local Telegram as tests use it: with faults to inject, and ways to wait for what the bot does. */

import type { ApiCall } from '../../src/local-telegram/bot-api/api-call.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import {
  createLocalTelegram,
  type LocalTelegram,
  type LocalTelegramOptions,
} from '../../src/local-telegram/local-telegram.ts';
import { createFaultQueue, type Fault } from './telegram-faults.ts';

/** Synthetic, of the shape that a real one has. */
export const TEST_TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
/** Only a net for what never comes: a loaded machine is slow, and at no fault. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface WaitOptions {
  /** Default a minute. */
  readonly timeoutMs?: number;
  /** What is waited for, for the error's message. */
  readonly what?: string;
}

export interface ReplyOptions extends WaitOptions {
  /** Only messages that came after this one, or this one's own later states. */
  readonly since?: Message;
}

export interface TestTelegram extends LocalTelegram {
  /** The next call of `method` meets the fault; `downloadFile` stands for file downloads. */
  injectFault(method: string, fault: Fault): void;
  /** Tries `probe` now and at every change until it gives something; rejects with what is there when time is up. */
  waitFor<T>(probe: () => T | undefined, options?: WaitOptions): Promise<T>;
  /**
   * Waits until a message of the bot in this chat reads so, in its text or caption, newly sent or edited: a string must
   * occur in it, a pattern must match it.
   */
  waitForReply(chatId: number, wanted: string | RegExp, options?: ReplyOptions): Promise<Message>;
  /** Gives a call of the method that is under way, as soon as there is one. */
  waitForOpenCall(method: string): Promise<ApiCall>;
  /** Waits until `count` calls of the method (default 1) have ended; gives the last of them. */
  waitForCall(method: string, options?: WaitOptions & { readonly count?: number }): Promise<ApiCall>;
}

export async function createTestTelegram(
  options: Partial<Omit<LocalTelegramOptions, 'intercept'>> = {},
): Promise<TestTelegram> {
  const faults = createFaultQueue();
  const telegram = await createLocalTelegram({ token: TEST_TOKEN, ...options, intercept: faults.intercept });

  function waitFor<T>(probe: () => T | undefined, { timeoutMs, what }: WaitOptions = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const unsubscribe = telegram.subscribe(look);
      const timer = setTimeout(() => {
        unsubscribe();
        reject(new Error(`Waited in vain for ${what ?? 'a change'}.\n${describe(telegram)}`));
      }, timeoutMs ?? DEFAULT_TIMEOUT_MS);
      look();

      function look(): void {
        const found = probe();
        if (found === undefined) return;
        clearTimeout(timer);
        unsubscribe();
        resolve(found);
      }
    });
  }

  return {
    ...telegram,
    injectFault: faults.inject,
    waitFor,
    waitForReply(chatId, wanted, { since, what = `a reply with ${wanted}`, ...rest } = {}) {
      const isWanted = (message: Message) =>
        message.from.id === telegram.bot.id &&
        message.message_id >= (since?.message_id ?? 0) &&
        reads(message, wanted);
      return waitFor(() => telegram.messages(chatId).findLast(isWanted), { what, ...rest });
    },
    waitForOpenCall: (method) =>
      waitFor(() => telegram.calls(method).find(({ outcome }) => outcome === undefined), {
        what: `${method} to be called`,
      }),
    waitForCall(method, { count = 1, what = `call ${count} of ${method}`, ...rest } = {}) {
      const ended = () => telegram.calls(method).filter(({ outcome }) => outcome !== undefined);
      return waitFor(() => ended()[count - 1], { what, ...rest });
    },
  };
}

function reads({ text, caption }: Message, wanted: string | RegExp): boolean {
  const words = text ?? caption ?? '';
  return typeof wanted === 'string' ? words.includes(wanted) : wanted.test(words);
}

function describe(telegram: LocalTelegram): string {
  const chats = telegram.chats().map(({ id }) => {
    const lines = telegram.messages(id).map(describeMessage);
    return [`Chat ${id}:`, ...lines].join('\n  ');
  });
  const calls = telegram
    .calls()
    .map(({ method, outcome }) => `${method} → ${JSON.stringify(outcome) ?? 'under way'}`);
  return [...chats, ['Last calls:', ...calls.slice(-20)].join('\n  ')].join('\n');
}

function describeMessage(message: Message): string {
  const { message_id, from, text, caption, document, photo, reply_markup } = message;
  const file = document ? `[${document.file_name}] ` : photo ? '[photo] ' : '';
  const buttons = reply_markup?.inline_keyboard.flat().map((button) => ` <${button.text}>`) ?? [];
  return `${message_id} ${from.first_name}: ${file}${text ?? caption ?? ''}${buttons.join('')}`;
}
