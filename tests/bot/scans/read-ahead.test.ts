/** Pages are read as they come: what that saves the user, and what becomes of pages whose draft goes another way. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  answer,
  hang,
  noCandidates,
  type ScriptedAnswer,
  statusError,
} from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_PAGE_TEXT } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import type { Message } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import { createFolder } from '../../support/folders.ts';
import { ASHA, createWorld, type World, type WorldOptions } from '../../support/test-app.ts';
import { countOcrCalls, createGate, expectOneRow, SUCCESS, saidTo } from '../conversation.ts';
import { TRACKING } from '../stats/tracked-world.ts';

const AHEAD = { ENABLE_READ_AHEAD: 'true' };

async function createAheadWorld({ env, ...options }: WorldOptions = {}): Promise<World> {
  const world = await createWorld({ ...options, env: { ...AHEAD, ...env } });
  await world.startBot();
  return world;
}

async function sendPage(world: World, count = 1): Promise<Message> {
  world.telegram.sendPhoto(ASHA, await drawPhoto({ width: 300 + count, height: 400 }));
  return world.telegram.waitForReply(ASHA.id, `📄 ${count} page${count > 1 ? 's' : ''} received`);
}

async function finish(world: World): Promise<Message> {
  world.telegram.sendText(ASHA, '/done');
  return world.telegram.waitForReply(ASHA.id, SUCCESS);
}

test('a page is read before /done, and /done only understands it', async () => {
  const world = await createAheadWorld();
  await sendPage(world);
  await world.gemini.waitForCalls(1);
  await sendPage(world, 2);
  await world.gemini.waitForCalls(2);
  expect(world.gemini.calls.map(({ kind }) => kind)).toEqual(['ocr', 'ocr']);
  await finish(world);
  expect(world.gemini.calls.map(({ kind }) => kind).sort()).toEqual(['header', 'lines', 'ocr', 'ocr']);
  expectOneRow(world, 2);
});

test('/done joins what is being read instead of reading it twice', async () => {
  const world = await createAheadWorld();
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  world.gemini.enqueue('ocr', async (response, call) => {
    await opened;
    await answer({ text: SAMPLE_PAGE_TEXT })(response, call);
  });
  await sendPage(world);
  await world.gemini.waitForCalls(1);
  world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, '🔎 Reading 0/1…');
  open();
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(countOcrCalls(world)).toBe(1);
});

describe('a page that joins the invoice before', () => {
  /** One invoice waits for its answer; the draft behind it has a page that the model answers so. */
  async function createSecondDraft(second: ScriptedAnswer) {
    const world = await createAheadWorld({ env: { REVIEW_MODE: 'always' } });
    await sendPage(world);
    world.telegram.sendText(ASHA, '/done');
    const review = await world.telegram.waitForReply(ASHA.id, 'Please check before I save');
    world.gemini.enqueue('ocr', second);
    const sent = world.telegram.sendPhoto(ASHA, await drawPhoto({ width: 310, height: 400 }));
    const draft = await world.telegram.waitForReply(ASHA.id, '1 page received', { since: sent });
    await world.gemini.waitForCalls(4);
    return { world, review, draft };
  }

  test('while it is just being read is not read twice', async () => {
    const { opened, open } = createGate();
    const { world, review, draft } = await createSecondDraft(async (response, call) => {
      await opened;
      await answer({ text: SAMPLE_PAGE_TEXT })(response, call);
    });
    world.telegram.pressButton(ASHA, draft, '↩️ Belongs to the invoice before');
    await world.telegram.waitForReply(ASHA.id, '🔎 Reading 1/2…');
    open();
    await world.telegram.waitForReply(ASHA.id, 'Please check before I save', { since: review });
    expect(countOcrCalls(world)).toBe(2);
    expect(world.gemini.calls.filter(({ aborted }) => aborted)).toEqual([]);
  });

  test('and can not be read for good is not asked for again', async () => {
    const { world, draft } = await createSecondDraft(noCandidates('PROHIBITED_CONTENT'));
    await expect.poll(world.logged).toContain('could not be read ahead');
    world.telegram.pressButton(ASHA, draft, '↩️ Belongs to the invoice before');
    await world.telegram.waitForReply(ASHA.id, 'refuses to read');
    expect(countOcrCalls(world)).toBe(2);
  });
});

describe('a page that could not be read ahead', () => {
  test('is read again at /done where that may help', async () => {
    const world = await createAheadWorld();
    world.gemini.enqueue('ocr', statusError(503), statusError(503));
    await sendPage(world);
    await world.gemini.waitForCalls(2);
    await finish(world);
    expect(countOcrCalls(world)).toBe(3);
  });

  test('fails at /done without another call where it would only fail again, and is paid for anew when tried again', async () => {
    const world = await createAheadWorld();
    world.gemini.enqueue('ocr', noCandidates('PROHIBITED_CONTENT'));
    await sendPage(world);
    await world.gemini.waitForCalls(1);
    world.telegram.sendText(ASHA, '/done');
    const failure = await world.telegram.waitForReply(ASHA.id, 'refuses to read');
    expect(countOcrCalls(world)).toBe(1);
    world.telegram.pressButton(ASHA, failure, '🔁 Try again');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(countOcrCalls(world)).toBe(2);
  });
});

test('a draft that is cancelled ends its calls, and they are counted as cancelled', async () => {
  const logsDir = await createFolder();
  const tracking = { ...TRACKING, ENABLE_OCR_LEVEL_TRACKING: 'true', LOGS_DIR: logsDir };
  const world = await createWorld({ env: { ...AHEAD, ...tracking } });
  const app = await world.startBot();
  world.gemini.enqueue('ocr', hang());
  await sendPage(world);
  await world.gemini.waitForCalls(1);
  world.telegram.sendText(ASHA, '/cancel');
  await world.telegram.waitForReply(ASHA.id, '🗑 Cancelled');
  await world.gemini.waitForAborted(1);
  await app.stop();
  const record = JSON.parse(await readFile(join(logsDir, 'invoice_usage.jsonl'), 'utf8'));
  expect(record).toMatchObject({ outcome: 'cancelled', total_ocr_calls: 1, page_count: 1 });
  const call = JSON.parse(await readFile(join(logsDir, 'ocr_calls.jsonl'), 'utf8'));
  expect(call).toMatchObject({ status: 'aborted' });
  expect(saidTo(world).some((text) => text.startsWith('❌'))).toBe(false);
});

test('a draft that a stop leaves behind is read on at the next start', async () => {
  const world = await createWorld({ env: { ...AHEAD, SHUTDOWN_GRACE_MS: '1' } });
  const app = await world.startBot();
  world.gemini.enqueue('ocr', hang());
  await sendPage(world);
  await world.gemini.waitForCalls(1);
  await app.stop();
  await world.startBot();
  await world.gemini.waitForCalls(2);
  await finish(world);
  expect(countOcrCalls(world)).toBe(2);
});

test('nothing is read ahead where that is switched off', async () => {
  const world = await createAheadWorld({ env: { ENABLE_READ_AHEAD: 'false' } });
  await sendPage(world);
  expect(countOcrCalls(world)).toBe(0);
  await finish(world);
  expect(countOcrCalls(world)).toBe(1);
});
