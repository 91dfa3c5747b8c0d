/** The bot without accounts: what stands in for each is told, and does the same. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDrawnInvoice } from '../papers/drawn-invoices.ts';
import { drawPdf } from '../papers/pdfs/text-pdf.ts';
import type { PageEvent } from '../src/local-telegram/chat-page/page-contract.ts';
import { createChatClient } from './support/chat-page/chat-client.ts';
import { createWorld, type World } from './support/test-app.ts';

/** The address that the log names. */
function pageUrlOf(world: World): string {
  const lines = world.logged().split('\n').filter(Boolean);
  const opened = lines
    .map((line) => JSON.parse(line))
    .find(({ msg }) => msg.startsWith('Open the chat page'));
  return String(opened?.url);
}

/** The bot's message in the event, if it reads so. */
function reads(event: PageEvent, wanted: RegExp) {
  return event.kind === 'message' && event.message.from.is_bot && wanted.test(event.message.text ?? '')
    ? event.message
    : undefined;
}

async function createLocalWorld(): Promise<World> {
  const world = await createWorld({ env: { CHAT_PORT: '0' } });
  for (const name of ['TELEGRAM_BOT_TOKEN', 'GOOGLE_SHEET_ID', 'GOOGLE_SHEETS_CREDENTIALS_JSON']) {
    delete world.env[name];
  }
  return world;
}

test('at the chat page an invoice becomes a row that the page shows', async () => {
  const world = await createLocalWorld();
  await world.startBot();
  const client = await createChatClient(pageUrlOf(world));
  const stream = await client.listen();

  await client.post('files?name=bill.pdf&kind=document', drawPdf({ pages: 2 }));
  await stream.waitFor((event) => reads(event, /2 pages received/));
  await client.post('texts', { text: '/done' });
  await stream.waitFor((event) => reads(event, /^✅ Invoice saved successfully!/));
  const [invoices, lines] = await stream.waitFor((event) =>
    event.kind === 'rows' && event.tabs[0]?.rowCount === 1 ? event.tabs : undefined,
  );

  const columnOf = (tab: typeof invoices, name: string) =>
    tab?.rows.map((row) => row[tab.columns.findIndex((column) => column.name === name)]);
  expect(invoices?.columns.filter(({ isKey }) => isKey).map(({ label }) => label)).toEqual([
    'Number',
    'Date',
    'Seller',
    'Total',
    'Check',
  ]);
  expect(columnOf(invoices, 'Invoice_No')).toEqual(['INV-2026-0042']);
  expect(columnOf(invoices, 'Invoice_Value')).toEqual(['3540.00']);
  expect(columnOf(lines, 'Line_No')).toEqual(['2', '1']); // newest first
  stream.close();
});

test('with no account at all a PDF is read on this machine, at no cost', async () => {
  const world = await createLocalWorld();
  delete world.env.GEMINI_API_KEY;
  await world.startBot();
  const client = await createChatClient(pageUrlOf(world));
  const stream = await client.listen();
  const { pdf, truth } = readDrawnInvoice('tally');

  await client.post('files?name=bill.pdf&kind=document', await readFile(pdf));
  await stream.waitFor((event) => reads(event, /1 page received/));
  await client.post('texts', { text: '/done' });
  const answer = await stream.waitFor((event) => reads(event, /^✅ Invoice saved successfully!/));
  expect(answer.text).toContain(`Invoice: ${truth.header.Invoice_No}`);
  expect(answer.text).toContain('Validation: ✅ OK');
  const [invoices] = await stream.waitFor((event) =>
    event.kind === 'rows' && event.tabs[0]?.rowCount === 1 ? event.tabs : undefined,
  );
  const model = invoices?.columns.findIndex(({ name }) => name === 'Model_Version') ?? -1;
  expect(invoices?.rows[0]?.[model]).toBe('local-ocr');
  expect(world.gemini.calls).toHaveLength(0);
  expect(client.session.accounts.map(({ isReal }) => isReal)).toEqual([false, false, false]);
  stream.close();
});

test('the page and the log say which accounts are real, and what to set for the others', async () => {
  const world = await createLocalWorld();
  await world.startBot();
  const { session } = await createChatClient(pageUrlOf(world));
  expect(session.accounts.map(({ name, isReal }) => [name, isReal])).toEqual([
    ['Telegram', false],
    ['Gemini', true],
    ['Google Sheets', false],
  ]);
  expect(session.accounts[0]?.note).toContain('TELEGRAM_BOT_TOKEN');
  expect(session.accounts[2]?.note).toContain('GOOGLE_SHEET_ID');
});

test('the rows that the page shows are those of the person’s own customer', async () => {
  const world = await createLocalWorld();
  const path = join(world.dataDir, 'customers.json');
  const ravi = { customerId: 'RAVI', customerName: 'Ravi Traders', userIds: [1002], csvFolder: 'ravi' };
  await writeFile(path, JSON.stringify([ravi]));
  world.env.CUSTOMERS_FILE = path;
  await world.startBot();
  const client = await createChatClient(pageUrlOf(world));
  const person = await client.addPerson();
  const [ours, theirs] = [await client.listen(), await client.listen(person.id)];
  await client.post('files?name=bill.pdf&kind=document', drawPdf({ pages: 1 }));
  await ours.waitFor((event) => reads(event, /1 page received/));
  await client.post('texts', { text: '/done' });
  const saved = await ours.waitFor((event) =>
    event.kind === 'rows' && event.tabs[0]?.rowCount === 1 ? event : undefined,
  );
  expect(saved.place).toEqual({ kind: 'files', folder: world.dataDir });
  // After the save as well, for the page reads the rows of all in turn.
  await theirs.waitFor((event) => (event.kind === 'rows' ? event : undefined));
  const shown = theirs.events.flatMap((event) => (event.kind === 'rows' ? [event] : []));
  for (const { place, tabs } of shown) {
    expect(place).toEqual({ kind: 'files', folder: join(world.dataDir, 'ravi') });
    expect(tabs.map(({ rowCount }) => rowCount)).toEqual([0, 0]);
  }
  ours.close();
  theirs.close();
});

test('a draft goes on in its own chat after a restart', async () => {
  const world = await createLocalWorld();
  const app = await world.startBot();
  const before = await createChatClient(pageUrlOf(world));
  const stream = await before.listen();
  await before.post('files?name=bill.pdf&kind=document', drawPdf());
  await stream.waitFor((event) => reads(event, /1 page received/));
  stream.close();
  await app.stop();

  world.forget();
  await world.startBot();
  const after = await createChatClient(pageUrlOf(world), before.secret);
  const streamAfter = await after.listen();
  const snapshot = await streamAfter.waitFor((event) => (event.kind === 'snapshot' ? event : undefined));
  expect(snapshot.messages.map(({ document }) => document?.file_name)).toContain('bill.pdf');
  await after.post('texts', { text: '/done' });
  await streamAfter.waitFor((event) => reads(event, /^✅ Invoice saved successfully!/));
  streamAfter.close();
});

test('a port that is taken is told with what to do', async () => {
  const world = await createLocalWorld();
  await world.startBot();
  const second = await createLocalWorld();
  second.env.CHAT_PORT = new URL(pageUrlOf(world)).port;
  await expect(second.startBot()).rejects.toThrow(/is taken by another program.*CHAT_PORT/);
});
