/** Tries whether the spreadsheet can be read and written, and changes nothing. */
import { ScanError } from '../errors.ts';
import { createSheetsClient, type SheetsClientOptions } from './sheets-client.ts';

export interface SheetCheck {
  /** The titles of all tabs. */
  readonly tabs: readonly string[];
  /** False where it is shared for reading only. */
  readonly isWritable: boolean;
}

/** One read and one write. Throws `ScanError` with what a person can mend in its message. */
export async function checkSheet(options: SheetsClientOptions): Promise<SheetCheck> {
  const client = createSheetsClient(options);
  const found = await client.getTabs({ fields: 'sheets.properties(sheetId,title)' });
  const [first] = found;
  const tabs = found.map(({ properties }) => properties?.title ?? '');
  try {
    // A tab is given the title that it has.
    const { sheetId = 0, title = '' } = first?.properties ?? {};
    await options.quota.write();
    await client.batchUpdate([
      { updateSheetProperties: { properties: { sheetId, title }, fields: 'title' } },
    ]);
    return { tabs, isWritable: true };
  } catch (error) {
    if (error instanceof ScanError && error.code === 'sheet_not_shared') return { tabs, isWritable: false };
    throw error;
  }
}
