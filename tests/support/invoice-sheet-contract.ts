/** What every InvoiceSheet must do, wherever it keeps its rows. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cell, InvoiceSheet, SheetRow, TabKey } from '../../src/sheet/invoice-sheet.ts';
import { createSheetTabs } from '../../src/sheet/sheet-tabs.ts';

export const TABS = createSheetTabs({
  invoiceHeader: 'Invoice_Header',
  lineItems: "Bob's Line Items",
  customerMaster: 'Customer_Master',
  hsnMaster: 'HSN_Master',
  duplicateAttempts: 'Duplicate_Attempts',
});

export interface InvoiceSheetFixture {
  /** Over `TABS`. */
  readonly sheet: InvoiceSheet;
  /** The tab as a person sees it, header row first; undefined if it is not there. */
  grid(tab: TabKey): Promise<readonly (readonly string[])[] | undefined>;
  /** A person types the whole tab anew. */
  rewrite(tab: TabKey, grid: readonly (readonly string[])[]): Promise<void>;
  /** How such a sheet shows this cell. */
  show(cell: Cell): string;
  dispose(): Promise<void>;
}

export const NEVER = new AbortController().signal;

export const text = (value: string): Cell => ({ kind: 'text', text: value });

export function columnsOf(tab: TabKey): readonly string[] {
  return TABS.find(({ key }) => key === tab)?.columns ?? [];
}

/** One header row and its lines, all with the scan's id. */
export function invoiceRows(scanId: string, lineCount = 2): SheetRow[] {
  const invoiceNo = text(`INV-${scanId}`);
  const lines = Array.from({ length: lineCount }, (_, index): SheetRow => {
    const lineNo: Cell = { kind: 'number', decimal: String(index + 1) };
    return { tab: 'lineItems', cells: { Invoice_No: invoiceNo, Line_No: lineNo, Scan_ID: text(scanId) } };
  });
  return [{ tab: 'invoiceHeader', cells: { Invoice_No: invoiceNo, Scan_ID: text(scanId) } }, ...lines];
}

export function describeInvoiceSheet(name: string, createFixture: () => Promise<InvoiceSheetFixture>): void {
  describe(`${name} as an InvoiceSheet`, () => {
    let fixture: InvoiceSheetFixture;
    beforeEach(async () => {
      fixture = await createFixture();
    });
    afterEach(() => fixture.dispose());

    const append = (rows: readonly SheetRow[]) => fixture.sheet.appendRows(rows, NEVER);
    const column = async (tab: TabKey, header: string) => {
      const [headers = [], ...rows] = (await fixture.grid(tab)) ?? [];
      return rows.map((row) => row[headers.indexOf(header)] ?? '');
    };

    test('all tabs are there from the first save on, with their columns in order', async () => {
      await append(invoiceRows('s1'));
      for (const tab of TABS) expect((await fixture.grid(tab.key))?.[0]).toEqual(tab.columns);
      expect(await fixture.grid('hsnMaster')).toHaveLength(1);
    });

    test('a tab without a new row is left as it is', async () => {
      await fixture.rewrite('hsnMaster', [['Mine'], ['0902']]);
      await append(invoiceRows('s1'));
      expect(await fixture.grid('hsnMaster')).toEqual([['Mine'], ['0902']]);
    });

    test('header and lines land together, each value under its name, the rest blank', async () => {
      await append(invoiceRows('s1', 3));
      expect(await column('invoiceHeader', 'Invoice_No')).toEqual(['INV-s1']);
      expect(await column('invoiceHeader', 'Seller_Name')).toEqual(['']);
      expect(await column('lineItems', 'Line_No')).toEqual(['1', '2', '3']);
      expect(await column('lineItems', 'Scan_ID')).toEqual(['s1', 's1', 's1']);
    });

    const party = (
      gstin: string,
      cells: Record<string, Cell> = {},
      refreshes: readonly string[] = [],
    ): SheetRow => ({
      tab: 'customerMaster',
      cells: { GSTIN: text(gstin), ...cells },
      refreshes,
    });

    test('a row of a key that stands there adds to its row, and leaves what a person made of it', async () => {
      await append([party('27A', { Legal_Name: text('Asha'), State_Code: text('27') }), party('29B')]);
      const [headers = [], first = [], second = []] = (await fixture.grid('customerMaster')) ?? [];
      const named = first.map((cell, at) => (headers[at] === 'Legal_Name' ? 'Asha Traders, Pune' : cell));
      await fixture.rewrite('customerMaster', [
        ['Mine', ...headers],
        ['my note', ...second],
        ['', ...named],
      ]);

      const cells = { Legal_Name: text('ASHA'), State_Code: text('29') };
      await append([party(' 27a ', cells, ['State_Code']), ...invoiceRows('s1')]);

      expect(await column('customerMaster', 'GSTIN')).toEqual(['29B', '27A']);
      expect(await column('customerMaster', 'Usage_Count')).toEqual(['1', '2']);
      expect(await column('customerMaster', 'Legal_Name')).toEqual(['', 'Asha Traders, Pune']);
      expect(await column('customerMaster', 'State_Code')).toEqual(['', '29']);
      expect(await column('customerMaster', 'Mine')).toEqual(['my note', '']);
      expect(await column('invoiceHeader', 'Invoice_No')).toEqual(['INV-s1']);
    });

    test('rows of one key become one row, in one save and in several at once', async () => {
      await append([party('27A'), party('27A'), party('29B')]);
      await Promise.all([
        append([party('27A'), party('33C')]),
        append([party('33C'), party('29B')]),
        append([party('27A')]),
      ]);
      expect(await column('customerMaster', 'GSTIN')).toEqual(['27A', '29B', '33C']);
      expect(await column('customerMaster', 'Usage_Count')).toEqual(['4', '2', '2']);
    });

    test('a count that a person typed goes on from there; what is no number counts for nothing', async () => {
      await fixture.rewrite('customerMaster', [
        ['GSTIN', 'Usage_Count'],
        ['27A', '1,041'],
        ['29B', 'many'],
      ]);
      await append([party('27A'), party('29B')]);
      expect(await column('customerMaster', 'Usage_Count')).toEqual(['1042', '1']);
    });

    test('appending no rows changes nothing', async () => {
      await append([]);
      expect(await fixture.grid('invoiceHeader')).toBeUndefined();
    });

    const cells: readonly [string, Cell][] = [
      ['a number with leading zeros', text('001')],
      ['a long number', text('123456789012345678')],
      ['an exponent', text('1E5')],
      ['a formula', text('=HYPERLINK("http://127.0.0.1/","x")')],
      ['a formula with a plus', text('+1+1')],
      ['a formula with a minus', text('-1+1')],
      ['a formula with an at sign', text('@SUM(A1)')],
      ['several lines', text('two\nlines, "quoted"; and more\r\nend')],
      ['a lone carriage return', text('a\rb')],
      ['another script', text('चाय ₹ 茶 🍵')],
      ['an amount', { kind: 'amount', decimal: '125000.50' }],
      ['an amount of few digits', { kind: 'amount', decimal: '7' }],
      ['a negative amount', { kind: 'amount', decimal: '-200.00' }],
      ['an amount beyond what a double holds', { kind: 'amount', decimal: '12345678901234567.89' }],
      ['a number', { kind: 'number', decimal: '2.5' }],
      ['a date', { kind: 'date', date: '2026-02-06' }],
      ['a timestamp', { kind: 'timestamp', local: '2026-02-06T23:59:58' }],
    ];
    test.each(cells)('%s is shown as it should be', async (_, cell) => {
      await append([{ tab: 'invoiceHeader', cells: { Seller_Name: cell } }]);
      expect(await column('invoiceHeader', 'Seller_Name')).toEqual([fixture.show(cell)]);
    });

    test("rows go by header name where columns were moved, renamed in case, and mixed with a person's own", async () => {
      const mine = ['My notes', ...columnsOf('invoiceHeader')].reverse();
      const moved = mine.map((header) => (header === 'Invoice_No' ? ' invoice_NO ' : header));
      const old = moved.map((header) => (header === 'My notes' ? 'keep me' : ''));
      await fixture.rewrite('invoiceHeader', [moved, old]);
      await append(invoiceRows('s1'));
      const [headers, kept, added] = (await fixture.grid('invoiceHeader')) ?? [];
      expect(headers).toEqual(moved);
      expect(kept).toEqual(old);
      expect(added?.[moved.indexOf('Scan_ID')]).toBe('s1');
      expect(added?.[moved.indexOf(' invoice_NO ')]).toBe('INV-s1');
      expect(added?.filter((cell) => cell !== '')).toHaveLength(2);
    });

    test('of two columns of one name the first is written', async () => {
      await fixture.rewrite('duplicateAttempts', [['Scan_ID', ...columnsOf('duplicateAttempts')]]);
      await append([{ tab: 'duplicateAttempts', cells: { Scan_ID: text('s1') } }]);
      const [, added] = (await fixture.grid('duplicateAttempts')) ?? [];
      expect(added?.map((cell) => cell)).toEqual(['s1', ...columnsOf('duplicateAttempts').map(() => '')]);
    });

    test('missing columns are added at the right and existing rows stay as they are', async () => {
      await fixture.rewrite('invoiceHeader', [
        ['Notes', 'Invoice_No'],
        ['mine', 'OLD-1'],
        ['', 'OLD-2'],
      ]);
      await append(invoiceRows('s1'));
      const [headers = [], ...rows] = (await fixture.grid('invoiceHeader')) ?? [];
      const added = columnsOf('invoiceHeader').filter((header) => header !== 'Invoice_No');
      expect(headers).toEqual(['Notes', 'Invoice_No', ...added]);
      expect(rows.map((row) => row.slice(0, 2))).toEqual([
        ['mine', 'OLD-1'],
        ['', 'OLD-2'],
        ['', 'INV-s1'],
      ]);
      expect(rows[2]?.[headers.indexOf('Scan_ID')]).toBe('s1');
      expect(await fixture.sheet.findScan('s1', NEVER)).toEqual({ rowNumber: 4 });
    });

    test('a tab that is there but blank gets its header row, with new rows and without', async () => {
      await fixture.rewrite('invoiceHeader', []);
      await fixture.rewrite('hsnMaster', []);
      await append(invoiceRows('s1'));
      expect(await fixture.grid('hsnMaster')).toEqual([columnsOf('hsnMaster')]);
      expect((await fixture.grid('invoiceHeader'))?.[0]).toEqual(columnsOf('invoiceHeader'));
      expect(await column('invoiceHeader', 'Scan_ID')).toEqual(['s1']);
    });

    test('a scan is found by its id, with its row', async () => {
      await append(invoiceRows('s1'));
      await append(invoiceRows('s2'));
      expect(await fixture.sheet.findScan('s1', NEVER)).toEqual({ rowNumber: 2 });
      expect(await fixture.sheet.findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
      expect(await fixture.sheet.findScan('s3', NEVER)).toBeUndefined();
    });

    test('nothing is found where the tab or its Scan_ID column is missing', async () => {
      expect(await fixture.sheet.findScan('s1', NEVER)).toBeUndefined();
      await fixture.rewrite('invoiceHeader', [['Invoice_No'], ['s1']]);
      expect(await fixture.sheet.findScan('s1', NEVER)).toBeUndefined();
    });

    test('a scan is found in another tab too', async () => {
      const attempt = (id: string): SheetRow => ({ tab: 'duplicateAttempts', cells: { Scan_ID: text(id) } });
      await append([attempt('s1'), attempt('s2')]);
      expect(await fixture.sheet.findScan('s2', NEVER, 'duplicateAttempts')).toEqual({ rowNumber: 3 });
      expect(await fixture.sheet.findScan('s2', NEVER)).toBeUndefined();
    });

    test('columns are read by name, row by row, with blanks where there is nothing', async () => {
      expect(await fixture.sheet.readColumns('invoiceHeader', ['Invoice_No'], NEVER)).toEqual([]);
      await fixture.rewrite('invoiceHeader', [
        ['Scan_ID', 'My notes', ' invoice_no'],
        ['s1', 'mine', 'INV-1', 'outside'],
        ['', 'only a note', ''],
        ['s3', '', ''],
      ]);
      const columns = ['Invoice_No', 'Scan_ID', 'Seller_GSTIN'];
      expect(await fixture.sheet.readColumns('invoiceHeader', columns, NEVER)).toEqual([
        { Invoice_No: 'INV-1', Scan_ID: 's1', Seller_GSTIN: '' },
        { Invoice_No: '', Scan_ID: '', Seller_GSTIN: '' },
        { Invoice_No: '', Scan_ID: 's3', Seller_GSTIN: '' },
      ]);
      expect(await fixture.sheet.readColumns('invoiceHeader', ['Seller_GSTIN'], NEVER)).toEqual(
        expect.not.arrayContaining([expect.objectContaining({ Seller_GSTIN: 'outside' })]),
      );
    });

    test('the header row itself is never taken for a scan', async () => {
      await append(invoiceRows('s1'));
      expect(await fixture.sheet.findScan('Scan_ID', NEVER)).toBeUndefined();
    });

    const impossible: readonly [string, SheetRow][] = [
      [
        'an amount that is none',
        { tab: 'lineItems', cells: { Rate: { kind: 'amount', decimal: '12,5 ?' } } },
      ],
      ['a date that is none', { tab: 'lineItems', cells: { Rate: { kind: 'date', date: '2026-02-30' } } }],
      ['a column that its tab lacks', { tab: 'lineItems', cells: { Invoice_Value: text('x') } }],
    ];
    test.each(impossible)('%s lets none of the rows in', async (_, row) => {
      await append(invoiceRows('s1'));
      await expect(append([...invoiceRows('s2'), row])).rejects.toMatchObject({ code: 'sheet_rejected' });
      expect(await column('invoiceHeader', 'Scan_ID')).toEqual(['s1']);
      expect(await column('lineItems', 'Scan_ID')).toEqual(['s1', 's1']);
    });

    test('saves at the same time all land, each in one piece', async () => {
      const ids = ['s1', 's2', 's3', 's4', 's5'];
      await Promise.all(ids.map((id) => append(invoiceRows(id, 3))));
      expect((await column('invoiceHeader', 'Scan_ID')).sort()).toEqual(ids);
      const lines = await column('lineItems', 'Scan_ID');
      expect(lines).toHaveLength(15);
      const changes = lines.filter((id, index) => id !== lines[index - 1]);
      expect(changes.sort()).toEqual(ids);
    });

    test('an aborted save rejects with the reason and adds nothing', async () => {
      const reason = new Error('the user went away');
      await expect(fixture.sheet.appendRows(invoiceRows('s1'), AbortSignal.abort(reason))).rejects.toBe(
        reason,
      );
      await expect(fixture.sheet.findScan('s1', AbortSignal.abort(reason))).rejects.toBe(reason);
      await append(invoiceRows('s2'));
      expect(await column('invoiceHeader', 'Scan_ID')).toEqual(['s2']);
    });
  });
}
