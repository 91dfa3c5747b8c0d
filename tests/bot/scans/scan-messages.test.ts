/** The status message of a scan, up to the moment when the bot stops. */
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestTelegram, TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { createBotClient } from '../../../src/bot/bot.ts';
import { createScanMessages } from '../../../src/bot/scans/scan-messages.ts';
import { addFiles } from '../../../src/scan/value/scan-files.ts';
import { isEnded } from '../../../src/scan/value/scan-states.ts';
import { cancelScan, createScan } from '../../../src/scan/value/scan-steps.ts';
import { createDraft, openTestScans } from '../../scan/scans.ts';
import { createFolder } from '../../support/folders.ts';
import { ASHA } from '../../support/test-app.ts';
import { createGate } from '../conversation.ts';

const log = pino({ level: 'silent' });

test('a stop waits for the message that is on its way, so that the next start knows it', async () => {
  const telegram = await createTestTelegram();
  onTestFinished(() => telegram.close());
  telegram.sendText(ASHA, '/start');
  const { api } = createBotClient({ token: TEST_TOKEN, apiRoot: telegram.apiRoot });
  const store = await openTestScans(await createFolder());
  const messages = createScanMessages({ api, store, minEditIntervalMs: 0, log });
  const now = new Date('2026-02-06T09:00:00Z');
  const owner = { chatId: ASHA.id, userId: ASHA.id };
  await store.create(createScan({ scanId: 'scan_1', customerId: 'CUST001', owner, now }));
  const gate = createGate();
  telegram.injectFault('sendMessage', { holdUntil: gate.opened });
  const page = { name: '1.jpg', mimeType: 'image/jpeg', pageCount: 1, sizeBytes: 1, messageId: 1 } as const;
  await store.update('scan_1', (scan) => addFiles(scan, [{ ...page, fileUniqueId: 'a' }], now));
  await telegram.waitForOpenCall('sendMessage');

  const drained = messages.drain(60_000);
  gate.open();
  await drained;
  expect(store.get('scan_1')?.statusMessageId).toBe(telegram.messages(ASHA.id).at(-1)?.message_id);
});

async function createSaved() {
  const telegram = await createTestTelegram();
  onTestFinished(() => telegram.close());
  telegram.sendText(ASHA, '/start');
  const { api } = createBotClient({ token: TEST_TOKEN, apiRoot: telegram.apiRoot });
  const store = await openTestScans(await createFolder());
  const messages = createScanMessages({ api, store, minEditIntervalMs: 0, log });
  const cancelled = cancelScan(createDraft('scan_1'), { reason: 'user', now: new Date() });
  if (!isEnded(cancelled)) throw new Error('it has not ended');
  const told = () => telegram.messages(ASHA.id).flatMap(({ from, text }) => (from.is_bot ? [text] : []));
  const tell = (chatId: number = ASHA.id) =>
    messages.tellEnd({ ...cancelled, owner: { ...cancelled.owner, chatId } });
  return { telegram, tell, told };
}

test('an end that Telegram does not like is told in plain words', async () => {
  const { telegram, tell, told } = await createSaved();
  telegram.injectFault('sendMessage', { status: 400, description: 'Bad Request: BUTTON_DATA_INVALID' });
  await tell();
  expect(told()).toEqual([expect.stringMatching(/^🗑 Cancelled/)]);
});

test('an end is told where nobody is any more as well: to nobody, once', async () => {
  const { telegram, tell, told } = await createSaved();
  telegram.injectFault('sendMessage', { status: 400, description: 'Bad Request: chat not found' });
  await tell();
  telegram.injectFault('sendMessage', {
    status: 403,
    description: 'Forbidden: bot was kicked from the group',
  });
  await tell();
  expect(told()).toEqual([]);
});

test('an end that Telegram refuses for reasons of its own is told later', async () => {
  const { telegram, tell } = await createSaved();
  for (const _ of ['rich', 'plain']) {
    telegram.injectFault('sendMessage', { status: 400, description: 'Bad Request: message is too long' });
  }
  await expect(tell()).rejects.toThrow('message is too long');
});

test('an end reaches a group that has become a supergroup meanwhile', async () => {
  const { telegram, tell, told } = await createSaved();
  telegram.injectFault('sendMessage', {
    status: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    migrateToChatId: ASHA.id,
  });
  await tell(-5);
  expect(told()).toEqual([expect.stringMatching(/^🗑 Cancelled/)]);
});
