/** Opens sheets where rows go, each watched for the metrics, all of Google within one quota. */
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import { createCsvSheet } from '../../csv-sheets/csv-sheet.ts';
import { createGoogleSheet } from '../../google-sheets/google-sheet.ts';
import { createSheetsQuota } from '../../google-sheets/sheets-quota.ts';
import type { InvoiceSheet, SheetTab } from '../../sheet/invoice-sheet.ts';
import type { HealthWatch } from '../health-watch.ts';
import type { OpenSheet } from './open-sheet.ts';

export interface SheetOpeningOptions {
  readonly watch: Pick<HealthWatch, 'watchSheet'>;
  /** Reads, and as many writes, of all spreadsheets together. */
  readonly callsPerMinute: number;
  /** Of each request to Google. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** Open each place once. There is one service account, so all spreadsheets share one quota, with a lane for each. */
export function createSheetOpening(config: Config, options: SheetOpeningOptions): OpenSheet {
  const { watch, callsPerMinute, timeoutMs, log } = options;
  const quota = createSheetsQuota({ perMinute: callsPerMinute });

  function openGoogleSheet(spreadsheetId: string, tabs: () => readonly SheetTab[]): InvoiceSheet {
    if (!config.googleAccount)
      throw new Error('The configuration names a sheet, but nobody who may write it');
    const { credentials, rootUrl, tokenUrl } = config.googleAccount;
    return createGoogleSheet({
      spreadsheetId,
      credentials,
      rootUrl,
      tokenUrl,
      tabs,
      timeoutMs,
      quota: quota.lane(),
      log,
    });
  }

  return (place, tabs) =>
    place.kind === 'google-sheet'
      ? watch.watchSheet(openGoogleSheet(place.spreadsheetId, tabs), 'google_sheets')
      : watch.watchSheet(createCsvSheet({ folder: place.folder, tabs, log }), 'csv');
}
