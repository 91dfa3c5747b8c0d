/** Google Sheets: whether the account is good, and the spreadsheet can be read and written. */
import type { GoogleSheetConfig } from '../../config/google-sheet-config.ts';
import { checkSheet } from '../../google-sheets/sheet-check.ts';
import type { SheetsQuotaLane } from '../../google-sheets/sheets-quota.ts';
import { describeError, type Finding } from './finding.ts';

export interface SheetCheckupOptions {
  /** Such as `Google Sheets`, or whose they are where there are several. */
  readonly subject: string;
  readonly googleSheet: GoogleSheetConfig;
  /** The tabs that the bot writes. */
  readonly tabNames: readonly string[];
  readonly timeoutMs: number;
  /** For one read and one write. Sheets that are checked at the same time share a quota, with a lane for each. */
  readonly quota: SheetsQuotaLane;
}

export async function checkGoogleSheet({
  subject,
  googleSheet,
  tabNames,
  timeoutMs,
  quota,
}: SheetCheckupOptions): Promise<Finding> {
  const { spreadsheetId, credentials, rootUrl, tokenUrl } = googleSheet;
  const { clientEmail } = credentials;
  try {
    const { tabs, isWritable } = await checkSheet({
      spreadsheetId,
      credentials,
      rootUrl,
      tokenUrl,
      timeoutMs,
      quota,
    });
    if (!isWritable) {
      const sentence = `the spreadsheet is shared with ${clientEmail} for reading only. Share it with this address as Editor.`;
      return { subject, verdict: 'broken', sentence };
    }
    const missing = tabNames.filter((name) => !tabs.some((tab) => tab.toLowerCase() === name.toLowerCase()));
    const later = missing.length === 0 ? '' : ` The first invoice creates ${missing.join(', ')}.`;
    return {
      subject,
      verdict: 'well',
      sentence: `${clientEmail} can write the spreadsheet.${later}`,
    };
  } catch (error) {
    return { subject, verdict: 'broken', sentence: `${describeError(error)}.` };
  }
}
