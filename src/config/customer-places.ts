/** Where the customers of CUSTOMERS_FILE save, and what can't be so: one place, one customer. */
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { SheetPlace } from '../customers/customer.ts';

/** What a customer says of its place. */
export interface DeclaredPlace {
  readonly customerId: string;
  readonly sheetId?: string | undefined;
  readonly csvFolder?: string | undefined;
}

export interface PlacesContext {
  /** Whether there is a service account that could write sheets. */
  readonly hasGoogleAccount: boolean;
  /** The sheet of who declares none: nobody else's. */
  readonly ownSpreadsheetId: string | undefined;
  /** Where the bot keeps its own things, and the CSV files of who declares no place. */
  readonly dataDir: string;
}

/** In DATA_DIR: what the bot keeps there it may empty. */
const FOLDERS_OF_THE_BOT = ['scans', 'scans-damaged', 'chat'];

export function toSheetPlace(
  { sheetId, csvFolder }: DeclaredPlace,
  { dataDir }: PlacesContext,
): SheetPlace | undefined {
  if (sheetId !== undefined) return { kind: 'google-sheet', spreadsheetId: sheetId };
  return csvFolder === undefined ? undefined : { kind: 'csv-folder', folder: folderOf(csvFolder, dataDir) };
}

function folderOf(csvFolder: string, dataDir: string): string {
  return isAbsolute(csvFolder) ? csvFolder : join(dataDir, csvFolder);
}

/** Sentences that go on after the customer's id. */
export function findPlaceProblems(
  { sheetId, csvFolder }: DeclaredPlace,
  { hasGoogleAccount, ownSpreadsheetId, dataDir }: PlacesContext,
): string[] {
  const path = csvFolder === undefined ? undefined : relative(dataDir, folderOf(csvFolder, dataDir));
  const isTheBots = path !== undefined && FOLDERS_OF_THE_BOT.some((name) => isWithin(path, name));
  return [
    ...(sheetId !== undefined && csvFolder !== undefined
      ? ['has a sheetId and a csvFolder: expected one of them']
      : []),
    ...(sheetId !== undefined && !hasGoogleAccount
      ? ['has a sheetId, but GOOGLE_SHEETS_CREDENTIALS_FILE is not set']
      : []),
    ...(sheetId !== undefined && sheetId === ownSpreadsheetId
      ? ['has the sheet of GOOGLE_SHEET_ID, which is that of all who have none of their own']
      : []),
    ...(path === ''
      ? ['has DATA_DIR as its csvFolder, which is that of all who have none of their own']
      : []),
    ...(isTheBots ? [`has the csvFolder ${csvFolder}, where the bot keeps things of its own`] : []),
  ];
}

function isWithin(path: string, folder: string): boolean {
  const [first] = path.split(/[\\/]/);
  return first?.toLowerCase() === folder;
}

/** The same for two places in which two saves would meet. Many file systems take names that differ in case alone for one. */
export function placeKeys({ sheetId, csvFolder }: DeclaredPlace, { dataDir }: PlacesContext): string[] {
  return [
    ...(sheetId === undefined ? [] : [sheetId]),
    ...(csvFolder === undefined ? [] : [resolve(folderOf(csvFolder, dataDir)).toLowerCase()]),
  ];
}
