/** Who else wants the bot's updates: an old webhook, a second process. */
import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { TEST_TOKEN } from '../../../loopback/telegram/telegram-server.ts';
import { ASHA, createRunningWorld, createWorld } from '../../support/test-app.ts';

const HELP = /^How it works/;
const SECOND_PROGRAM = 'Another program gets the updates of this bot';

test('a webhook of before is taken away, and what waited is handled', async () => {
  const world = await createWorld();
  const api = new Api(TEST_TOKEN, { apiRoot: world.telegram.apiRoot });
  await api.setWebhook('https://bot.example.org/old');
  world.telegram.sendText(ASHA, '/help');
  await world.startBot();
  await world.telegram.waitForReply(ASHA.id, HELP);
  expect((await api.getWebhookInfo()).url).toBe('');
});

test('one poll of another program does not end the bot; it takes its updates back', async () => {
  const world = await createRunningWorld();
  const api = new Api(TEST_TOKEN, { apiRoot: world.telegram.apiRoot });
  await world.telegram.waitForOpenCall('getUpdates');
  await expect(api.getUpdates({ timeout: 30 })).rejects.toThrow('409');
  world.telegram.sendText(ASHA, '/help');
  await world.telegram.waitForReply(ASHA.id, HELP);
  expect(world.logged()).toContain(SECOND_PROGRAM);
});

test('a second program that goes on fetching ends it, in so many words', async () => {
  const world = await createWorld();
  const app = await world.startBot();
  for (let conflict = 0; conflict < 10; conflict++) world.telegram.injectFault('getUpdates', { status: 409 });
  await expect(app.running).rejects.toThrow('409');
});
