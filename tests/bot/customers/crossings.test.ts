/** Where people of two customers meet, or one changes sides: nobody has a say in what is not theirs, and nothing is left behind. */
import { expect, test } from 'vitest';
import type { Chat } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import { dataOf } from '../conversation.ts';
import {
  ADMIN,
  type CustomersWorld,
  createCustomersWorld,
  customerOf,
  drawInvoice,
  NORTH,
  numbersIn,
  SOUTH,
} from './customers-world.ts';

const STALE = 'This button belongs to an invoice that is no longer open.';

async function ask(world: CustomersWorld, text: string, wanted: string | RegExp, user: LocalUser = ADMIN) {
  const since = world.telegram.sendText(user, text);
  return world.telegram.waitForReply(user.id, wanted, { since });
}

interface Press {
  readonly user: LocalUser;
  readonly chat: Chat;
  readonly data: string;
}

/** Gives what pops up. */
async function press(world: CustomersWorld, { user, chat, data }: Press): Promise<unknown> {
  const count = world.telegram.calls('answerCallbackQuery').length + 1;
  world.telegram.pressButton(user, { chat, message_id: 1 }, data, { stale: true });
  const { params } = await world.telegram.waitForCall('answerCallbackQuery', { count });
  return params.text;
}

test('in a group of no customer only its own people answer a review, by button or by typing', async () => {
  const world = await createCustomersWorld({ env: { REVIEW_MODE: 'always' } });
  const { telegram } = world;
  const chat = telegram.createGroup('Both of us');
  world.env.ALLOWED_GROUP_IDS = String(chat.id);
  await world.startBot();
  const since = telegram.sendText(NORTH, '/help', { chat });
  const replyTo = await telegram.waitForReply(chat.id, 'How it works', { since });
  telegram.sendPhoto(NORTH, await drawInvoice('NORTH-1'), { chat, replyTo });
  const draft = await telegram.waitForReply(chat.id, '1 page received');
  expect(await press(world, { user: SOUTH, chat, data: dataOf(draft, '✅ Done') })).toBe(STALE);
  telegram.pressButton(NORTH, draft, '✅ Done');
  const review = await telegram.waitForReply(chat.id, 'Please check before I save');
  const [save, discard] = [dataOf(review, '✅ Save'), dataOf(review, '🗑 Discard')];
  const askValue = save.replace('save:', 'show:').concat(':v.Invoice_No');
  for (const data of [save, discard, askValue]) {
    expect(await press(world, { user: SOUTH, chat, data })).toBe(STALE);
  }
  telegram.pressButton(NORTH, review, askValue, { stale: true });
  const prompt = await telegram.waitForReply(chat.id, 'Type the right value');
  const typed = telegram.sendText(SOUTH, 'SOUTH-1', { chat, replyTo: prompt });
  await telegram.waitForReply(chat.id, 'Send me an invoice', { since: typed });
  telegram.pressButton(NORTH, review, save, { stale: true });
  await telegram.waitForReply(chat.id, /saved successfully.*NORTH-1/s);
  expect(numbersIn(world.north)).toEqual(['NORTH-1']);
});

test('who is moved finishes the draft that they left where it began, and the next one where they are', async () => {
  const world = await createCustomersWorld();
  await world.declare([
    customerOf('NORTH', 'Uttar Traders', { sheetId: world.north.spreadsheetId }),
    customerOf('SOUTH', 'Dakshin Stores', { sheetId: world.south.spreadsheetId }),
  ]);
  await world.startBot();
  const page = async (invoiceNo: string) => {
    const since = world.telegram.sendPhoto(NORTH, await drawInvoice(invoiceNo));
    await world.telegram.waitForReply(NORTH.id, '1 page received', { since });
  };
  await ask(world, '/move 101 NORTH', 'belongs to Uttar Traders');
  await page('NORTH-1');
  await ask(world, '/move 101 SOUTH', 'belongs to Dakshin Stores');
  await page('SOUTH-1');
  await ask(world, '/done', /saved successfully.*SOUTH-1.*1 page/s, NORTH);
  await ask(world, '/done', /saved successfully.*NORTH-1.*1 page/s, NORTH);
  expect([numbersIn(world.north), numbersIn(world.south)]).toEqual([['NORTH-1'], ['SOUTH-1']]);
});

test('who stands in the configuration and was moved is shown where they belong', async () => {
  const world = await createCustomersWorld();
  await world.declare([customerOf('NORTH', 'Uttar Traders', { sheetId: world.north.spreadsheetId })]);
  await world.startBot();
  await ask(world, '/move 101 NORTH', 'belongs to Uttar Traders');
  const { text } = await ask(world, '/members', 'Put where they are by /move:');
  expect(text).toContain('• 101 · Uttar Traders (NORTH)');
});

test('a link of an administrator of before is told to those of today', async () => {
  const world = await createCustomersWorld();
  const app = await world.startBot();
  const { text = '' } = await ask(world, '/invite SOUTH', /^🎟/);
  await app.stop();
  world.env.ADMIN_USER_IDS = String(NORTH.id);
  await world.startBot();
  await ask(world, '/help', 'How it works', NORTH);
  await ask(world, `/start ${/start=([\w-]+)/.exec(text)?.[1]}`, /^👋/, { id: 303, firstName: 'Geeta' });
  await world.telegram.waitForReply(NORTH.id, 'Geeta (303) has used your invitation');
  expect(world.telegram.messages(ADMIN.id).at(-1)?.text).toBe(text);
});

test('a link into a customer that is not declared any more lets nobody in until it is again', async () => {
  const world = await createCustomersWorld();
  const app = await world.startBot();
  const { text = '' } = await ask(world, '/invite SOUTH', /^🎟/);
  const link = `/start ${/start=([\w-]+)/.exec(text)?.[1]}`;
  const north = customerOf('NORTH', 'Uttar Traders', { sheetId: world.north.spreadsheetId });
  const south = customerOf('SOUTH', 'Dakshin Stores', { sheetId: world.south.spreadsheetId });
  await world.declare([north]);
  app.reloadCustomers();
  const guest: LocalUser = { id: 303, firstName: 'Geeta' };
  await ask(world, link, 'This invitation leads nowhere any more.', guest);
  await ask(world, '/help', 'this bot is private', guest);
  await ask(world, '/members', 'Nobody is here by invitation yet');
  await world.declare([north, south]);
  app.reloadCustomers();
  await ask(world, link, /^👋/, guest);
  await world.telegram.waitForReply(ADMIN.id, 'may now use the bot for Dakshin Stores (SOUTH)');
});
