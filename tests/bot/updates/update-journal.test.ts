/** Updates outlive the process that was told of them, and are acted on once. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { hang } from '../../../loopback/gemini/gemini-answers.ts';
import { openUpdateJournal } from '../../../src/bot/updates/update-journal.ts';
import { createFolder } from '../../support/folders.ts';
import { ASHA, createWorld, type World } from '../../support/test-app.ts';
import { createTestStorage } from '../../support/test-storage.ts';
import { saidTo, sendGoodPage } from '../conversation.ts';

const log = pino({ level: 'silent' });
const open = (dataDir: string) => openUpdateJournal(createTestStorage(dataDir), log);
const idsOf = (updates: readonly Update[]) => updates.map(({ update_id }) => update_id);

function textUpdate(updateId: number, text: string): Update {
  const chat = { id: ASHA.id, type: 'private' as const, first_name: ASHA.firstName };
  const from = { id: ASHA.id, is_bot: false, first_name: ASHA.firstName };
  const entities = text.startsWith('/')
    ? [{ type: 'bot_command' as const, offset: 0, length: text.length }]
    : [];
  const message = { message_id: 900_000 + updateId, date: 1_790_000_000, chat, from, text, entities };
  return { update_id: updateId, message };
}

describe('a journal', () => {
  test('gives the next process what was kept and not handled, oldest first', async () => {
    const folder = await createFolder();
    const first = await open(folder);
    await first.keep([textUpdate(1, 'a'), textUpdate(2, 'b')]);
    await first.keep([textUpdate(3, 'c')]);
    first.markHandled(2);
    await first.settle();

    const second = await open(folder);
    expect(idsOf(second.unhandled)).toEqual([1, 3]);
    expect([1, 2, 3].map(second.claim)).toEqual([true, false, true]);
    expect(second.claim(1)).toBe(false);
  });

  test('keeps an update once, however often it comes', async () => {
    const folder = await createFolder();
    const journal = await open(folder);
    await Promise.all([journal.keep([textUpdate(1, 'a')]), journal.keep([textUpdate(1, 'a')])]);
    const { size } = await stat(join(folder, 'updates.jsonl'));
    await journal.keep([textUpdate(1, 'a')]);
    expect((await stat(join(folder, 'updates.jsonl'))).size).toBe(size);
    expect(idsOf((await open(folder)).unhandled)).toEqual([1]);
  });

  test('is for its owner’s eyes only', async () => {
    const folder = await createFolder();
    await (await open(folder)).keep([textUpdate(1, 'a')]);
    expect((await stat(join(folder, 'updates.jsonl'))).mode & 0o777).toBe(0o600);
  });

  test('that a kill or a disk left torn gives what it still says', async () => {
    const folder = await createFolder();
    const journal = await open(folder);
    await journal.keep([textUpdate(1, 'एक'), textUpdate(2, 'b'), textUpdate(3, 'c')]);
    journal.markHandled(1);
    await journal.settle();
    const path = join(folder, 'updates.jsonl');
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), async (length, rest) => {
        await writeFile(path, Buffer.concat([whole.subarray(0, length), rest]));
        const reopened = await open(folder);
        const wholeLines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
        // The mark counts also where only its line end is lost.
        const isMarked = whole.subarray(0, length).includes('{"handled":1}');
        expect(reopened.unhandled.length).toBeGreaterThanOrEqual(
          Math.min(wholeLines, 3) - (isMarked ? 1 : 0),
        );
        await reopened.keep([textUpdate(9, 'd')]);
        expect(idsOf((await open(folder)).unhandled)).toContain(9);
      }),
      { numRuns: 100, examples: [[whole.length - 1, new Uint8Array()]] },
    );
  });

  test('on a disk that takes nothing remembers what came, and says so in the log', async () => {
    const folder = await createFolder();
    const lines: string[] = [];
    const journal = await openUpdateJournal(
      createTestStorage(folder),
      pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }),
    );
    await mkdir(join(folder, 'updates.jsonl'));
    await journal.keep([textUpdate(1, 'a')]);
    expect(journal.claim(1)).toBe(true);
    expect(lines.join('')).toContain('can’t be kept on disk');
  });
});

describe('an update that was kept when the process died', () => {
  async function startWith(lines: readonly object[], world: World): Promise<void> {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(join(world.dataDir, 'updates.jsonl'), text);
    await world.startBot();
  }

  /** A chat that Telegram knows, and a bot that has stopped. */
  async function createVisitedWorld(): Promise<World> {
    const world = await createWorld();
    const app = await world.startBot();
    world.telegram.sendText(ASHA, 'first');
    await world.telegram.waitFor(() => saidTo(world)[0], { what: 'an answer' });
    await app.stop();
    return world;
  }

  test('is handled at the next start, in order', async () => {
    const world = await createVisitedWorld();
    await startWith([{ update: textUpdate(1, 'hello') }, { update: textUpdate(2, '/cancel') }], world);
    await world.telegram.waitForReply(ASHA.id, 'nothing to cancel');
    expect(saidTo(world)).toHaveLength(3);
  });

  test('is not handled again if it was handled', async () => {
    const world = await createVisitedWorld();
    const kept = [{ update: textUpdate(1, 'hello') }, { handled: 1 }, { update: textUpdate(2, '/cancel') }];
    await startWith(kept, world);
    await world.telegram.waitForReply(ASHA.id, 'nothing to cancel');
    expect(saidTo(world)).toHaveLength(2);
  });

  test('that has had its effect does not have it twice: another scan is not cancelled in its place', async () => {
    const world = await createWorld({ env: { SHUTDOWN_GRACE_MS: '1' } });
    const app = await world.startBot();
    world.gemini.respondWith('ocr', hang());
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.gemini.waitForCalls(1);
    await app.stop();
    const [name = ''] = await readdir(join(world.dataDir, 'scans'));
    const scan = JSON.parse(await readFile(join(world.dataDir, 'scans', name, 'scan.json'), 'utf8'));
    expect(scan.changedBy).toEqual(expect.any(Number));

    await startWith(
      [{ update: textUpdate(scan.changedBy, '/cancel') }, { update: textUpdate(7, '/start') }],
      world,
    );
    await world.gemini.waitForCalls(2);
    await world.telegram.waitForReply(ASHA.id, 'GST');
    expect(saidTo(world).join()).not.toContain('Cancelled');
  });
});
