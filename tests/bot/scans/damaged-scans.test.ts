/** A scan that was damaged on disk: its user hears of it, once, and everybody else's goes on. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ASHA, createWorld, RAVI, type World } from '../../support/test-app.ts';
import { saidTo, sendGoodPage } from '../conversation.ts';

const TOLD = 'was damaged on my disk before I could save it';

async function keepScan({ dataDir }: World, scanId: string, text: string): Promise<void> {
  await mkdir(join(dataDir, 'scans', scanId), { recursive: true });
  await writeFile(join(dataDir, 'scans', scanId, 'scan.json'), text);
}

test('is told to the chat that it came from, and set aside', async () => {
  const world = await createWorld();
  const visited = await world.startBot();
  await sendGoodPage(world);
  world.telegram.sendText(RAVI, '/help');
  await world.telegram.waitForReply(RAVI.id, /./);
  await visited.stop();
  const owner = { chatId: RAVI.id, userId: RAVI.id };
  await keepScan(
    world,
    'scan_odd',
    JSON.stringify({ version: 2, scanId: 'scan_odd', state: 'resting', owner }),
  );
  await keepScan(world, 'scan_torn', '{"version":2,"scanId":');
  const app = await world.startBot();
  await world.telegram.waitForReply(RAVI.id, TOLD);
  await app.stop();
  expect(await readdir(join(world.dataDir, 'scans-damaged'))).toEqual([
    expect.stringMatching(/^scan_odd-/),
    expect.stringMatching(/^scan_torn-/),
  ]);
  await (await world.startBot()).stop();
  const told = world.telegram.messages(RAVI.id).filter(({ text }) => text?.includes(TOLD));
  expect(told).toHaveLength(1);
  expect(saidTo(world).some((text) => text?.includes(TOLD))).toBe(false);
  expect(world.telegram.messages(ASHA.id).at(-1)?.text).toContain('1 page received');
});

test('whose user can not be reached now stays where it is until the next start', async () => {
  const world = await createWorld();
  const owner = { chatId: RAVI.id, userId: RAVI.id };
  world.telegram.sendText(RAVI, '/help');
  await keepScan(world, 'scan_odd', JSON.stringify({ version: 2, state: 'resting', owner }));
  world.telegram.injectFault('sendMessage', 'reset');
  await (await world.startBot()).stop();
  await (await world.startBot()).stop();
  const told = world.telegram.messages(RAVI.id).filter(({ text }) => text?.includes(TOLD));
  expect(told).toHaveLength(1);
});

test('is told with care where its rows may be saved, and not at all where it had ended or is a copy', async () => {
  const world = await createWorld();
  const owner = { chatId: RAVI.id, userId: RAVI.id };
  world.telegram.sendText(RAVI, '/help');
  const visited = await world.startBot();
  await sendGoodPage(world);
  await visited.stop();
  const [openScan = ''] = await readdir(join(world.dataDir, 'scans'));
  const damaged = { version: 2, owner, files: 'odd' };
  await keepScan(
    world,
    'scan_a',
    JSON.stringify({ ...damaged, scanId: 'scan_a', state: 'saving', saveTried: true }),
  );
  await keepScan(world, 'scan_b', JSON.stringify({ ...damaged, scanId: 'scan_b', state: 'saved' }));
  await keepScan(world, 'scan_c', JSON.stringify({ ...damaged, scanId: openScan, state: 'collecting' }));
  const app = await world.startBot();
  await world.telegram.waitForReply(RAVI.id, 'look whether its row is in your sheet');
  await app.stop();
  expect(await readdir(join(world.dataDir, 'scans-damaged'))).toHaveLength(3);
  const told = world.telegram.messages(RAVI.id).filter(({ text }) => text?.includes('damaged on my disk'));
  expect(told).toHaveLength(1);
});
