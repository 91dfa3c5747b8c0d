/** The saved rows and the accounts in a real browser: as a table, as cards, and how new ones appear. */
import { expect, test } from 'vitest';
import type { RowTab } from '../../../src/local-telegram/chat-page/page-contract.ts';
import { createChatWorld, PHONE } from '../../support/chat-page/chat-world.ts';
import { useChromium } from '../../support/chat-page/chromium.ts';
import { createSavedRows } from '../../support/saved-rows.ts';

const browser = useChromium();

const INVOICES: RowTab = {
  title: 'Invoices',
  columns: [
    { name: 'Invoice_No', label: 'Number', kind: 'text', isKey: true },
    { name: 'Invoice_Date', kind: 'date', isKey: true },
    { name: 'Invoice_Value', kind: 'amount', isKey: true },
    { name: 'Validation_Status', kind: 'status', isKey: true },
    { name: 'Seller_Name', kind: 'text', isKey: false },
    { name: 'Eway_Bill_No', kind: 'text', isKey: false },
  ],
  rows: [['A-17', '2026-01-30', '1234567.5', 'WARNING', '=cmd()<b>x</b>', '']],
  rowCount: 1,
};
const LINES: RowTab = {
  title: 'Line items',
  columns: [
    { name: 'Item_Description', kind: 'text', isKey: true },
    { name: 'Qty', kind: 'number', isKey: true },
  ],
  rows: [],
  rowCount: 0,
};

function withInvoice(number: string): RowTab {
  const row = [number, '2026-02-06', '3540.00', 'OK', 'Sahyadri', ''];
  return { ...INVOICES, rows: [row, ...INVOICES.rows], rowCount: 2 };
}

test('a row shows its key columns as people write them, and the rest when it is opened', async () => {
  const savedRows = createSavedRows([INVOICES, LINES]);
  const { page } = await createChatWorld({ browser: browser(), savedRows });
  const cells = page.getByRole('row', { name: 'A-17' }).getByRole('cell');
  await cells.first().waitFor();
  expect(await cells.allTextContents()).toEqual(['30 Jan 2026', '12,34,567.50', 'WARNING']);
  const heads = page.getByRole('columnheader');
  expect(await heads.allTextContents()).toEqual([
    'Number',
    'Invoice Date',
    'Invoice Value',
    'Validation Status',
  ]);
  expect(
    await page.evaluate(`getComputedStyle(document.querySelector('td[data-kind=amount]')).textAlign`),
  ).toBe('right');

  expect(await page.getByText('=cmd()<b>x</b>').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'A-17, all fields' }).click();
  expect(await page.locator('.details dl').textContent()).toBe('Seller Name=cmd()<b>x</b>');
});

test('new rows come on top while the page is open, and open ones stay open', async () => {
  const savedRows = createSavedRows([INVOICES, LINES]);
  const { page } = await createChatWorld({ browser: browser(), savedRows });
  await page.getByRole('button', { name: 'A-17, all fields' }).click();
  savedRows.change([withInvoice('INV-2'), LINES]);
  await page.getByRole('button', { name: 'INV-2, all fields' }).waitFor();
  expect(await page.getByRole('rowheader').first().textContent()).toContain('INV-2');
  expect(await page.locator('tbody.fresh').count()).toBe(1);
  expect(await page.getByRole('button', { name: 'A-17, all fields' }).getAttribute('aria-expanded')).toBe(
    'true',
  );
});

test('tabs are chosen by pointer or arrow keys; one without rows says so', async () => {
  const { page } = await createChatWorld({
    browser: browser(),
    savedRows: createSavedRows([INVOICES, LINES]),
  });
  await page.getByRole('tab', { name: 'Invoices 1' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('No rows yet.').waitFor();
  expect(await page.locator(':focus').textContent()).toBe('Line items 0');
  await page.getByRole('tab', { name: 'Invoices' }).click();
  await page.getByRole('row', { name: 'A-17' }).waitFor();
});

test('on a phone rows are cards behind a switch, which marks what is new', async () => {
  const savedRows = createSavedRows([INVOICES, LINES]);
  const { page } = await createChatWorld({ browser: browser(), savedRows, context: { viewport: PHONE } });
  const rows = page.getByRole('region', { name: 'Saved rows' });
  expect(await rows.isVisible()).toBe(false);
  savedRows.change([withInvoice('INV-2'), LINES]);
  await page.locator('.has-news').waitFor();
  await page.getByRole('button', { name: 'Saved rows' }).click();
  await rows.getByRole('cell', { name: '3,540.00' }).waitFor();
  expect(await page.locator('.has-news').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  const width = await rows.locator('.rows-body').evaluate((it) => [it.scrollWidth, it.clientWidth]);
  expect(width[0]).toBe(width[1]);
});

test('rows that can’t be read say why, until they can', async () => {
  const savedRows = createSavedRows([INVOICES]);
  const { page } = await createChatWorld({ browser: browser(), savedRows });
  savedRows.fail('Invoice_Header.csv is open in Excel: close it there');
  await page.getByText('Can’t be read just now: Invoice_Header.csv is open in Excel').waitFor();
  savedRows.change([INVOICES]);
  await page.getByText('Can’t be read just now').waitFor({ state: 'detached' });
});

test('rows that go to a Google Sheet are a link to it', async () => {
  const { page } = await createChatWorld({ browser: browser() });
  const link = page.getByRole('link', { name: 'Open the sheet' });
  expect(await link.getAttribute('href')).toBe('https://docs.google.com/spreadsheets/d/abc');
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
});

test('the accounts say what is real and what to set', async () => {
  const { page } = await createChatWorld({
    browser: browser(),
    accounts: [
      { name: 'Telegram', isReal: false, note: 'Set TELEGRAM_BOT_TOKEN to use your own bot.' },
      { name: 'Gemini', isReal: true, note: 'Pages are read by Gemini.' },
    ],
  });
  expect(await page.locator('.chip').allTextContents()).toEqual(['Telegram local', 'Gemini real']);
  await page.getByRole('button', { name: 'Telegram local' }).click();
  const panel = page.getByRole('dialog', { name: 'What is real here' });
  await panel.getByText('Set TELEGRAM_BOT_TOKEN to use your own bot.').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
});
