/** How the running bot says that it is well, and what Prometheus reads of its work. */
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { errorInfo, statusError } from '../../loopback/gemini/gemini-answers.ts';
import { createGate, finishWithOneRow, SUCCESS, sendGoodPage } from '../bot/conversation.ts';
import { ASHA, createRunningWorld, createWorld, type World } from '../support/test-app.ts';

const HEALTH_ENV = { HEALTH_PORT: '0' };

function healthUrl(world: World): string {
  const url = /"url":"(http:[^"]+)","msg":"Health is served"/.exec(world.logged())?.[1];
  if (url === undefined) throw new Error('Health is not served');
  return url;
}

async function ask(world: World, path: string) {
  const response = await fetch(healthUrl(world) + path);
  return { status: response.status, text: await response.text() };
}

/** The values of one metric by its labels, as they stand in Prometheus's text. */
async function readMetric(world: World, name: string): Promise<Record<string, number>> {
  const { text } = await ask(world, '/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return Object.fromEntries(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ');
      return [line.slice(name.length, cut), Number(line.slice(cut + 1))];
    }),
  );
}

async function untilReady(world: World): Promise<void> {
  await world.telegram.waitForCall('getMe');
  await expect.poll(async () => (await ask(world, '/readyz')).status, { interval: 10 }).toBe(200);
}

describe('readiness', () => {
  test('comes with the first answer of Telegram, and says why it is not there before', async () => {
    const world = await createWorld({ env: HEALTH_ENV });
    const gate = createGate();
    world.telegram.injectFault('getMe', { holdUntil: gate.opened });
    await world.startBot();
    expect(await ask(world, '/healthz')).toEqual({ status: 200, text: '{"alive":true}\n' });
    expect(await ask(world, '/readyz')).toEqual({
      status: 503,
      text: '{"ready":false,"reasons":["Telegram has not answered yet"]}\n',
    });
    gate.open();
    await untilReady(world);
    expect((await ask(world, '/readyz')).text).toBe('{"ready":true,"reasons":[]}\n');
  });

  test('is lost while Telegram is down', async () => {
    const world = await createRunningWorld({ env: HEALTH_ENV });
    await untilReady(world);
    world.telegram.injectFault('getUpdates', { status: 502 });
    world.telegram.sendText(ASHA, '/help');
    await expect
      .poll(async () => (await ask(world, '/readyz')).text, { interval: 10 })
      .toContain('Telegram does not let updates through (502)');
  });

  test('is over as soon as the bot stops; alive it is to the end', async () => {
    const world = await createWorld({ env: HEALTH_ENV });
    const app = await world.startBot();
    const gate = createGate();
    world.telegram.injectFault('sendMessage', { holdUntil: gate.opened });
    world.telegram.sendText(ASHA, '/help');
    await world.telegram.waitForOpenCall('sendMessage');
    const stopped = app.stop();
    expect((await ask(world, '/readyz')).text).toContain('the bot is being stopped');
    expect((await ask(world, '/healthz')).status).toBe(200);
    gate.open();
    await stopped;
    await expect(ask(world, '/healthz')).rejects.toThrow('fetch failed');
  });
});

describe('metrics', () => {
  test('count an invoice on its way: pages, calls by vendor and code, the end, the time', async () => {
    const world = await createRunningWorld({
      env: HEALTH_ENV,
    });
    await sendGoodPage(world);
    expect(await readMetric(world, 'gst_scans_open')).toEqual({ '{state="collecting"}': 1 });
    await finishWithOneRow(world, 1);

    expect(await readMetric(world, 'gst_pages_read_total')).toEqual({ '': 1 });
    expect(await readMetric(world, 'gst_scans_ended_total')).toEqual({ '{state="saved"}': 1 });
    expect(await readMetric(world, 'gst_scan_duration_seconds_count')).toEqual({ '{state="saved"}': 1 });
    expect(await readMetric(world, 'gst_vendor_calls_total')).toMatchObject({
      '{vendor="gemini",operation="ocr",code="ok"}': 1,
      '{vendor="gemini",operation="parse_header",code="ok"}': 1,
      '{vendor="gemini",operation="parse_lines",code="ok"}': 1,
      '{vendor="google_sheets",operation="append",code="ok"}': 1,
      '{vendor="telegram",operation="getFile",code="ok"}': 1,
    });
    expect(await readMetric(world, 'gst_vendor_call_duration_seconds_count')).toMatchObject({
      '{vendor="gemini",operation="ocr"}': 1,
    });
  });

  test('name what went wrong', async () => {
    const world = await createRunningWorld({ env: HEALTH_ENV });
    const details = [errorInfo('API_KEY_INVALID')];
    world.gemini.enqueue('ocr', statusError(400, { message: 'API key not valid.', details }));
    await sendGoodPage(world);
    world.telegram.injectFault('sendMessage', { status: 429, retryAfterSeconds: 0 });
    world.telegram.sendText(ASHA, '/done');
    const failed = await world.telegram.waitForReply(ASHA.id, /^❌/);
    expect(await readMetric(world, 'gst_scans_ended_total')).toEqual({ '{state="failed"}': 1 });
    expect(await readMetric(world, 'gst_vendor_calls_total')).toMatchObject({
      '{vendor="gemini",operation="ocr",code="reader_access_denied"}': 1,
      '{vendor="telegram",operation="sendMessage",code="429"}': 1,
    });
    world.telegram.pressButton(ASHA, failed, '🔁 Try again');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(await readMetric(world, 'gst_scans_ended_total')).toEqual({
      '{state="failed"}': 1,
      '{state="saved"}': 1,
    });
  });

  test('tell memory and event loop lag of the process', async () => {
    const world = await createRunningWorld({ env: HEALTH_ENV });
    const [memory] = Object.values(await readMetric(world, 'process_resident_memory_bytes'));
    const [lag] = Object.values(await readMetric(world, 'nodejs_eventloop_lag_p99_seconds'));
    expect(memory).toBeGreaterThan(10_000_000);
    expect(lag).toBeGreaterThanOrEqual(0);
  });
});

test('without HEALTH_PORT nothing is opened', async () => {
  const world = await createRunningWorld();
  expect(world.logged()).not.toContain('Health is served');
});

test('a port that is taken is named, with its variable', async () => {
  const world = await createWorld({ env: HEALTH_ENV });
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  world.env.HEALTH_PORT = String(typeof address === 'object' ? address?.port : 0);
  await expect(world.startBot()).rejects.toThrow(/^HEALTH_PORT: port \d+ of 127\.0\.0\.1 can't be opened \(/);
  taken.close();
});
