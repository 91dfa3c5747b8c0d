/** Limits per user: each is said in so many words, and what was sent before stays. */
import { describe, expect, test } from 'vitest';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import { ASHA, createRunningWorld, createWorld, RAVI } from '../../support/test-app.ts';
import {
  drawGoodPhoto,
  finishWithOneRow,
  pressAndRead,
  reads,
  SUCCESS,
  saidTo,
  sendGoodPage,
} from '../conversation.ts';

const DAY_IS_FULL =
  '❌ This photo would make more than 2 pages today, all that one person may send in a day. Send it tomorrow, or ask whoever runs this bot for more.';

describe('pages in a day', () => {
  test('beyond the limit are refused before they are fetched; the invoice can be finished', async () => {
    const world = await createRunningWorld({ env: { MAX_PAGES_PER_USER_PER_DAY: '2' } });
    world.telegram.sendAlbum(ASHA, [await drawGoodPhoto(), await drawPhoto({ width: 310, height: 400 })]);
    await reads(world, '📄 2 pages received. Send more, or /done');
    world.telegram.sendPhoto(ASHA, await drawPhoto({ width: 320, height: 400 }));
    await reads(world, `${DAY_IS_FULL}\n\nThe 2 pages sent before stay.`);
    expect(world.telegram.calls('getFile')).toHaveLength(2);
    await finishWithOneRow(world, 2);
  });

  test('are counted over restarts, and for each user apart', async () => {
    const world = await createWorld({ env: { MAX_PAGES_PER_USER_PER_DAY: '2' } });
    const app = await world.startBot();
    world.telegram.sendAlbum(ASHA, [await drawGoodPhoto(), await drawPhoto({ width: 310, height: 400 })]);
    await reads(world, '📄 2 pages received. Send more, or /done');
    world.telegram.sendText(ASHA, '/cancel');
    await world.telegram.waitForReply(ASHA.id, 'Cancelled');
    await app.stop();
    await world.startBot();
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, DAY_IS_FULL);
    world.telegram.sendPhoto(RAVI, await drawGoodPhoto());
    await reads(world, '📄 1 page received. Send more, or /done', RAVI);
  });

  test('do not bind those who run the bot, nor anybody where there is no limit', async () => {
    const env = { MAX_PAGES_PER_USER_PER_DAY: '1', ADMIN_USER_IDS: String(ASHA.id) };
    const world = await createRunningWorld({ env });
    world.telegram.sendAlbum(ASHA, [await drawGoodPhoto(), await drawPhoto({ width: 310, height: 400 })]);
    await reads(world, '📄 2 pages received. Send more, or /done');
  });
});

describe('messages in a minute', () => {
  test('count presses of buttons too: what is too much is said where the user looks', async () => {
    const world = await createRunningWorld({ env: { USER_RATE_LIMIT_PER_MINUTE: '1' } });
    const status = await sendGoodPage(world);
    expect(await pressAndRead(world, status, '✅ Done')).toMatch(
      /^⏳ That is more than 1 messages? in a minute\./,
    );
    expect(world.gemini.calls).toHaveLength(0);
  });

  test('beyond the limit are not taken, which is said once; what was sent before stays', async () => {
    const world = await createRunningWorld({ env: { USER_RATE_LIMIT_PER_MINUTE: '3' } });
    await sendGoodPage(world);
    for (let count = 0; count < 6; count++) world.telegram.sendText(ASHA, '/help');
    const refusal = await world.telegram.waitForReply(
      ASHA.id,
      /^⏳ That is more than 3 messages in a minute\. I did not take this one, nor any that follow within (59|60) seconds: send them again then\. What you sent before stays\.$/,
    );
    world.telegram.sendText(RAVI, '/help');
    await world.telegram.waitForReply(RAVI.id, /^How it works/);
    expect(refusal.reply_to_message?.text).toBe('/help');
    expect(saidTo(world).map((text) => text.slice(0, 4))).toEqual(['📄 1', 'How ', 'How ', '⏳ Th']);
  });
});

test('calls to Gemini beyond the minute wait, keep nobody else waiting, and a stop does not wait for them', async () => {
  const world = await createWorld({ env: { GEMINI_RATE_LIMIT_RPM: '2', SHUTDOWN_GRACE_MS: '0' } });
  const app = await world.startBot();
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  await world.gemini.waitForCalls(2);
  world.telegram.sendText(RAVI, '/help');
  await world.telegram.waitForReply(RAVI.id, /^How it works/);
  expect(world.gemini.calls.map(({ kind }) => kind)).toEqual(['ocr', 'header']);
  await app.stop();

  world.env.GEMINI_RATE_LIMIT_RPM = '0';
  await world.startBot();
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expect(world.gemini.calls.map(({ kind }) => kind)).toEqual(['ocr', 'header', 'lines']);
});
