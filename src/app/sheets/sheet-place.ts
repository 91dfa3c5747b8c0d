/** Where a customer's rows go: a place of its own, or the operator's. */
import type { Config } from '../../config/config.ts';
import type { Customer, SheetPlace } from '../../customers/customer.ts';

export type PlaceConfig = Pick<Config, 'googleSheet' | 'dataDir'>;

export function findPlace({ googleSheet, dataDir }: PlaceConfig, customer: Customer | undefined): SheetPlace {
  if (customer?.sheet) return customer.sheet;
  return googleSheet
    ? { kind: 'google-sheet', spreadsheetId: googleSheet.spreadsheetId }
    : { kind: 'csv-folder', folder: dataDir };
}
