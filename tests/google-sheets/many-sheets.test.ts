/** Several spreadsheets of one account, through real clients: what one suffers is no other's business. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOT_FOUND, NOT_SHARED, OVER_QUOTA, type SheetsFault } from '../../loopback/sheets/sheets-faults.ts';
import {
  type AddedSpreadsheet,
  createSheetsServer,
  type SheetsServer,
} from '../../loopback/sheets/sheets-server.ts';
import { createGoogleSheet } from '../../src/google-sheets/google-sheet.ts';
import { parseServiceAccount } from '../../src/google-sheets/service-account.ts';
import { createSheetsQuota, type SheetsQuota } from '../../src/google-sheets/sheets-quota.ts';
import type { InvoiceSheet } from '../../src/sheet/invoice-sheet.ts';
import { columnsOf, invoiceRows, NEVER, TABS } from '../support/invoice-sheet-contract.ts';

const HEADER_TAB = 'Invoice_Header';
/** What may go out at once at 50 a minute. */
const BURST = 25;

let server: SheetsServer;
/** Of Google's counting. */
let serverMs: number;
beforeEach(async () => {
  serverMs = 0;
  server = await createSheetsServer({ now: () => serverMs });
});
afterEach(() => server.close());

/** A quota whose clock stands still until the test lets those go on who wait. */
function createHeldQuota() {
  const sleepers: { readonly ms: number; readonly wake: () => void }[] = [];
  let timeMs = 0;
  const quota = createSheetsQuota({
    perMinute: 50,
    now: () => timeMs,
    sleep: (ms) => new Promise<void>((wake) => sleepers.push({ ms, wake })),
  });
  return {
    quota,
    countWaits: () => sleepers.length,
    giveTurn() {
      const sleeper = sleepers.shift();
      timeMs += sleeper?.ms ?? 0;
      sleeper?.wake();
    },
  };
}

function open({ spreadsheetId }: AddedSpreadsheet, quota: SheetsQuota): InvoiceSheet {
  return createGoogleSheet({
    spreadsheetId,
    tabs: () => TABS,
    credentials: parseServiceAccount(server.account.keyFile),
    rootUrl: server.rootUrl,
    tokenUrl: server.tokenUrl,
    timeoutMs: 60_000,
    quota: quota.lane(),
  });
}

/** Tells whether the promise has settled; what it rejects with is nobody's concern. */
function watch(promise: Promise<unknown>): { readonly isOver: () => boolean } {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  promise.then(end, end);
  return { isOver: () => isOver };
}

function savedIds(spreadsheet: AddedSpreadsheet): string[] {
  const [headers = [], ...rows] = spreadsheet.rows(HEADER_TAB) ?? [];
  return rows.map((row) => row[headers.indexOf('Scan_ID')] ?? '');
}

function kindsOf({ calls }: AddedSpreadsheet): string[] {
  return calls.map(({ kind }) => kind);
}

/** With all tabs, so that a save is one read and one write. */
function addSpreadsheet(): AddedSpreadsheet {
  const spreadsheet = server.addSpreadsheet();
  for (const { key, name } of TABS) spreadsheet.setRows(name, [columnsOf(key)]);
  return spreadsheet;
}

describe('three sheets of one account', () => {
  test('one hangs, one is gone: the third saves without waiting', async () => {
    const { quota, countWaits } = createHeldQuota();
    const [hanging, gone, well] = [addSpreadsheet(), addSpreadsheet(), addSpreadsheet()];
    hanging.failAll('hang');
    gone.failAll(NOT_FOUND);
    const sheets = { hanging: open(hanging, quota), gone: open(gone, quota), well: open(well, quota) };

    const held = watch(sheets.hanging.appendRows(invoiceRows('h1'), NEVER));
    await hanging.arrived('read', 1);
    const lost = sheets.gone.appendRows(invoiceRows('g1'), NEVER);
    await expect(lost).rejects.toMatchObject({ code: 'sheet_not_found', retryable: false });
    await expect(lost).rejects.toThrow(gone.spreadsheetId);
    for (const id of ['w1', 'w2', 'w3']) await sheets.well.appendRows(invoiceRows(id), NEVER);

    expect(held.isOver()).toBe(false);
    expect(countWaits(), 'nobody waited for a turn').toBe(0);
    expect(savedIds(well)).toEqual(['w1', 'w2', 'w3']);
    expect(kindsOf(well)).toEqual(['read', 'write', 'read', 'write', 'read', 'write']);
    expect(kindsOf(hanging)).toEqual(['read']);
    expect(kindsOf(gone)).toEqual(['read']);
    const named = server.calls.filter(({ kind }) => kind !== 'token').map((call) => call.spreadsheetId);
    const ofWell = Array.from({ length: 6 }, () => well.spreadsheetId);
    expect(named).toEqual([hanging.spreadsheetId, gone.spreadsheetId, ...ofWell]);
  });

  test('a write without an answer holds no turn', async () => {
    const { quota, countWaits } = createHeldQuota();
    const [hanging, well] = [addSpreadsheet(), addSpreadsheet()];
    hanging.fail('write', 'hang');
    const held = watch(open(hanging, quota).appendRows(invoiceRows('h1'), NEVER));
    await hanging.arrived('write', 1);
    await open(well, quota).appendRows(invoiceRows('w1'), NEVER);
    expect(held.isOver()).toBe(false);
    expect(countWaits()).toBe(0);
    expect(savedIds(well)).toEqual(['w1']);
  });

  test('a token without an answer keeps only its own sheet waiting', async () => {
    const { quota } = createHeldQuota();
    const [hanging, well] = [addSpreadsheet(), addSpreadsheet()];
    server.fail('token', 'hang');
    const held = watch(open(hanging, quota).appendRows(invoiceRows('h1'), NEVER));
    await server.arrived('token', 1);
    await open(well, quota).appendRows(invoiceRows('w1'), NEVER);
    expect(held.isOver()).toBe(false);
    expect(savedIds(well)).toEqual(['w1']);
  });

  test.each([
    ['is not shared', NOT_SHARED, 'sheet_not_shared'],
    ['is away', { status: 503 }, 'sheet_unavailable'],
    ['is cut off', 'reset', 'sheet_unavailable'],
  ] satisfies [string, SheetsFault, string][])('one %s, until it heals', async (_, fault, code) => {
    const { quota, countWaits } = createHeldQuota();
    const [ill, well] = [addSpreadsheet(), addSpreadsheet()];
    ill.failAll(fault);
    const sheets = { ill: open(ill, quota), well: open(well, quota) };
    await expect(sheets.ill.appendRows(invoiceRows('i1'), NEVER)).rejects.toMatchObject({ code });
    await sheets.well.appendRows(invoiceRows('w1'), NEVER);
    ill.heal();
    await sheets.ill.appendRows(invoiceRows('i1'), NEVER);
    expect(countWaits()).toBe(0);
    expect([savedIds(ill), savedIds(well)]).toEqual([['i1'], ['w1']]);
  });

  test('a flood of one leaves the next turn to another', async () => {
    const { quota, countWaits, giveTurn } = createHeldQuota();
    const [flooded, well] = [addSpreadsheet(), addSpreadsheet()];
    flooded.failAll('hang');
    const flood = open(flooded, quota);
    for (let look = 0; look < 200; look++) {
      watch(flood.readColumns('invoiceHeader', ['Scan_ID'], new AbortController().signal));
    }
    await flooded.arrived('read', BURST);
    expect(countWaits()).toBe(1);

    const saved = open(well, quota).appendRows(invoiceRows('w1'), NEVER);
    // Its read has joined those who wait by then: it gets its turn for the write at once.
    await new Promise((resolve) => setImmediate(resolve));
    giveTurn();
    await saved;
    expect(savedIds(well)).toEqual(['w1']);
    expect(kindsOf(well)).toEqual(['read', 'write']);
    expect(flooded.calls).toHaveLength(BURST);
  });

  test('a 429 of one, however long it says to wait, ends the rush of all and stops nobody', async () => {
    const { quota, countWaits, giveTurn } = createHeldQuota();
    const [refused, well] = [addSpreadsheet(), addSpreadsheet()];
    refused.failAll({ ...OVER_QUOTA, retryAfter: '3600' });
    await expect(open(refused, quota).appendRows(invoiceRows('r1'), NEVER)).rejects.toMatchObject({
      code: 'sheet_unavailable',
      retryAfterMs: 3_600_000,
    });
    const sheet = open(well, quota);
    await sheet.appendRows(invoiceRows('w1'), NEVER);
    expect(countWaits()).toBe(0);
    const next = sheet.appendRows(invoiceRows('w2'), NEVER);
    await new Promise((resolve) => setImmediate(resolve));
    expect(countWaits(), 'one even distance').toBe(1);
    giveTurn();
    await next;
    expect(savedIds(well)).toEqual(['w1', 'w2']);
    expect(kindsOf(refused)).toEqual(['read']);
  });
});

describe("Google's own counting", () => {
  test('is of all spreadsheets together, and forgets after a minute', async () => {
    const quota = createSheetsQuota({ perMinute: 6000 });
    // To look into a column takes two reads.
    const look = (sheet: InvoiceSheet) => sheet.readColumns('invoiceHeader', ['Scan_ID'], NEVER);
    const [first, second, third] = [addSpreadsheet(), addSpreadsheet(), addSpreadsheet()];
    const sheets = { first: open(first, quota), second: open(second, quota), third: open(third, quota) };
    server.limitCalls(4);
    await look(sheets.first);
    await look(sheets.second);
    await expect(look(sheets.third)).rejects.toMatchObject({ code: 'sheet_unavailable' });
    expect([first, second, third].map(({ calls }) => calls.length)).toEqual([2, 2, 1]);
    serverMs = 59_999;
    await expect(look(sheets.second)).rejects.toMatchObject({ code: 'sheet_unavailable' });
    serverMs = 60_000;
    await look(sheets.third);
    // Writes are counted apart, and a save reads once.
    await sheets.first.appendRows(invoiceRows('s1'), NEVER);
    expect(savedIds(first)).toEqual(['s1']);
  });
});
