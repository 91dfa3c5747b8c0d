/** A process killed at any instant of a save: afterwards all of its rows are there, once, or none. */
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAppendPlanner } from '../../src/csv-sheets/append-planner.ts';
import { createCsvSheet } from '../../src/csv-sheets/csv-sheet.ts';
import { type Append, commitAppends } from '../../src/csv-sheets/journal.ts';
import { invoiceRows, NEVER, TABS } from '../support/invoice-sheet-contract.ts';

const JOURNAL = '.unfinished-save.json';
const DRAFT = `.${JOURNAL}.new`;
const HEADER = 'Invoice_Header.csv';
const LINES = "Bob's Line Items.csv";

let folder: string;
let journal: string;
let appends: readonly Append[];
/** What the two files hold before the save of s2, and after it. */
let before: readonly [Buffer, Buffer];
let after: readonly [Buffer, Buffer];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-journal-'));
  await openSheet().appendRows(invoiceRows('s1'), NEVER);
  before = await readBoth();
  appends = await planSave('s2');
  journal = JSON.stringify({ version: 2, appends });
  await openSheet().appendRows(invoiceRows('s2'), NEVER);
  after = await readBoth();
});
afterEach(() => rm(folder, { recursive: true }));

const openSheet = () => createCsvSheet({ folder, tabs: () => TABS });
const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
const text = async (name: string) => (await readFile(join(folder, name))).toString();
const countOf = async (name: string, scanId: string) =>
  (await text(name)).split('\n').filter((row) => row.includes(scanId)).length;

async function readBoth(): Promise<readonly [Buffer, Buffer]> {
  return [await readFile(join(folder, HEADER)), await readFile(join(folder, LINES))];
}

async function planSave(scanId: string): Promise<Append[]> {
  const planner = createAppendPlanner({ folder, onColumnsAdded: () => {} });
  const id = { Scan_ID: scanId, Invoice_No: `INV-${scanId}` };
  const plan = (key: 'invoiceHeader' | 'lineItems', fileName: string, rows: Record<string, string>[]) => {
    const tab = TABS.find((candidate) => candidate.key === key);
    if (tab === undefined) throw new Error(`There is no tab ${key}`);
    return planner.plan({ tab, fileName, records: rows.map((cells) => ({ cells, refreshes: [] })) });
  };
  const lines = ['1', '2'].map((lineNo) => ({ ...id, Line_No: lineNo }));
  const appends = [await plan('invoiceHeader', HEADER, [id]), await plan('lineItems', LINES, lines)];
  return appends.filter((append) => append !== undefined);
}

/** The files as a killed process leaves them: so many bytes of each append are on the disk. */
async function leave(doneBytes: readonly [number, number], state: { journal?: string; draft?: string }) {
  await put(HEADER, after[0].subarray(0, before[0].length + doneBytes[0]));
  await put(LINES, after[1].subarray(0, before[1].length + doneBytes[1]));
  if (state.journal !== undefined) await put(JOURNAL, state.journal);
  if (state.draft !== undefined) await put(DRAFT, state.draft);
}

const lengthOf = (index: 0 | 1) => after[index].length - before[index].length;

describe('a kill', () => {
  test('before the journal is in place has saved nothing, wherever its draft ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(journal.length), async (length) => {
        await leave([0, 0], { draft: journal.slice(0, length) });
        expect(await openSheet().findScan('s2', NEVER)).toBeUndefined();
        expect(await readBoth()).toEqual(before);
        await openSheet().appendRows(invoiceRows('s2'), NEVER);
        expect(await readBoth()).toEqual(after);
      }),
      { numRuns: 40 },
    );
  });

  test('after it has saved everything, wherever either file ends', async () => {
    const cuts = fc.tuple(fc.nat(lengthOf(0)), fc.nat(lengthOf(1)));
    await fc.assert(
      fc.asyncProperty(cuts, async (doneBytes) => {
        await leave(doneBytes, { journal });
        expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
        expect(await readBoth()).toEqual(after);
        const left = await readdir(folder);
        expect(left.filter((name) => !name.endsWith('.csv'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('is made good before the next save, too', async () => {
    await leave([10, 0], { journal });
    await openSheet().appendRows(invoiceRows('s3'), NEVER);
    expect((await readBoth()).map((file, index) => file.subarray(0, after[index]?.length))).toEqual(after);
    expect([await countOf(HEADER, 's3'), await countOf(LINES, 's3')]).toEqual([1, 2]);
  });

  test('that left zeros in place of bytes is made good', async () => {
    await leave([5, 0], { journal });
    await truncate(join(folder, HEADER), before[0].length + lengthOf(0));
    expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
    expect(await readBoth()).toEqual(after);
  });

  test('of the very first save is made good, though no file was there', async () => {
    await rm(join(folder, HEADER));
    await rm(join(folder, LINES));
    const first = await planSave('s2');
    await put(JOURNAL, JSON.stringify({ version: 1, appends: first }));
    expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 2 });
    expect(await countOf(LINES, 's2')).toBe(2);
  });
});

describe('a file that somebody changed between the kill and the next start', () => {
  test('gets the rows that it lacks, under its headers of today', async () => {
    await leave([lengthOf(0), 0], { journal });
    await put(LINES, 'Line_No,My notes,Scan_ID\n1,,s1\n2,checked,s1\n');
    expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
    expect((await readBoth())[0]).toEqual(after[0]);
    const rows = (await text(LINES)).split('\n').map((row) => row.split(',').slice(0, 3).join(','));
    expect(rows.slice(0, 5)).toEqual(['Line_No,My notes,Scan_ID', '1,,s1', '2,checked,s1', '1,,s2', '2,,s2']);
  });

  test('keeps the rows that it has, once', async () => {
    await leave([lengthOf(0), lengthOf(1)], { journal });
    await put(HEADER, after[0].toString().replace('INV-s1', 'INV-corrected'));
    expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
    expect([await countOf(HEADER, 's2'), await countOf(LINES, 's2')]).toEqual([1, 2]);
    expect(await countOf(HEADER, 'INV-corrected')).toBe(1);
  });

  test('is begun anew if it was deleted', async () => {
    await leave([0, 0], { journal });
    await rm(join(folder, LINES));
    await openSheet().findScan('s2', NEVER);
    expect([await countOf(HEADER, 's2'), await countOf(LINES, 's2'), await countOf(LINES, 's1')]).toEqual([
      1, 2, 0,
    ]);
  });
});

test('a journal that somebody damaged is not guessed at', async () => {
  await leave([0, 0], { journal: journal.slice(0, 50) });
  const found = openSheet().findScan('s2', NEVER);
  await expect(found).rejects.toMatchObject({ code: 'sheet_rejected', fileName: JOURNAL });
  expect(await readBoth()).toEqual(before);
});

test('a save whose second file refuses is undone in the first', async () => {
  await leave([0, 0], {});
  await mkdir(join(folder, 'in-the-way'));
  const [first] = appends;
  if (first === undefined) throw new Error('Nothing was planned');
  const save = commitAppends(folder, [first, { ...first, fileName: 'in-the-way', offsetBytes: 5000 }]);
  await expect(save).rejects.toMatchObject({ fileName: 'in-the-way' });
  expect(await readBoth()).toEqual(before);
  expect(await readdir(folder)).not.toContain(JOURNAL);
});

test('a save that can be neither finished nor undone is of unknown outcome, and finished later', async () => {
  await leave([0, 0], {});
  await mkdir(join(folder, 'in-the-way'));
  const [first] = appends;
  if (first === undefined) throw new Error('Nothing was planned');
  const save = commitAppends(folder, [first, { ...first, fileName: 'in-the-way', offsetBytes: 0 }]);
  await expect(save).rejects.toMatchObject({ code: 'sheet_outcome_unknown' });
  await rm(join(folder, 'in-the-way'), { recursive: true });
  expect(await openSheet().findScan('s2', NEVER)).toEqual({ rowNumber: 3 });
});

describe('a save that changes a row', () => {
  const CUSTOMERS = 'Customer_Master.csv';
  const party = (gstin: string) => ({
    tab: 'customerMaster' as const,
    cells: { GSTIN: { kind: 'text' as const, text: gstin } },
  });

  test('is made good after a kill at any byte, and counts once', async () => {
    await openSheet().appendRows(['27A', '29B', '33C'].map(party), NEVER);
    const old = await readFile(join(folder, CUSTOMERS));
    const tab = TABS.find(({ key }) => key === 'customerMaster');
    if (!tab) throw new Error('There is no such tab');
    const planner = createAppendPlanner({ folder, onColumnsAdded: () => {} });
    const records = ['29b', '07D'].map((GSTIN) => ({ cells: { GSTIN }, refreshes: [] }));
    const append = await planner.plan({ tab, fileName: CUSTOMERS, records });
    if (!append) throw new Error('There is nothing to do');
    const unfinished = JSON.stringify({ version: 2, appends: [append] });
    const wanted = Buffer.concat([old.subarray(0, append.offsetBytes), Buffer.from(append.text)]);
    expect(append.offsetBytes).toBeGreaterThan(old.indexOf('27A'));

    await fc.assert(
      fc.asyncProperty(fc.nat(append.text.length), fc.boolean(), async (length, isUntouched) => {
        await put(CUSTOMERS, isUntouched ? old : wanted.subarray(0, append.offsetBytes + length));
        await put(JOURNAL, unfinished);
        await openSheet().findScan('any', NEVER);
        expect((await readFile(join(folder, CUSTOMERS))).equals(wanted)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
