/** Checkups of several customers' sheets: each finding names whose it is, and one that is ill spoils no other. */
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NOT_FOUND } from '../../../loopback/sheets/sheets-faults.ts';
import { type AddedSpreadsheet, createSheetsServer } from '../../../loopback/sheets/sheets-server.ts';
import { checkCsvFolder } from '../../../src/app/doctor/csv-folder-checkup.ts';
import { checkGoogleSheet } from '../../../src/app/doctor/sheet-checkup.ts';
import { parseServiceAccount } from '../../../src/google-sheets/service-account.ts';
import { createSheetsQuota } from '../../../src/google-sheets/sheets-quota.ts';
import { createFolder } from '../../support/folders.ts';

test('three spreadsheets at once: well, gone, and shared for reading only', async () => {
  const server = await createSheetsServer();
  onTestFinished(() => server.close());
  const quota = createSheetsQuota({ perMinute: 30 });
  const credentials = parseServiceAccount(server.account.keyFile);
  const check = (subject: string, { spreadsheetId }: AddedSpreadsheet) =>
    checkGoogleSheet({
      subject,
      googleSheet: { spreadsheetId, credentials, rootUrl: server.rootUrl, tokenUrl: server.tokenUrl },
      tabNames: ['Sheet1'],
      timeoutMs: 10_000,
      quota: quota.lane(),
    });
  const [well, gone, readOnly] = [server.addSpreadsheet(), server.addSpreadsheet(), server.addSpreadsheet()];
  gone.failAll(NOT_FOUND);
  readOnly.fail('write', { status: 403, message: 'no' });
  const findings = await Promise.all([
    check('Google Sheets of CUST001 Ravi & Sons', well),
    check('Google Sheets of CUST002 Asha Traders', gone),
    check('Google Sheets of CUST003 Meena Stores', readOnly),
  ]);
  const { clientEmail } = server.account;
  expect(findings.map(({ subject, verdict, sentence }) => `${verdict} ${subject}: ${sentence}`)).toEqual([
    `well Google Sheets of CUST001 Ravi & Sons: ${clientEmail} can write the spreadsheet.`,
    `broken Google Sheets of CUST002 Asha Traders: There is no spreadsheet ${gone.spreadsheetId}: check its id (the long part of its address).`,
    `broken Google Sheets of CUST003 Meena Stores: the spreadsheet is shared with ${clientEmail} for reading only. Share it with this address as Editor.`,
  ]);
});

const SUBJECT = 'CSV files of CUST002 Asha Traders';

function checkCsv(path: string, freeBytes = async () => 50 * 1024 ** 3) {
  return checkCsvFolder({ subject: SUBJECT, path, wayOut: 'give this customer another folder', freeBytes });
}

test('a CSV folder with files is well, whoever may read it, and stays as it is', async () => {
  const folder = await createFolder();
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'Invoice_Header.csv'), 'Invoice_No\r\n');
  const { subject, verdict, sentence } = await checkCsv(folder);
  expect([subject, verdict]).toEqual([SUBJECT, 'well']);
  expect(sentence).toBe(`${folder} can be written, 51200 MB free.`);
  expect(await readdir(folder)).toEqual(['Invoice_Header.csv']);
  expect(await readFile(join(folder, 'Invoice_Header.csv'), 'utf8')).toBe('Invoice_No\r\n');
});

test('a CSV folder that is none is broken', async () => {
  expect(await checkCsv('/dev/null/csv')).toEqual({
    subject: SUBJECT,
    verdict: 'broken',
    sentence: expect.stringMatching(
      /^\/dev\/null\/csv can't be written \(.+\)\. Give this user the right to, or give this customer another folder\.$/,
    ),
  });
});

test('a CSV folder on a full disk is broken', async () => {
  const folder = await createFolder();
  expect(await checkCsv(folder, async () => 0)).toEqual({
    subject: SUBJECT,
    verdict: 'broken',
    sentence: `the disk of ${folder} is full (0 MB free). Make room, or give this customer another folder.`,
  });
});

test('a file that rows cannot be added to is named', async () => {
  const folder = await createFolder();
  await mkdir(join(folder, 'Line_Items.csv'));
  const { verdict, sentence } = await checkCsv(folder);
  expect(verdict).toBe('broken');
  expect(sentence).toMatch(/^rows can't be added \(.*Line_Items\.csv.*\)\. Close the file/);
});
