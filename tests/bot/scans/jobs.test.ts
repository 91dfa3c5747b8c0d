/** /jobs as its reader sees it: what runs, what has ended, and what the buttons do. */
import { describe, expect, test } from 'vitest';
import { hang, statusError } from '../../../loopback/gemini/gemini-answers.ts';
import { ASHA, createRunningWorld, createWorld, RAVI, type World } from '../../support/test-app.ts';
import { drawGoodPhoto, headerRows, labelsOf, pressAndRead, SUCCESS, sendGoodPage } from '../conversation.ts';

async function askJobs(world: World, user = ASHA) {
  const asked = world.telegram.sendText(user, '/jobs');
  return world.telegram.waitForReply(user.id, '🗂', { since: asked });
}

async function saveInvoice(world: World): Promise<void> {
  await sendGoodPage(world);
  const done = world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, SUCCESS, { since: done });
}

describe('/jobs', () => {
  test('says so where there are none', async () => {
    const world = await createRunningWorld();
    expect((await askJobs(world)).text).toBe(
      '🗂 No jobs: nothing runs, and nothing has ended in the last 7 days.',
    );
  });

  test('lists what has ended, also after a restart', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    await saveInvoice(world);
    await app.stop();
    await world.startBot();
    const { text = '' } = await askJobs(world);
    expect(text).toMatch(
      /^🗂 Jobs: 1, the newest first\n\n1\. ✅ Invoice INV-2026-0042\n {3}completed \d\d [A-Z][a-z]{2} \d\d:\d\d, after \d+\.\d s$/,
    );
  });

  test('shows how far a scan is, and cancels it', async () => {
    const world = await createRunningWorld();
    world.gemini.respondWith('ocr', hang());
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.gemini.waitForCalls(1);
    const jobs = await askJobs(world);
    expect(jobs.text).toMatch(/1\. ▶️ Invoice 1 page\n {3}running ▓░{9} 5 %\n {3}since/);
    await pressAndRead(world, jobs, '✖️ Cancel 1');
    await world.telegram.waitForReply(ASHA.id, '🗑 Cancelled');
    await world.telegram.waitForReply(ASHA.id, /1\. 🗑 Invoice 1 page\n {3}cancelled at 5 %/);
    expect(headerRows(world)).toEqual([]);
  });

  test('says why a scan failed, and tries it again', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', statusError(503), statusError(503));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, 'is not answering just now');
    const jobs = await askJobs(world);
    expect(jobs.text).toContain('The AI service that reads pages is not answering just now.');
    await pressAndRead(world, jobs, '🔁 Try 1 again');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(headerRows(world)).toHaveLength(1);
  });

  test('a button of what is over says so, and does nothing', async () => {
    const world = await createRunningWorld();
    await saveInvoice(world);
    const jobs = await askJobs(world);
    const scanId = headerRows(world)[0]?.Scan_ID;
    expect(labelsOf(jobs)).toEqual(['🔄']);
    for (const verb of ['stop', 'again']) {
      expect(await pressAndRead(world, jobs, `jobs:${verb}:${scanId}:0`)).toContain('no longer open');
    }
    expect(headerRows(world)).toHaveLength(1);
  });

  test('shows people their own, and administrators everybody’s', async () => {
    const world = await createRunningWorld({ env: { ADMIN_USER_IDS: String(RAVI.id) } });
    world.telegram.sendPhoto(RAVI, await drawGoodPhoto());
    await world.telegram.waitForReply(RAVI.id, '1 page received');
    expect((await askJobs(world)).text).toContain('No jobs');
    await saveInvoice(world);
    expect((await askJobs(world)).text).toContain('Jobs: 1,');
    const { text = '' } = await askJobs(world, RAVI);
    expect(text).toContain(`· user ${ASHA.id}`);
    expect(text).toContain(`· user ${RAVI.id}`);
  });

  test('a press on another’s job is refused', async () => {
    const world = await createRunningWorld();
    world.gemini.respondWith('ocr', hang());
    world.telegram.sendPhoto(RAVI, await drawGoodPhoto());
    const status = await world.telegram.waitForReply(RAVI.id, '1 page received');
    const scanId = status.reply_markup?.inline_keyboard[0]?.[0]?.callback_data?.split(':')[1];
    const own = await askJobs(world);
    expect(await pressAndRead(world, own, `jobs:stop:${scanId}:0`)).toContain('no longer open');
    expect((await askJobs(world, RAVI)).text).toContain('Jobs: 1,');
  });

  test('an export is a job, too', async () => {
    const world = await createRunningWorld({
      env: { ENABLE_USAGE_TRACKING: 'true', ENABLE_INVOICE_LEVEL_TRACKING: 'true' },
    });
    const asked = world.telegram.sendText(ASHA, '/usage');
    const menu = await world.telegram.waitForReply(ASHA.id, 'Usage & Stats', { since: asked });
    await pressAndRead(world, menu, labelsOf(menu).find((label) => label.includes('CSV')) ?? '');
    await world.telegram.waitFor(
      () => world.telegram.messages(ASHA.id).findLast(({ text }) => text?.startsWith('No')),
      {
        what: 'an answer to the export',
      },
    );
    expect((await askJobs(world)).text).toMatch(/✅ Export \d{4}-\d\d as CSV/);
  });
});
