/** Google Sheets: whether the account is good, and the spreadsheet can be read and written. */
import type { GoogleSheetConfig } from '../../config/google-sheet-config.ts';
import { checkSheet } from '../../google-sheets/sheet-check.ts';
import { describeError, type Finding } from './finding.ts';

const SUBJECT = 'Google Sheets';

export interface SheetCheckupOptions {
  readonly googleSheet: GoogleSheetConfig;
  /** The tabs that the bot writes. */
  readonly tabNames: readonly string[];
  readonly timeoutMs: number;
}

export async function checkGoogleSheet({
  googleSheet,
  tabNames,
  timeoutMs,
}: SheetCheckupOptions): Promise<Finding> {
  const { clientEmail } = googleSheet.credentials;
  try {
    const { tabs, isWritable } = await checkSheet({ ...googleSheet, timeoutMs });
    if (!isWritable) {
      const sentence = `the spreadsheet is shared with ${clientEmail} for reading only. Share it with this address as Editor.`;
      return { subject: SUBJECT, verdict: 'broken', sentence };
    }
    const missing = tabNames.filter((name) => !tabs.some((tab) => tab.toLowerCase() === name.toLowerCase()));
    const later = missing.length === 0 ? '' : ` The first invoice creates ${missing.join(', ')}.`;
    return {
      subject: SUBJECT,
      verdict: 'well',
      sentence: `${clientEmail} can write the spreadsheet.${later}`,
    };
  } catch (error) {
    return { subject: SUBJECT, verdict: 'broken', sentence: `${describeError(error)}.` };
  }
}
