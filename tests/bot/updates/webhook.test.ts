/** Updates that Telegram delivers: the same conversation, confirmed before the work is done. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { ASHA, createWorld, RAVI, type World } from '../../support/test-app.ts';
import { createWebhookDelivery, post, type WebhookDelivery } from '../../support/webhook-delivery.ts';
import { createGate, finishWithOneRow, reads, saidTo, sendGoodPage } from '../conversation.ts';

const HELP = /^How it works/;
const PUBLIC_URL = 'https://bot.example.org/telegram';
const SECRET = 'a-secret-of-the-tests';

interface WebhookWorld extends World {
  readonly delivery: WebhookDelivery;
  readonly app: App;
  /** Where the bot listens. */
  readonly url: string;
}

async function createWebhookWorld(env: Readonly<Record<string, string>> = {}): Promise<WebhookWorld> {
  const delivery = createWebhookDelivery();
  onTestFinished(delivery.end);
  const world = await createWorld({
    deliver: delivery.deliver,
    env: {
      TELEGRAM_WEBHOOK_URL: PUBLIC_URL,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_WEBHOOK_PORT: '0',
      ...env,
    },
  });
  return { ...world, ...(await start(world, delivery)), delivery };
}

async function start(world: World, delivery: WebhookDelivery): Promise<{ app: App; url: string }> {
  world.forget();
  const app = await world.startBot();
  const url = /"url":"(http:[^"]+)","msg":"Updates are taken"/.exec(world.logged())?.[1];
  if (url === undefined) throw new Error('No port was opened');
  delivery.connect(url);
  return { app, url };
}

test('an invoice goes its whole way, and nothing is fetched', async () => {
  const world = await createWebhookWorld();
  await sendGoodPage(world);
  await finishWithOneRow(world, 1);
  expect(world.telegram.calls('getUpdates')).toHaveLength(0);
  const [registered] = world.telegram.calls('setWebhook');
  expect(registered?.params).toMatchObject({ url: PUBLIC_URL, secret_token: SECRET });
  expect(world.logged()).not.toContain(SECRET);
});

test('is confirmed before it is handled, and a chat keeps its order', async () => {
  const world = await createWebhookWorld();
  const gate = createGate();
  world.telegram.injectFault('sendMessage', { holdUntil: gate.opened });
  world.telegram.sendText(ASHA, '/help');
  world.telegram.sendText(ASHA, '/start');
  await world.telegram.waitForOpenCall('sendMessage');
  await expect.poll(() => world.delivery.statuses, { interval: 5 }).toEqual([200, 200]);

  world.telegram.sendText(RAVI, '/help');
  await world.telegram.waitForReply(RAVI.id, HELP);
  expect(saidTo(world)).toEqual([]);
  gate.open();
  await world.telegram.waitForReply(ASHA.id, /^👋/);
  expect(saidTo(world).map((text) => text.slice(0, 3))).toEqual(['How', '👋 ']);
});

describe('what is not Telegram', () => {
  test.each([
    ['no secret', undefined],
    ['another secret', 'a-secret-of-the-testz'],
  ])('is refused: %s', async (_what, secret) => {
    const world = await createWebhookWorld();
    await world.telegram.waitForCall('setWebhook');
    const update = { update_id: 1, message: { text: '/help', chat: { id: ASHA.id, type: 'private' } } };
    expect(await post(world.url, JSON.stringify(update), secret)).toBe(401);
    expect(saidTo(world)).toEqual([]);
  });

  test('gets nowhere with other paths, other methods, or what is no update', async () => {
    const world = await createWebhookWorld();
    await world.telegram.waitForCall('setWebhook');
    expect(await post(world.url.replace('/telegram', '/'), '{}', SECRET)).toBe(404);
    expect((await fetch(world.url)).status).toBe(404);
    for (const body of ['', '{', '[]', 'null', '{"update_id":"1"}']) {
      expect(await post(world.url, body, SECRET)).toBe(400);
    }
    expect(await post(world.url, ' '.repeat(2 * 1024 ** 2), SECRET)).not.toBe(200);
    world.telegram.sendText(ASHA, '/help');
    await world.telegram.waitForReply(ASHA.id, HELP);
  });
});

test('what comes while the bot stops is kept by Telegram, and handled by the next one', async () => {
  const world = await createWebhookWorld();
  const gate = createGate();
  world.telegram.injectFault('sendMessage', { holdUntil: gate.opened });
  world.telegram.sendText(ASHA, '/help');
  await world.telegram.waitForOpenCall('sendMessage');
  const stopped = world.app.stop();
  world.telegram.sendText(RAVI, '/help');
  await expect.poll(() => world.delivery.statuses, { interval: 5 }).toContain(503);
  gate.open();
  await stopped;
  await reads(world, saidTo(world)[0] ?? '');
  expect(saidTo(world, RAVI)).toEqual([]);

  await start(world, world.delivery);
  await world.telegram.waitForReply(RAVI.id, HELP);
});

test('an outage of Telegram at the start is waited for; an address that it refuses is not', async () => {
  const delivery = createWebhookDelivery();
  onTestFinished(delivery.end);
  const env = { TELEGRAM_WEBHOOK_URL: PUBLIC_URL, TELEGRAM_WEBHOOK_PORT: '0' };
  const world = await createWorld({ deliver: delivery.deliver, env });
  world.telegram.injectFault('setWebhook', { status: 502 });
  await start(world, delivery);
  await world.telegram.waitForCall('setWebhook', { count: 2 });
  world.telegram.sendText(ASHA, '/help');
  await world.telegram.waitForReply(ASHA.id, HELP);

  world.telegram.injectFault('setWebhook', { status: 400 });
  const refused = await start(world, delivery);
  await expect(refused.app.running).rejects.toThrow('400');
});
