/** Invitations from the link to the removal, and what strangers and groups are told. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import { ASHA, createRunningWorld, createWorld, RAVI, STRANGER, type World } from '../../support/test-app.ts';
import { dataOf, drawGoodPhoto, labelsOf, reads, saidTo } from '../conversation.ts';

/** Runs the bot, and stands in ADMIN_USER_IDS. */
const MEERA: LocalUser = { id: 7, firstName: 'Meera', lastName: 'Iyer' };
const NEWCOMER: LocalUser = { id: 500, firstName: 'Kiran', username: 'kiran_stores' };
const ADMIN_ENV = { ADMIN_USER_IDS: String(MEERA.id) };
const HELP = /^How it works/;

async function invite(world: World): Promise<string> {
  world.telegram.sendText(MEERA, '/invite');
  const { text = '' } = await world.telegram.waitForReply(MEERA.id, /^🎟/);
  const token = /https:\/\/t\.me\/local_gst_scanner_bot\?start=([\w-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`There is no link in: ${text}`);
  return token;
}

async function accept(world: World, token: string, user = NEWCOMER): Promise<void> {
  world.telegram.sendText(user, `/start ${token}`);
  await world.telegram.waitForReply(user.id, /^👋/);
}

describe('an invitation', () => {
  test('lets one person in, tells the administrator, and survives a restart', async () => {
    const world = await createWorld({ env: ADMIN_ENV });
    const app = await world.startBot();
    const token = await invite(world);
    expect(token.length).toBeLessThanOrEqual(64);
    await accept(world, token);
    await reads(
      world,
      '✅ Kiran (@kiran_stores, 500) has used your invitation and may now use the bot.',
      MEERA,
    );
    await app.stop();
    await world.startBot();
    world.telegram.sendText(NEWCOMER, '/help');
    await world.telegram.waitForReply(NEWCOMER.id, HELP);
  });

  test('says until when it is good', async () => {
    const world = await createRunningWorld({ env: { ...ADMIN_ENV, INVITE_TTL_DAYS: '3' } });
    await invite(world);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Kolkata' });
    const [text] = saidTo(world, MEERA);
    expect(text).toContain(`It works once, until ${day.format(Date.now() + 3 * 86_400_000)}:`);
  });

  test('that was used lets nobody else in, and says so', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    const token = await invite(world);
    await accept(world, token);
    world.telegram.sendText(STRANGER, `/start ${token}`);
    await reads(
      world,
      'This invitation has been used already; each works once. Ask whoever sent it for a new one, or give them this number: 99',
      STRANGER,
    );
  });

  test('that two open at the same time lets one of them in', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    const token = await invite(world);
    for (const user of [NEWCOMER, STRANGER]) world.telegram.sendText(user, `/start ${token}`);
    const answers = [NEWCOMER, STRANGER].map(({ id }) => world.telegram.waitForReply(id, /^(👋|This)/));
    const texts = (await Promise.all(answers)).map(({ text = '' }) => text.slice(0, 4));
    expect(texts.sort()).toEqual(['This', '👋 I'].sort());
  });

  test('that was withdrawn has expired', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    const token = await invite(world);
    world.telegram.sendText(MEERA, '/members');
    const list = await world.telegram.waitForReply(MEERA.id, '1 invitation not used yet.');
    world.telegram.pressButton(MEERA, list, '🎟 Withdraw unused invitations');
    await world.telegram.waitForReply(MEERA.id, '0 invitations not used yet.');
    world.telegram.sendText(NEWCOMER, `/start ${token}`);
    await world.telegram.waitForReply(NEWCOMER.id, 'This invitation has expired.');
  });

  test('that nobody made is answered a few times, then no more', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    for (let attempt = 0; attempt < 8; attempt++) world.telegram.sendText(STRANGER, `/start guess${attempt}`);
    world.telegram.sendText(MEERA, '/help');
    await world.telegram.waitForReply(MEERA.id, HELP);
    await world.telegram.waitFor(() => saidTo(world, STRANGER).length === 5 || undefined);
    expect(new Set(saidTo(world, STRANGER))).toEqual(
      new Set([
        'This invitation is not valid. Ask whoever sent it for a new one, or give them this number: 99',
      ]),
    );
  });

  test('is kept by a user who is in already, for somebody else', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    const token = await invite(world);
    world.telegram.sendText(ASHA, `/start ${token}`);
    await world.telegram.waitForReply(ASHA.id, 'the invitation is still good for somebody else');
    await accept(world, token);
  });

  test('is on disk only as a hash, in a file for nobody else to read', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    const token = await invite(world);
    const path = join(world.dataDir, 'access.json');
    expect(await readFile(path, 'utf8')).not.toContain(token);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(world.logged()).not.toContain(token);
  });

  test('can be made by administrators alone; for others there is no such command', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    for (const command of ['/invite', '/members']) world.telegram.sendText(ASHA, command);
    await world.telegram.waitFor(() => saidTo(world).length === 2 || undefined);
    expect(new Set(saidTo(world))).toEqual(
      new Set(["I don't know that command. /help shows what I can do."]),
    );
    const menus = world.telegram.calls('setMyCommands').map(({ params }) => JSON.stringify(params));
    expect(menus.filter((menu) => menu.includes('invite'))).toEqual([
      expect.stringContaining(`"chat_id":${MEERA.id}`),
    ]);
  });

  test('is nothing that a damaged file can give: it is set aside, and the bot runs', async () => {
    const world = await createWorld({ env: ADMIN_ENV });
    await writeFile(join(world.dataDir, 'access.json'), '{"version":1,"members":[{"userId":99}]}');
    await world.startBot();
    world.telegram.sendText(STRANGER, '/help');
    await world.telegram.waitForReply(STRANGER.id, 'this bot is private');
    expect(world.logged()).toContain('it was set aside');
    await accept(world, await invite(world));
  });
});

describe('a member', () => {
  test('stands in /members, and is out as soon as an administrator removes them', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    await accept(world, await invite(world));
    world.telegram.sendText(MEERA, '/members');
    const list = await world.telegram.waitForReply(MEERA.id, '• Kiran (@kiran_stores, 500), since ');
    expect(list.text).toContain('3 people named in ALLOWED_USER_IDS and ADMIN_USER_IDS.');
    expect(labelsOf(list)).toEqual(['✖️ Remove Kiran']);
    world.telegram.pressButton(MEERA, list, '✖️ Remove Kiran');
    const { params } = await world.telegram.waitForCall('answerCallbackQuery');
    expect(params.text).toBe('Kiran may no longer use the bot.');
    await world.telegram.waitForReply(MEERA.id, 'Nobody is here by invitation yet.');
    world.telegram.sendText(NEWCOMER, '/help');
    await world.telegram.waitForReply(NEWCOMER.id, 'this bot is private');
  });

  test('can be removed by administrators alone', async () => {
    const world = await createRunningWorld({ env: ADMIN_ENV });
    await accept(world, await invite(world));
    const notice = await world.telegram.waitForReply(MEERA.id, 'has used your invitation');
    world.telegram.pressButton(ASHA, notice, dataOf(notice, '✖️ Remove Kiran'), { stale: true });
    await world.telegram.waitForCall('answerCallbackQuery');
    world.telegram.sendText(NEWCOMER, '/help');
    await world.telegram.waitForReply(NEWCOMER.id, HELP);
  });
});

describe('a group', () => {
  test('that is on no list gets one refusal with its number, and the bot leaves, whoever writes', async () => {
    const world = await createRunningWorld();
    const chat = world.telegram.createGroup('Traders');
    for (const user of [ASHA, STRANGER]) world.telegram.sendText(user, '/help', { chat });
    await world.telegram.waitForCall('leaveChat', { count: 2 });
    const said = world.telegram.messages(chat.id).filter(({ from }) => from.is_bot);
    expect(said.map(({ text }) => text)).toEqual([
      `Sorry, I may not work in this group. If I should, give my owner this number for ALLOWED_GROUP_IDS: ${chat.id}`,
    ]);
  });

  test('that is allowed is served, for those who may use the bot; nobody else is answered', async () => {
    const world = await createWorld();
    const chat = world.telegram.createGroup('Traders');
    world.env.ALLOWED_GROUP_IDS = String(chat.id);
    await world.startBot();
    world.telegram.sendText(STRANGER, '/help', { chat });
    world.telegram.sendText(RAVI, '/help', { chat });
    await world.telegram.waitForReply(chat.id, HELP);
    expect(world.telegram.messages(chat.id).filter(({ from }) => from.is_bot)).toHaveLength(1);
    expect(world.telegram.calls('leaveChat')).toHaveLength(0);
  });
});

test('a stranger costs nothing: one message, no download, no call to the model', async () => {
  const world = await createRunningWorld();
  for (let photo = 0; photo < 3; photo++) world.telegram.sendPhoto(STRANGER, await drawGoodPhoto());
  world.telegram.sendText(STRANGER, '/done');
  world.telegram.sendText(ASHA, '/help');
  await world.telegram.waitForReply(ASHA.id, HELP);
  await reads(
    world,
    'Sorry, this bot is private. If you should have access, give its owner this number: 99',
    STRANGER,
  );
  expect(saidTo(world, STRANGER)).toHaveLength(1);
  expect(world.telegram.calls('getFile')).toHaveLength(0);
  expect(world.gemini.calls).toHaveLength(0);
});
