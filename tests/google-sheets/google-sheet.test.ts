/** What is Google's own: batches, quotas, refusals, and telling "not saved" from "not known". */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServiceAccount } from '../../loopback/sheets/sheets-account.ts';
import type { SheetsFault } from '../../loopback/sheets/sheets-faults.ts';
import { createSheetsServer, type SheetsServer } from '../../loopback/sheets/sheets-server.ts';
import { createGoogleSheet, type GoogleSheetOptions } from '../../src/google-sheets/google-sheet.ts';
import { parseServiceAccount } from '../../src/google-sheets/service-account.ts';
import { createSheetsQuota } from '../../src/google-sheets/sheets-quota.ts';
import type { SheetRow } from '../../src/sheet/invoice-sheet.ts';
import { holdTimeouts } from '../support/held-timeouts.ts';
import { columnsOf, invoiceRows, NEVER, TABS, text } from '../support/invoice-sheet-contract.ts';

const HEADER_TAB = 'Invoice_Header';
const TIMEOUT_MS = 60_000;

let server: SheetsServer;
beforeEach(async () => {
  server = await createSheetsServer();
});
afterEach(() => server.close());

function open(changes: Partial<GoogleSheetOptions> = {}) {
  return createGoogleSheet({
    spreadsheetId: server.spreadsheetId,
    tabs: () => TABS,
    credentials: parseServiceAccount(server.account.keyFile),
    rootUrl: server.rootUrl,
    tokenUrl: server.tokenUrl,
    timeoutMs: TIMEOUT_MS,
    quota: createSheetsQuota({ perMinute: 6000 }).lane(),
    ...changes,
  });
}

function calls(kind: 'token' | 'read' | 'write') {
  return server.calls.filter((call) => call.kind === kind);
}

function savedIds(): string[] {
  const [headers = [], ...rows] = server.rows(HEADER_TAB) ?? [];
  return rows.map((row) => row[headers.indexOf('Scan_ID')] ?? '');
}

test('twenty who look for their rows at the same time share two looks', async () => {
  const sheet = open();
  await sheet.appendRows([...invoiceRows('s1'), ...invoiceRows('s2')], NEVER);
  const before = calls('read').length;
  const found = await Promise.all(Array.from({ length: 20 }, (_, no) => sheet.findScan(`s${no}`, NEVER)));
  expect(found.filter((row) => row !== undefined)).toEqual([{ rowNumber: 2 }, { rowNumber: 3 }]);
  // Each look reads the header row and then the column.
  expect(calls('read').length - before).toBeLessThanOrEqual(4);
});

/** A save that is held in flight until `land()`. */
async function holdWrite(sheet: ReturnType<typeof open>, scanId: string, signal = NEVER) {
  let land = () => {};
  const held = new Promise<void>((resolve) => {
    land = resolve;
  });
  const writes = calls('write').length;
  server.fail('write', { until: held });
  const save = sheet.appendRows(invoiceRows(scanId), signal);
  await Promise.race([server.arrived('write', writes + 1), save]);
  return { save, land };
}

describe('what is written', () => {
  test('a new tab has a bold, frozen header row and typed, formatted cells', async () => {
    await open().appendRows(
      [
        {
          tab: 'invoiceHeader',
          cells: {
            Invoice_No: text('001'),
            Invoice_Date: { kind: 'date', date: '2026-02-06' },
            Invoice_Value: { kind: 'amount', decimal: '1128.00' },
            Page_Count: { kind: 'number', decimal: '3' },
            Upload_Timestamp: { kind: 'timestamp', local: '2026-02-06T12:00:00' },
          },
        },
      ],
      NEVER,
    );
    const tab = server.tab(HEADER_TAB);
    expect(tab?.frozenRowCount).toBe(1);
    expect(tab?.rows[0]?.every((cell) => cell.userEnteredFormat?.textFormat?.bold)).toBe(true);
    const cell = (name: string) => tab?.rows[1]?.[columnsOf('invoiceHeader').indexOf(name)];
    expect(cell('Invoice_No')?.userEnteredValue).toEqual({ stringValue: '001' });
    expect(cell('Invoice_Date')).toEqual({
      userEnteredValue: { numberValue: 46_059 },
      userEnteredFormat: { numberFormat: { type: 'DATE', pattern: 'dd-mm-yyyy' } },
    });
    expect(cell('Invoice_Value')?.userEnteredFormat?.numberFormat?.pattern).toBe('#,##0.00');
    expect(cell('Page_Count')).toEqual({ userEnteredValue: { numberValue: 3 }, userEnteredFormat: {} });
    expect(cell('Upload_Timestamp')?.userEnteredValue).toEqual({ numberValue: 46_059.5 });
  });

  test('an ordinary save is one read and one write, under one token', async () => {
    const sheet = open();
    await sheet.appendRows(invoiceRows('s1'), NEVER);
    const before = server.calls.length;
    await sheet.appendRows(invoiceRows('s2'), NEVER);
    expect(server.calls.slice(before).map(({ kind }) => kind)).toEqual(['read', 'write']);
    expect(calls('token')).toHaveLength(1);
  });

  test('columns that a person inserts and moves between two saves are followed', async () => {
    const sheet = open();
    await sheet.appendRows(invoiceRows('s1'), NEVER);
    server.insertColumn(HEADER_TAB, 0, 'Checked by');
    server.moveColumn(HEADER_TAB, columnsOf('invoiceHeader').indexOf('Scan_ID') + 1, 1);
    await sheet.appendRows(invoiceRows('s2'), NEVER);
    expect(server.rows(HEADER_TAB)?.map((row) => row.slice(0, 3))).toEqual([
      ['Checked by', 'Scan_ID', 'Invoice_No'],
      ['', 's1', 'INV-s1'],
      ['', 's2', 'INV-s2'],
    ]);
  });

  test('a tab whose name differs in case alone is used, not made again', async () => {
    server.setRows('invoice_header', [['Scan_ID']]);
    await open().appendRows(invoiceRows('s1'), NEVER);
    expect(server.rows('invoice_header')?.[1]?.[0]).toBe('s1');
    expect(server.rows(HEADER_TAB)).toBeUndefined();
  });

  test('text beyond 50,000 characters is cut with a mark, never inside a character', async () => {
    const long = `${'x'.repeat(49_972)}${'🍵'.repeat(100)}`;
    await open().appendRows([{ tab: 'invoiceHeader', cells: { Seller_Name: text(long) } }], NEVER);
    const shown = server.rows(HEADER_TAB)?.[1]?.[columnsOf('invoiceHeader').indexOf('Seller_Name')] ?? '';
    expect(shown.length).toBeLessThanOrEqual(50_000);
    expect(shown).toMatch(/^x+(🍵)*… \[cut: too long for a cell\]$/u);
  });
});

describe('batches', () => {
  test('saves that wait while one is in flight go out in one request', async () => {
    const sheet = open();
    const first = await holdWrite(sheet, 's0');
    const others = ['s1', 's2', 's3', 's4'].map((id) => sheet.appendRows(invoiceRows(id), NEVER));
    first.land();
    await Promise.all([first.save, ...others]);
    expect(calls('write')).toHaveLength(2);
    expect(savedIds()).toEqual(['s0', 's1', 's2', 's3', 's4']);
  });

  test('no request is larger than Google recommends', async () => {
    const big = (scanId: string): SheetRow[] => [
      {
        tab: 'invoiceHeader',
        cells: { Scan_ID: text(scanId), Correction_Metadata: text('y'.repeat(49_000)) },
      },
    ];
    const sheet = open();
    const ids = Array.from({ length: 60 }, (_, index) => `big${index}`);
    await Promise.all(ids.map((id) => sheet.appendRows(big(id), new AbortController().signal)));
    expect(savedIds()).toEqual(ids);
    expect(calls('write').length).toBeLessThan(5);
    for (const { bytes } of calls('write')) expect(bytes).toBeLessThan(2_000_000);
  });

  test('a batch that Google refuses is saved one by one, so that only the bad one fails', async () => {
    const warnings: unknown[] = [];
    const sheet = open({ log: { warn: (data) => void warnings.push(data) } });
    const first = await holdWrite(sheet, 's0');
    const others = ['s1', 's2', 's3'].map((id) => sheet.appendRows(invoiceRows(id), NEVER));
    server.fail('write', { status: 400, message: 'Invalid requests[1].appendCells' });
    server.fail('write', { until: Promise.resolve() });
    server.fail('write', { status: 400, message: 'Invalid requests[0].appendCells' });
    first.land();
    await first.save;
    expect((await Promise.allSettled(others)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await expect(others[1]).rejects.toMatchObject({ code: 'sheet_rejected', retryable: false });
    expect(savedIds()).toEqual(['s0', 's1', 's3']);
    expect(warnings).toEqual([{ saveCount: 3, reason: expect.stringContaining('Invalid requests[1]') }]);
  });

  test('a caller who leaves while waiting takes the rows along and hears its own reason', async () => {
    const sheet = open();
    const first = await holdWrite(sheet, 's0');
    const caller = new AbortController();
    const left = sheet.appendRows(invoiceRows('s1'), caller.signal);
    const stays = sheet.appendRows(invoiceRows('s2'), NEVER);
    const reason = new Error('cancelled');
    caller.abort(reason);
    await expect(left).rejects.toBe(reason);
    first.land();
    await Promise.all([first.save, stays]);
    expect(savedIds()).toEqual(['s0', 's2']);
  });

  test('a caller who leaves while its rows are on their way hears that the outcome is unknown', async () => {
    const sheet = open();
    const caller = new AbortController();
    const first = await holdWrite(sheet, 's0', caller.signal);
    caller.abort();
    await expect(first.save).rejects.toMatchObject({ code: 'sheet_outcome_unknown' });
    const found = sheet.findScan('s0', NEVER);
    first.land();
    expect(await found, 'a lookup waits until the rows have landed').toEqual({ rowNumber: 2 });
  });
});

describe('faults', () => {
  const appendOne = (sheet = open()) => sheet.appendRows(invoiceRows('s1'), NEVER);

  /** The next call of the kind meets the fault; where that is silence, patience ends once the call is there. */
  function runOutOnSilence(kind: 'token' | 'read' | 'write', fault: SheetsFault): void {
    server.fail(kind, fault);
    if (fault !== 'hang') return;
    const timeouts = holdTimeouts();
    void server.arrived(kind, calls(kind).length + 1).then(() => timeouts.runOut(TIMEOUT_MS));
  }

  const unknown: readonly [string, SheetsFault, boolean][] = [
    ['a 500', { status: 500 }, false],
    ['a 503', { status: 503 }, false],
    ['a connection that was cut', 'reset', false],
    ['an answer that was lost', 'applied_then_reset', true],
    ['silence', 'hang', false],
  ];
  test.each(unknown)(
    '%s on the write leaves the outcome unknown, and is not tried again',
    async (_, fault, saved) => {
      const sheet = open();
      runOutOnSilence('write', fault);
      await expect(appendOne(sheet)).rejects.toMatchObject({ code: 'sheet_outcome_unknown' });
      expect(calls('write')).toHaveLength(1);
      expect(await sheet.findScan('s1', NEVER)).toEqual(saved ? { rowNumber: 2 } : undefined);
    },
  );

  test('a 429 on the write surely saved nothing; it may be tried again when Google says', async () => {
    server.fail('write', { status: 429, message: 'Quota exceeded', retryAfter: '7' });
    await expect(appendOne()).rejects.toMatchObject({
      code: 'sheet_unavailable',
      retryable: true,
      retryAfterMs: 7000,
    });
  });

  const harmless: readonly ['read' | 'token', SheetsFault][] = [
    ['read', { status: 429 }],
    ['read', { status: 500 }],
    ['read', 'reset'],
    ['read', 'hang'],
    ['token', { status: 503 }],
    ['token', { status: 429 }],
    ['token', 'reset'],
    ['token', 'hang'],
  ];
  test.each(harmless)(
    'a fault of a %s (%j) surely saved nothing, and is not tried again here',
    async (kind, fault) => {
      const sheet = open();
      runOutOnSilence(kind, fault);
      await expect(appendOne(sheet)).rejects.toMatchObject({ code: 'sheet_unavailable', retryable: true });
      expect(calls(kind)).toHaveLength(1);
      expect(calls('write')).toHaveLength(0);
      await appendOne(sheet);
      expect(savedIds()).toEqual(['s1']);
    },
  );

  test('a server that nobody runs is unavailable', async () => {
    const sheet = open();
    await server.close();
    await expect(appendOne(sheet)).rejects.toMatchObject({ code: 'sheet_unavailable', retryable: true });
  });

  const forAPerson: readonly [string, SheetsFault, string, RegExp][] = [
    [
      'not shared',
      { status: 403, message: 'The caller does not have permission' },
      'sheet_not_shared',
      /scanner@synth/,
    ],
    ['API off', { status: 403, reason: 'SERVICE_DISABLED' }, 'sheet_access_denied', /not enabled/],
    ['scope', { status: 403, reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }, 'sheet_access_denied', /token/],
    ['unknown id', { status: 404 }, 'sheet_not_found', /1SyntheticSpreadsheet/],
    [
      'full',
      {
        status: 400,
        message:
          'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
      },
      'sheet_full',
      /10000000 cells/,
    ],
    [
      'refused',
      { status: 400, message: 'You are trying to edit a protected cell' },
      'sheet_rejected',
      /protected/,
    ],
  ];
  test.each(forAPerson)('%s: a person is told what to mend', async (_, fault, code, message) => {
    server.setRows(HEADER_TAB, [['Scan_ID']]);
    server.fail('write', fault);
    const save = appendOne();
    await expect(save).rejects.toMatchObject({ code, retryable: false });
    await expect(save).rejects.toThrow(message);
  });

  test('a spreadsheet that is not there is not found', async () => {
    const save = appendOne(open({ spreadsheetId: '1Other' }));
    await expect(save).rejects.toMatchObject({ code: 'sheet_not_found' });
    await expect(open({ spreadsheetId: '1Other' }).findScan('s1', NEVER)).rejects.toMatchObject({
      code: 'sheet_not_found',
    });
  });

  test('the key of another account is denied', async () => {
    const other = createServiceAccount('stranger@synthetic-project.iam.gserviceaccount.com');
    const save = appendOne(open({ credentials: parseServiceAccount(other.keyFile) }));
    await expect(save).rejects.toMatchObject({ code: 'sheet_access_denied' });
    await expect(save).rejects.toThrow(/invalid_grant/);
  });

  test('a key that can sign nothing is denied without a request', async () => {
    const save = appendOne(
      open({ credentials: { clientEmail: server.account.clientEmail, privateKey: 'no key' } }),
    );
    await expect(save).rejects.toMatchObject({ code: 'sheet_access_denied' });
    expect(server.calls).toEqual([]);
  });

  test('a token that was revoked is replaced within the same save', async () => {
    const sheet = open();
    await sheet.appendRows(invoiceRows('s0'), NEVER);
    server.revokeTokens();
    await appendOne(sheet);
    expect(savedIds()).toEqual(['s0', 's1']);
    expect(calls('token')).toHaveLength(2);
  });

  test('a token that is refused even when new is denied', async () => {
    server.fail('read', { status: 401 }, Number.POSITIVE_INFINITY);
    await expect(appendOne()).rejects.toMatchObject({ code: 'sheet_access_denied' });
    expect(calls('read')).toHaveLength(2);
  });

  test('no error carries the invoice, the key or a token', async () => {
    server.fail('write', { status: 500 });
    const error = await appendOne().catch((caught: unknown) => caught);
    const shown = JSON.stringify(error, (_, value) =>
      value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value,
    );
    expect(shown).toContain('sheet_outcome_unknown');
    expect(shown).not.toMatch(/INV-s1|PRIVATE KEY|token-\d|assertion/);
  });

  test('a lookup ends at once when its caller leaves', async () => {
    server.fail('read', 'hang');
    const caller = new AbortController();
    const found = open().findScan('s1', caller.signal);
    await server.arrived('read', 1);
    const reason = new Error('gone');
    caller.abort(reason);
    await expect(found).rejects.toBe(reason);
  });
});
