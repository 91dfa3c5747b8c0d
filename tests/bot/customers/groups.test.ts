/** A group belongs to a customer; in it each person has a draft of their own, and nobody reads what is another customer's. */
import { expect, test } from 'vitest';
import type { Message } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../../src/local-telegram/user-actions.ts';
import {
  ADMIN,
  type CustomersWorld,
  createCustomersWorld,
  customerOf,
  drawInvoice,
  NORTH,
  numbersIn,
  SOUTH,
  scanInvoice,
} from './customers-world.ts';

const TITLE = 'Uttar accounts';

/** The group is declared for NORTH; the bot knows what it says from a reply. */
async function createGroupWorld() {
  const world = await createCustomersWorld();
  const chat = world.telegram.createGroup(TITLE);
  await world.declare([
    customerOf('NORTH', 'Uttar Traders', {
      userIds: [NORTH.id],
      groupIds: [chat.id],
      sheetId: world.north.spreadsheetId,
    }),
    customerOf('SOUTH', 'Dakshin Stores', { userIds: [SOUTH.id], sheetId: world.south.spreadsheetId }),
  ]);
  await world.startBot();
  const since = world.telegram.sendText(NORTH, '/help', { chat });
  const replyTo = await world.telegram.waitForReply(chat.id, 'How it works', { since });
  return { world, chat, replyTo };
}

interface Sending {
  readonly chat: { readonly id: number };
  readonly replyTo: Message;
  readonly user: LocalUser;
  readonly invoiceNo: string;
}

async function sendPage(world: CustomersWorld, { chat, replyTo, user, invoiceNo }: Sending): Promise<void> {
  const since = world.telegram.sendPhoto(user, await drawInvoice(invoiceNo), {
    chat: chat as never,
    replyTo,
  });
  await world.telegram.waitForReply(chat.id, '1 page received', { since });
}

test('two people of one group have a draft each, and both count for the group’s customer', async () => {
  const { world, chat, replyTo } = await createGroupWorld();
  await sendPage(world, { chat, replyTo, user: NORTH, invoiceNo: 'NORTH-1' });
  await sendPage(world, { chat, replyTo, user: SOUTH, invoiceNo: 'NORTH-2' });
  world.telegram.sendText(SOUTH, '/done', { chat });
  await world.telegram.waitForReply(chat.id, /saved successfully.*NORTH-2.*1 page/s);
  world.telegram.sendText(NORTH, '/done', { chat });
  await world.telegram.waitForReply(chat.id, /saved successfully.*NORTH-1.*1 page/s);
  expect(numbersIn(world.north)).toEqual(['NORTH-2', 'NORTH-1']);
  expect(numbersIn(world.south)).toEqual([]);
});

test('in a group nobody reads of another customer, not even an administrator', async () => {
  const { world, chat } = await createGroupWorld();
  await scanInvoice(world, SOUTH, 'SOUTH-7');
  await world.telegram.waitForReply(SOUTH.id, /saved successfully.*SOUTH-7/s);
  for (const user of [SOUTH, ADMIN]) {
    for (const command of ['/jobs', '/usage', '/invoice_stats', '/monthly_stats', '/members', '/move']) {
      const since = world.telegram.sendText(user, command, { chat });
      await world.telegram.waitForReply(chat.id, /./, { since });
    }
  }
  const said = world.telegram.messages(chat.id).filter(({ from }) => from.is_bot);
  expect(JSON.stringify(said)).not.toMatch(/SOUTH|Dakshin/);
  const since = world.telegram.sendText(ADMIN, '/jobs');
  await world.telegram.waitForReply(ADMIN.id, 'SOUTH-7', { since });
});

test('a group that is declared for nobody, as one that has become a supergroup, is told where its number belongs', async () => {
  const { world } = await createGroupWorld();
  const grown = world.telegram.createGroup(TITLE);
  world.telegram.sendText(NORTH, '/help', { chat: grown });
  await world.telegram.waitForReply(
    grown.id,
    `this number for its customer's groupIds, or for ALLOWED_GROUP_IDS: ${grown.id}`,
  );
  await world.telegram.waitForCall('leaveChat');
});
