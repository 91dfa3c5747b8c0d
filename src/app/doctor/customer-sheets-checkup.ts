/** The sheet, or the folder, of each customer that has one of its own. */
import type { Config } from '../../config/config.ts';
import type { Customer } from '../../customers/customer.ts';
import type { SheetsQuota } from '../../google-sheets/sheets-quota.ts';
import { checkCsvFolder } from './csv-folder-checkup.ts';
import type { Finding } from './finding.ts';
import { checkGoogleSheet } from './sheet-checkup.ts';

export interface CustomerSheetsOptions {
  readonly config: Config;
  readonly timeoutMs: number;
  readonly quota: SheetsQuota;
}

export async function checkCustomerSheets(options: CustomerSheetsOptions): Promise<readonly Finding[]> {
  const findings = options.config.customers.map((customer) => checkCustomerSheet(customer, options));
  return (await Promise.all(findings)).filter((finding) => finding !== undefined);
}

/** Undefined for who saves where the operator does. */
async function checkCustomerSheet(
  { customerId, customerName, sheet }: Customer,
  { config, timeoutMs, quota }: CustomerSheetsOptions,
): Promise<Finding | undefined> {
  const whose = `${customerName} (${customerId})`;
  if (sheet?.kind === 'csv-folder') {
    const wayOut = `name another csvFolder for ${customerId} in CUSTOMERS_FILE`;
    return checkCsvFolder({ subject: `CSV folder of ${whose}`, path: sheet.folder, wayOut });
  }
  if (!sheet || !config.googleAccount) return undefined;
  return checkGoogleSheet({
    subject: `Google Sheet of ${whose}`,
    googleSheet: { ...config.googleAccount, spreadsheetId: sheet.spreadsheetId },
    tabNames: Object.values(config.tabNames),
    timeoutMs,
    quota: quota.lane(),
  });
}
