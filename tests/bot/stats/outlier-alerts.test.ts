/** Alerts on their way to administrators: nobody waits for them, and one that fails harms no other. */
import { expect, onTestFinished, test } from 'vitest';
import { createTestTelegram, TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { createBotClient } from '../../../src/bot/bot.ts';
import { createOutlierAlerts } from '../../../src/bot/stats/outlier-alerts.ts';
import { createLogger } from '../../../src/logger.ts';
import { ASHA, RAVI } from '../../support/test-app.ts';
import { createGate } from '../conversation.ts';
import { createOutlier } from './usage-figures.ts';

async function createAlerts() {
  const telegram = await createTestTelegram();
  onTestFinished(telegram.close);
  for (const admin of [ASHA, RAVI]) telegram.sendText(admin, '/start');
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ level: 'debug', secrets: [], isTerminal: false, destination });
  const { api } = createBotClient({ token: TEST_TOKEN, apiRoot: telegram.apiRoot });
  const alerts = createOutlierAlerts({ api, adminUserIds: [ASHA.id, RAVI.id], log });
  const countAlerts = (chatId: number) =>
    telegram.messages(chatId).filter(({ text }) => text?.startsWith('⚠️ Outlier Alert: INV-2024-12345'))
      .length;
  return { telegram, alerts, countAlerts, logged: () => lines.join('') };
}

test('an administrator who has blocked the bot is logged, and the others are told', async () => {
  const { telegram, alerts, countAlerts, logged } = await createAlerts();
  telegram.block(ASHA);
  alerts.tell(createOutlier());
  await alerts.drain(60_000);
  expect([countAlerts(ASHA.id), countAlerts(RAVI.id)]).toEqual([0, 1]);
  expect(logged()).toContain('An outlier alert could not be sent');
});

test('the end waits for alerts under way', async () => {
  const { telegram, alerts, countAlerts } = await createAlerts();
  const gate = createGate();
  telegram.injectFault('sendMessage', { holdUntil: gate.opened });
  alerts.tell(createOutlier());
  await telegram.waitForCall('sendMessage');
  const toldAtEnd = alerts.drain(60_000).then(() => countAlerts(ASHA.id) + countAlerts(RAVI.id));
  gate.open();
  expect(await toldAtEnd).toBe(2);
});

test('the end does not wait for ever', async () => {
  const { telegram, alerts } = await createAlerts();
  telegram.injectFault('sendMessage', 'hang');
  alerts.tell(createOutlier());
  await telegram.waitForOpenCall('sendMessage');
  await alerts.drain(10);
  expect(telegram.calls('sendMessage').filter(({ outcome }) => outcome === undefined)).toHaveLength(1);
});
