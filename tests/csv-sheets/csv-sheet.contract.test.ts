/** The InvoiceSheet contract on CSV files, in real folders. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { createCsvSheet } from '../../src/csv-sheets/csv-sheet.ts';
import type { Cell, TabKey } from '../../src/sheet/invoice-sheet.ts';
import { describeInvoiceSheet, TABS } from '../support/invoice-sheet-contract.ts';

describeInvoiceSheet('A folder of CSV files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'csv-sheet-'));
  const pathOf = (key: TabKey) => join(folder, `${TABS.find((tab) => tab.key === key)?.name}.csv`);
  return {
    sheet: createCsvSheet({ folder, tabs: () => TABS }),
    grid: async (tab) => {
      const content = await readFile(pathOf(tab)).catch(() => undefined);
      return (
        content && parse(content, { bom: true, record_delimiter: ['\r\n', '\n'], relax_column_count: true })
      );
    },
    rewrite: (tab, grid) => writeFile(pathOf(tab), stringify(grid.map((row) => [...row]))),
    show,
    dispose: () => rm(folder, { recursive: true }),
  };
});

function show(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return /^[=+\-@]/.test(cell.text) ? `'${cell.text}` : cell.text;
    case 'amount':
      return cell.decimal.includes('.') ? cell.decimal : `${cell.decimal}.00`;
    case 'number':
      return cell.decimal;
    case 'date':
      return cell.date;
    case 'timestamp':
      return cell.local.replace('T', ' ');
  }
}
