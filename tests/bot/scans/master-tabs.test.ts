/** What saved invoices teach: Customer_Master and HSN_Master, and the warnings that come of them. */
import { expect, test } from 'vitest';
import { answer, parsed } from '../../../loopback/gemini/gemini-answers.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../../loopback/gemini/gemini-sample-invoice.ts';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import { ASHA, createRunningWorld, createWorld, type World } from '../../support/test-app.ts';
import { SUCCESS } from '../conversation.ts';

const SELLER = SAMPLE_HEADER.Seller_GSTIN;
const BUYER = SAMPLE_HEADER.Buyer_GSTIN;

let photos = 0;

/** An invoice with its own number, and whatever else its page says. */
async function scan(world: World, header: object = {}, pageText = ''): Promise<string> {
  photos += 1;
  const number = `INV-2026-${String(photos).padStart(4, '0')}`;
  world.gemini.enqueue(
    'ocr',
    answer({ text: `${SAMPLE_PAGE_TEXT.replace('INV-2026-0042', number)}\n${pageText}` }),
  );
  world.gemini.enqueue('header', parsed({ ...SAMPLE_HEADER, Invoice_No: number, ...header }));
  world.telegram.sendPhoto(ASHA, await drawPhoto({ width: 300 + photos, height: 400 }));
  await world.telegram.waitForReply(ASHA.id, '📄 1 page received');
  const done = world.telegram.sendText(ASHA, '/done');
  return (await world.telegram.waitForReply(ASHA.id, SUCCESS, { since: done })).text ?? '';
}

function rowsOf({ sheets }: World, tab: string): Record<string, string>[] {
  const [header = [], ...rows] = sheets.rows(tab) ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

test('two invoices of one seller make one row that counts them, in the request that saves the rows', async () => {
  const world = await createRunningWorld();
  await scan(world);
  await scan(world);
  expect(rowsOf(world, 'Customer_Master')).toMatchObject([
    { GSTIN: SELLER, Legal_Name: 'Sahyadri Stationers LLP', State_Code: '27', Usage_Count: '2' },
    { GSTIN: BUYER, Legal_Name: 'Fulmala Foods', Default_Place_Of_Supply: '27', Usage_Count: '2' },
  ]);
  expect(rowsOf(world, 'HSN_Master')).toMatchObject([
    {
      HSN_SAC_Code: '4820',
      Description: SAMPLE_LINES[0]?.Item_Description,
      Default_GST_Rate: '18',
      UQC: 'NOS',
      Category: 'Goods',
      Usage_Count: '2',
    },
    { HSN_SAC_Code: '8472', Usage_Count: '2' },
  ]);
  expect(world.sheets.calls.filter(({ kind }) => kind === 'write')).toHaveLength(2);
});

test('one’s own GSTIN is nobody’s customer', async () => {
  const world = await createRunningWorld({ env: { BUSINESS_GSTINS: BUYER } });
  await scan(world);
  expect(rowsOf(world, 'Customer_Master').map(({ GSTIN }) => GSTIN)).toEqual([SELLER]);
});

test('another name is asked about once, and then known as the trade name', async () => {
  const world = await createRunningWorld();
  await scan(world);
  const renamed = { Seller_Name: 'Deccan Paper Mart' };
  expect(await scan(world, renamed, 'Deccan Paper Mart')).toContain(
    `⚠️ GSTIN ${SELLER} was saved before as “Sahyadri Stationers LLP”, this invoice says “Deccan Paper Mart”.`,
  );
  expect(rowsOf(world, 'Customer_Master')[0]).toMatchObject({
    Legal_Name: 'Sahyadri Stationers LLP',
    Trade_Name: 'Deccan Paper Mart',
  });
  expect(await scan(world, renamed, 'Deccan Paper Mart')).not.toContain('was saved before as');
});

test('a seller’s new bank account is warned of, also after a restart', async () => {
  const world = await createWorld();
  const app = await world.startBot();
  expect(await scan(world, {}, 'A/c No. : 60213344556')).not.toContain('bank account');
  await app.stop();
  await world.startBot();
  expect(await scan(world, {}, 'A/c No. : 60213344556')).not.toContain('bank account');
  expect(await scan(world, {}, 'A/c No. : 918020012345678')).toContain(
    '⚠️ The seller’s bank account is new: “918020012345678”, earlier invoices named “60213344556”.',
  );
  expect(rowsOf(world, 'Customer_Master')[0]).toMatchObject({
    Bank_Accounts: '60213344556, 918020012345678',
    Usage_Count: '3',
  });
});

test('a name that a person put right in the sheet stays', async () => {
  const world = await createWorld();
  const app = await world.startBot();
  await scan(world);
  const rows = world.sheets.rows('Customer_Master') ?? [];
  world.sheets.setRows(
    'Customer_Master',
    rows.map((row) => row.map((cell) => cell.replace('Fulmala Foods', 'Fulmala Foods & Sweets'))),
  );
  await app.stop();
  await world.startBot();
  await scan(world);
  expect(rowsOf(world, 'Customer_Master')[1]).toMatchObject({
    Legal_Name: 'Fulmala Foods & Sweets',
    Usage_Count: '2',
  });
});
