/** Writes down what stands outside the chats in the end: every row of every tab, the CSV files, the usage ledger and its summaries. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { showCell } from '../../loopback/sheets/sheets-spreadsheet.ts';
import type { World } from '../support/test-app.ts';

const TABS = ['Invoice_Header', 'Line_Items', 'Customer_Master', 'HSN_Master', 'Duplicate_Attempts'];

/** A cell that is filled on each line, with what is shown and what Google was told. */
export function describeTabs({ sheets }: World): string {
  return TABS.map((title) => {
    const [header = [], ...rows] = sheets.tab(title)?.rows ?? [];
    const columns = header.map((cell) => showCell(cell));
    const shownRows = rows.map((row, index) => {
      const cells = row.flatMap((cell, column) => {
        const shown = showCell(cell);
        const told = JSON.stringify([cell?.userEnteredValue, cell?.userEnteredFormat]);
        return shown === '' ? [] : [`  ${columns[column]} = ${shown}   ${told}`];
      });
      return [`row ${index + 2}:`, ...cells].join('\n');
    });
    return [`══ ${title} ══`, ...columns.map((column) => `column ${column}`), ...shownRows].join('\n');
  }).join('\n\n');
}

/** Whole files, byte for byte, in the order of their names. */
export async function describeFiles(folder: string, wanted: RegExp): Promise<string> {
  const names = (await readdir(folder)).filter((name) => wanted.test(name)).sort();
  const files = names.map(async (name) => `══ ${name} ══\n${await readFile(join(folder, name), 'utf8')}`);
  return (await Promise.all(files)).join('\n');
}
