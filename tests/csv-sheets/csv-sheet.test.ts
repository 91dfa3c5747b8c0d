/** What is the files' own: bytes, line ends, what people and programs do to them, and a disk that says no. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCsvSheet } from '../../src/csv-sheets/csv-sheet.ts';
import type { SheetRow } from '../../src/sheet/invoice-sheet.ts';
import { createSheetTabs } from '../../src/sheet/sheet-tabs.ts';
import { columnsOf, invoiceRows, NEVER, TABS, text } from '../support/invoice-sheet-contract.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-sheet-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const header = (name = 'Invoice_Header') => join(folder, `${name}.csv`);
const read = (path = header()) => readFile(path, 'utf8');
const append = (rows: readonly SheetRow[]) =>
  createCsvSheet({ folder, tabs: () => TABS }).appendRows(rows, NEVER);
const ALL = columnsOf('invoiceHeader').join(',');
/** A row that holds nothing but its scan's id, in a file with our columns alone. */
const rowOf = (scanId: string) =>
  columnsOf('invoiceHeader')
    .map((name) => (name === 'Scan_ID' ? scanId : ''))
    .join(',');
const headerRow = (scanId: string): SheetRow => ({ tab: 'invoiceHeader', cells: { Scan_ID: text(scanId) } });

describe('bytes', () => {
  test('a new file is as Excel writes one: byte order mark, CRLF', async () => {
    await append([headerRow('s1')]);
    expect(await read()).toBe(`\uFEFF${ALL}\r\n${rowOf('s1')}\r\n`);
  });

  const kept: readonly [string, string, string][] = [
    ['LF', `${ALL}\n`, '\n'],
    ['CRLF without a mark', `${ALL}\r\n`, '\r\n'],
    ['CR of an old Mac', `${ALL}\r`, '\r'],
    ['a row without its line end', `${ALL}\n${rowOf('old')}`, '\n'],
    ['a header without its line end', ALL, '\r\n'],
    ['rows of other lengths', `${ALL}\nx\n${',,'.repeat(99)}\n\n`, '\n'],
    ['stray quotes', `${ALL}\n6" pipe,"a"b\n`, '\n'],
    ['bytes that are not UTF-8', `${ALL}\ncaf\uFFFD\n`, '\n'],
  ];
  test.each(kept)(
    'a file with %s is kept byte for byte, and goes on in its own way',
    async (_, before, lineEnd) => {
      await writeFile(header(), before);
      await append([headerRow('s1')]);
      const joint = /[\r\n]$/.test(before) ? '' : lineEnd;
      expect(await read()).toBe(`${before}${joint}${rowOf('s1')}${lineEnd}`);
    },
  );

  test('adding columns changes nothing but the end of the header row', async () => {
    const old = '\uFEFF"My ""notes""",Scan_ID\n"two\r\nlines",s0\nshort\n';
    await writeFile(header(), old);
    await append([headerRow('s1')]);
    const added = columnsOf('invoiceHeader').filter((name) => name !== 'Scan_ID');
    const [first = '', rest = ''] = [old.slice(0, old.indexOf('\n')), old.slice(old.indexOf('\n'))];
    expect(await read()).toBe(`${first},${added.join(',')}${rest},s1${','.repeat(added.length)}\n`);
  });

  test.each(['', '\uFEFF'])('a blank file (%j) becomes a new one', async (content) => {
    await writeFile(header(), content);
    await append([headerRow('s1')]);
    expect(await read()).toBe(`\uFEFF${ALL}\r\n${rowOf('s1')}\r\n`);
  });

  test('any text comes back as it went in, but for the mark before a formula', async () => {
    const anyText = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', "'", '=', '-', ' ', '₹', '\t'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (texts) => {
        await rm(header(), { force: true });
        await append(texts.map((value) => ({ tab: 'invoiceHeader', cells: { Seller_Name: text(value) } })));
        const options = { bom: true, columns: true, record_delimiter: '\r\n' } as const;
        const rows: Record<string, string>[] = parse(await readFile(header()), options);
        const shown = texts.map((value) => (/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value));
        expect(rows.map((row) => row.Seller_Name)).toEqual(shown);
      }),
      { numRuns: 60 },
    );
  });
});

describe('people', () => {
  test('a file that was moved away is begun anew', async () => {
    const sheet = createCsvSheet({ folder, tabs: () => TABS });
    await sheet.appendRows([headerRow('s1')], NEVER);
    await rename(header(), header('2025'));
    await sheet.appendRows([headerRow('s2')], NEVER);
    expect(await read()).toBe(`\uFEFF${ALL}\r\n${rowOf('s2')}\r\n`);
  });

  test('a file that was edited between two saves is looked at again', async () => {
    const sheet = createCsvSheet({ folder, tabs: () => TABS });
    await sheet.appendRows([headerRow('s1')], NEVER);
    await sheet.appendRows([headerRow('s2')], NEVER);
    await writeFile(header(), `Scan_ID,${ALL}\ns0\n`);
    await sheet.appendRows([headerRow('s3')], NEVER);
    expect(await read()).toBe(`Scan_ID,${ALL}\ns0\ns3${','.repeat(columnsOf('invoiceHeader').length)}\n`);
    expect(await sheet.findScan('s3', NEVER)).toEqual({ rowNumber: 3 });
  });

  test('a lookup counts rows, not lines, and finds an id that looks like a formula', async () => {
    await writeFile(header(), 'Notes,Scan_ID\n"a\nb\nc",s1\n\nx,s2\n');
    await append([headerRow('-s3')]);
    const sheet = createCsvSheet({ folder, tabs: () => TABS });
    expect(await sheet.findScan('s2', NEVER)).toEqual({ rowNumber: 4 });
    expect(await sheet.findScan('-s3', NEVER)).toEqual({ rowNumber: 5 });
  });

  test('tab names become file names that any system takes, each its own', async () => {
    const names = {
      invoiceHeader: 'In/voice: 2026?',
      lineItems: 'in_voice_ 2026_',
      customerMaster: 'CON',
      hsnMaster: '../up',
      duplicateAttempts: ' ends. ',
    };
    const tabs = createSheetTabs(names);
    const rows = tabs.map(({ key, columns }) => ({ tab: key, cells: { [columns[0] ?? '']: text('x') } }));
    await createCsvSheet({ folder, tabs: () => tabs }).appendRows(rows, NEVER);
    expect((await readdir(folder)).sort()).toEqual(
      ['In_voice_ 2026_.csv', 'in_voice_ 2026_-lineItems.csv', '_CON.csv', '__up.csv', 'ends_.csv'].sort(),
    );
  });
});

describe('refusals', () => {
  const foreign: readonly [string, string | Buffer, RegExp][] = [
    ['an unclosed quote', `${ALL}\n"open\n`, /Quote Not Closed/],
    ['semicolons', ALL.replaceAll(',', ';'), /not separated by commas/],
    ['UTF-16', Buffer.from(`\uFEFF${ALL}\n`, 'utf16le'), /not text in UTF-8/],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8]), /not text in UTF-8/],
  ];
  test.each(foreign)('a file with %s is refused by name and left alone', async (_, content, message) => {
    await writeFile(header(), content);
    const save = append(invoiceRows('s1'));
    await expect(save).rejects.toMatchObject({ code: 'sheet_rejected', fileName: 'Invoice_Header.csv' });
    await expect(save).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual(['Invoice_Header.csv']);
    expect(await readFile(header())).toEqual(Buffer.from(content));
  });

  test('a folder in the place of a file is refused by name', async () => {
    await mkdir(header("Bob's Line Items"));
    await expect(append(invoiceRows('s1'))).rejects.toMatchObject({ code: 'sheet_rejected' });
    expect(await createCsvSheet({ folder, tabs: () => TABS }).findScan('s1', NEVER)).toBeUndefined();
  });

  test.runIf(process.platform === 'linux')(
    'a full disk is a passing fault, and nothing is saved',
    async () => {
      const sheet = createCsvSheet({ folder, tabs: () => TABS });
      await sheet.appendRows(invoiceRows('s1'), NEVER);
      const before = await read();
      const draft = join(folder, '..unfinished-save.json.new');
      await symlink('/dev/full', draft);
      await expect(sheet.appendRows(invoiceRows('s2'), NEVER)).rejects.toMatchObject({
        code: 'sheet_unavailable',
        retryable: true,
        message: expect.stringContaining('the disk is full'),
      });
      expect(await read()).toBe(before);
      await sheet.appendRows(invoiceRows('s2'), NEVER);
      expect(await sheet.findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
    },
  );
});
