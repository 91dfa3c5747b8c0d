/** Buttons that are pressed too late, twice, or by a program: each press is answered, none does harm. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { heldUntil, parsed } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { ASHA, createRunningWorld, createWorld } from '../support/test-app.ts';
import {
  createGate,
  dataOf,
  drawGoodPhoto,
  expectOneRow,
  finishWithOneRow,
  pressAndRead,
  reads,
  SUCCESS,
  saidTo,
  sendGoodPage,
} from './conversation.ts';

const STALE = 'This button belongs to an invoice that is no longer open.';
const ACTIONS = ['done', 'next', 'cancel', 'join', 'retry'];

const NOT_SHARED = { status: 403, message: 'The caller does not have permission' };

describe('a button that acts on nothing', () => {
  test('of an invoice that was saved', async () => {
    const world = await createRunningWorld();
    const status = await sendGoodPage(world);
    const scanId = dataOf(status, '✅ Done').split(':')[1];
    await finishWithOneRow(world, 1);
    for (const action of ACTIONS) {
      expect(await pressAndRead(world, status, `${action}:${scanId}`)).toBe(STALE);
    }
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });

  test('unknown ids and garbage: the draft of the chat is not touched', async () => {
    const world = await createRunningWorld();
    const status = await sendGoodPage(world);
    const unknown = ACTIONS.map((action) => `${action}:scan_20260206_143000_1f9c2ab07d`);
    const garbage = ['', 'x', ':', 'done', 'done:', 'explode:scan_1', '../../etc/passwd', '🤖'.repeat(16)];
    const scanId = dataOf(status, '✅ Done').split(':')[1];
    for (const data of [
      ...unknown,
      ...garbage,
      `done:${scanId}:again`,
      `Done:${scanId}`,
      `explode:${scanId}`,
    ]) {
      expect(await pressAndRead(world, status, data)).toBe(STALE);
    }
    expect(saidTo(world)).toHaveLength(1);
    expect(world.gemini.calls).toHaveLength(0);
    await finishWithOneRow(world, 1);
  });

  test('Done, Next and Try again of an invoice that is being read', async () => {
    const world = await createRunningWorld();
    const gate = createGate();
    world.gemini.enqueue('header', heldUntil(gate.opened, parsed(SAMPLE_HEADER)));
    const status = await sendGoodPage(world);
    const scanId = dataOf(status, '✅ Done').split(':')[1];
    expect(await pressAndRead(world, status, '✅ Done')).toBeUndefined();
    await world.gemini.waitForCalls(3);
    for (const action of ['done', 'next', 'join', 'retry']) {
      expect(await pressAndRead(world, status, `${action}:${scanId}`)).toBe(STALE);
    }
    gate.open();
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });

  test('Cancel of an invoice that is being saved: too late, and the row comes', async () => {
    const world = await createRunningWorld();
    const gate = createGate();
    world.sheets.fail('write', { until: gate.opened });
    const status = await sendGoodPage(world);
    const cancel = dataOf(status, '✖️ Cancel');
    world.telegram.sendText(ASHA, '/done');
    await world.sheets.arrived('write', 1);
    expect(await pressAndRead(world, status, cancel)).toBe(
      'Too late to cancel: this invoice is being saved.',
    );
    gate.open();
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
  });
});

describe('a press', () => {
  test('of Next says what comes next', async () => {
    const world = await createRunningWorld();
    await pressAndRead(world, await sendGoodPage(world), '➡️ Next invoice');
    await reads(world, '➡️ Queued (1 page). Send the pages of the next invoice.');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
  });

  test('that is too old for Telegram does what it asked for, without a complaint', async () => {
    const world = await createRunningWorld();
    const status = await sendGoodPage(world);
    world.telegram.injectFault('answerCallbackQuery', { status: 400 });
    world.telegram.pressButton(ASHA, status, '✅ Done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    await world.telegram.waitForCall('answerCallbackQuery');
    await world.telegram.waitForCall('deleteMessage');
    expect(saidTo(world)).toHaveLength(1);
    expectOneRow(world, 1);
  });

  test('of Discard says that the pages are gone, and they are', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    world.sheets.fail('read', NOT_SHARED, Number.POSITIVE_INFINITY);
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await world.telegram.waitForReply(ASHA.id, 'not shared with this bot');
    await pressAndRead(world, failed, '🗑 Discard');
    await reads(world, '🗑 Cancelled, 1 page dropped. Send a page to start again.');
    for (const action of ['retry', 'cancel']) {
      expect(await pressAndRead(world, failed, dataOf(failed, '🔁 Try again').replace('retry', action))).toBe(
        STALE,
      );
    }
    await app.stop();
    expect(await readdir(join(world.dataDir, 'scans'))).toEqual([]);
  });

  test('of Try again twice in a row saves once', async () => {
    const world = await createRunningWorld();
    world.sheets.fail('read', NOT_SHARED, Number.POSITIVE_INFINITY);
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await world.telegram.waitForReply(ASHA.id, 'not shared with this bot');
    world.sheets.heal();
    const retry = dataOf(failed, '🔁 Try again');
    world.telegram.pressButton(ASHA, failed, retry);
    world.telegram.pressButton(ASHA, failed, retry, { stale: true });
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    await world.telegram.waitForCall('answerCallbackQuery', { count: 2 });
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });
});

test('what is typed in a hurry, all at once, becomes one invoice', async () => {
  const world = await createRunningWorld();
  const photos = [await drawGoodPhoto(), await drawGoodPhoto()];
  world.telegram.sendAlbum(ASHA, photos);
  for (const text of ['/done', '/done', '/done']) world.telegram.sendText(ASHA, text);
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expectOneRow(world, 2);
});
