/** What a person does with an invoice of three pages: sends them as an album, types /done, waits for the answer. */

import type { TestTelegram } from '../../loopback/telegram/telegram-server.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';

const TIMEOUT_MS = 120_000;

/** In pixels: what Telegram makes of a photo. */
const PHOTO_SIZE = { width: 960, height: 1280 };

export const PAGES_PER_INVOICE = 3;

export function drawInvoice(): Promise<readonly Buffer[]> {
  const texts = Array.from({ length: PAGES_PER_INVOICE }, (_, index) => `TAX INVOICE\nPage ${index + 1}`);
  return Promise.all(texts.map((text) => drawPhoto({ text, ...PHOTO_SIZE })));
}

export interface Sender {
  readonly telegram: TestTelegram;
  readonly user: LocalUser;
}

/** Resolves when the status message says that all pages are there. */
export async function sendPages({ telegram, user }: Sender, pages: readonly Buffer[]): Promise<void> {
  const [first] = telegram.sendAlbum(user, pages);
  await telegram.waitForReply(user.id, `${pages.length} pages received`, {
    timeoutMs: TIMEOUT_MS,
    ...(first && { since: first }),
  });
}

/** Milliseconds from /done to the answer that the row is saved. Rejects if the invoice was not saved. */
export async function timeScan({ telegram, user }: Sender): Promise<number> {
  const startedAt = performance.now();
  const done = telegram.sendText(user, '/done');
  const { text = '' } = await telegram.waitForReply(user.id, /^(✅ Invoice saved successfully!|❌)/, {
    timeoutMs: TIMEOUT_MS,
    since: done,
  });
  const elapsedMs = performance.now() - startedAt;
  if (!text.startsWith('✅')) throw new Error(`The scan failed: ${text}`);
  return elapsedMs;
}
