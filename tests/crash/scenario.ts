/** A morning with the bot: an invoice of two pages, a doubtful one that is put right, a copy of the first, and one that is cancelled. */

import { answer, parsed, type ScriptedAnswer } from '../../loopback/gemini/gemini-answers.ts';
import type { GeminiServerCall } from '../../loopback/gemini/gemini-call.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../loopback/gemini/gemini-sample-invoice.ts';
import type { GeminiServer } from '../../loopback/gemini/gemini-server.ts';
import type { TestTelegram } from '../../loopback/telegram/telegram-server.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';

export const ASHA: LocalUser = { id: 42, firstName: 'Asha' };

/** Number of the invoice on each page. */
const PAGES = {
  first: 'INV-2026-0001',
  second: 'INV-2026-0001',
  doubtful: 'INV-2026-0002',
  copy: 'INV-2026-0001',
  dropped: 'INV-2026-0003',
} as const;
export type PageName = keyof typeof PAGES;

/** Two starts of the bot among it, on a machine that may have other work. */
const TIMEOUT_MS = 90_000;

export interface Photos {
  bytes(page: PageName): Buffer;
  /** Which page a call to the model shows; undefined for none of ours. */
  nameOf(call: GeminiServerCall): PageName | undefined;
}

export async function drawPhotos(): Promise<Photos> {
  const names = Object.keys(PAGES) as PageName[];
  const drawn = await Promise.all(names.map((_, index) => drawPhoto({ width: 300 + index, height: 400 })));
  const bytesByName = new Map(names.map((name, index) => [name, drawn[index] ?? Buffer.alloc(0)]));
  const nameByData = new Map([...bytesByName].map(([name, bytes]) => [bytes.toString('base64'), name]));
  return {
    bytes: (page) => bytesByName.get(page) ?? Buffer.alloc(0),
    nameOf: ({ body }) => {
      const parts = body.contents.flatMap((content) => content.parts);
      const data = parts.find(({ inlineData }) => inlineData)?.inlineData?.data ?? '';
      return nameByData.get(data);
    },
  };
}

/** The same answer to the same question, however often it is asked. */
export function answerByContent(
  gemini: GeminiServer,
  photos: Photos,
  onAnswered: (call: GeminiServerCall) => void,
): void {
  const noted =
    (scripted: ScriptedAnswer): ScriptedAnswer =>
    (response, call) => {
      response.once('finish', () => onAnswered(call));
      return scripted(response, call);
    };
  gemini.respondWith(
    'ocr',
    noted((response, call) => {
      const name = photos.nameOf(call);
      const text = SAMPLE_PAGE_TEXT.replace('INV-2026-0042', name ? PAGES[name] : 'nothing');
      return answer({ text })(response, call);
    }),
  );
  gemini.respondWith(
    'header',
    noted((response, call) => {
      const number = /INV-2026-\d{4}/.exec(call.prompt)?.[0] ?? '';
      const total = number === PAGES.doubtful ? '4,540.00' : '3,540.00';
      return parsed({ ...SAMPLE_HEADER, Invoice_No: number, Invoice_Value: total })(response, call);
    }),
  );
  gemini.respondWith('lines', noted(parsed(SAMPLE_LINES)));
  gemini.respondWith('repair', noted(parsed([])));
}

/** The user waits for each answer before going on, as people do; whoever is killed meanwhile is back in a moment. */
export async function play(telegram: TestTelegram, photos: Photos): Promise<void> {
  const sendPage = async (page: PageName, count = 1) => {
    const sent = telegram.sendPhoto(ASHA, photos.bytes(page));
    await reply(`${count} page${count > 1 ? 's' : ''} received`, sent);
  };
  /** An edited status message may be older than what it answers. */
  const reply = (wanted: string, since?: Message) =>
    telegram.waitForReply(ASHA.id, wanted, { timeoutMs: TIMEOUT_MS, ...(since && { since }) });
  const say = (text: string) => telegram.sendText(ASHA, text);
  const readsLater = (wanted: string, before: Message) =>
    telegram.waitForReply(ASHA.id, wanted, { timeoutMs: TIMEOUT_MS, since: before });

  const first = telegram.sendPhoto(ASHA, photos.bytes('first'));
  await readsLater('1 page received', first);
  telegram.sendPhoto(ASHA, photos.bytes('second'));
  await readsLater('2 pages received', first);
  await readsLater('Invoice saved successfully', say('/done'));

  await sendPage('doubtful');
  const review = await readsLater('Please check before I save', say('/done'));
  const scanId = scanIdOf(review);
  telegram.pressButton(ASHA, review, `show:${scanId}:v.Invoice_Value`, { stale: true });
  await readsLater('Type the right value', review);
  say('3,540.00');
  const corrected = await readsLater('Changed:', review);
  telegram.pressButton(ASHA, corrected, `save:${scanId}`, { stale: true });
  await telegram.waitForReply(ASHA.id, /Invoice saved successfully.*INV-2026-0002/s, {
    timeoutMs: TIMEOUT_MS,
  });

  await sendPage('copy');
  const question = await readsLater('is saved already', say('/done'));
  telegram.pressButton(ASHA, question, '🗑 Discard');
  await readsLater('🗑 Dropped', question);

  await sendPage('dropped');
  await readsLater('🗑 Cancelled', say('/cancel'));
}

/** Of the scan that a message's buttons act on. */
function scanIdOf({ reply_markup }: Message): string {
  return reply_markup?.inline_keyboard[0]?.[0]?.callback_data?.split(':')[1] ?? '';
}
