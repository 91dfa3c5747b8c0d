/** The InvoiceSheet contract on Google Sheets, over real HTTP. */

import { createSheetsServer } from '../../loopback/sheets/sheets-server.ts';
import { createGoogleSheet } from '../../src/google-sheets/google-sheet.ts';
import { parseServiceAccount } from '../../src/google-sheets/service-account.ts';
import { createSheetsQuota } from '../../src/google-sheets/sheets-quota.ts';
import type { Cell, TabKey } from '../../src/sheet/invoice-sheet.ts';
import { describeInvoiceSheet, TABS } from '../support/invoice-sheet-contract.ts';

describeInvoiceSheet('Google Sheets', async () => {
  const server = await createSheetsServer();
  const sheet = createGoogleSheet({
    spreadsheetId: server.spreadsheetId,
    tabs: () => TABS,
    credentials: parseServiceAccount(server.account.keyFile),
    rootUrl: server.rootUrl,
    tokenUrl: server.tokenUrl,
    timeoutMs: 60_000,
    quota: createSheetsQuota({ perMinute: 50 }).lane(),
  });
  const title = (key: TabKey) => TABS.find((tab) => tab.key === key)?.name ?? '';
  return {
    sheet,
    grid: async (tab) => server.rows(title(tab)),
    rewrite: async (tab, grid) => server.setRows(title(tab), grid),
    show,
    dispose: () => server.close(),
  };
});

function show(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'amount': {
      const exact = cell.decimal.replace(/\D/g, '').length <= 15;
      const format = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
      return exact ? Number(cell.decimal).toLocaleString('en-US', format) : cell.decimal;
    }
    case 'number':
      return cell.decimal;
    case 'date':
      return cell.date.split('-').reverse().join('-');
    case 'timestamp': {
      const [date = '', time = ''] = cell.local.split('T');
      return `${date.split('-').reverse().join('-')} ${time}`;
    }
  }
}
