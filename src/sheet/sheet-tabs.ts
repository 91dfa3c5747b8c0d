/** The five tabs of the user's spreadsheet and their columns, in the order of a new tab. */
import { type ExtraField, type ExtraFields, NO_EXTRA_FIELDS } from '../invoice/extra-fields.ts';
import { HEADER_FIELDS, LINE_FIELDS } from '../invoice/invoice.ts';
import type { SheetTab, TabKey } from './invoice-sheet.ts';
import type { TabMerge } from './row-merges.ts';

/** The column that makes a save safe to repeat: one scan, one row. */
export const SCAN_ID_COLUMN = 'Scan_ID';

/** Of the row below the header row, which is row 1. */
export const FIRST_ROW_NUMBER = 2;

/** Those that every sheet has. */
export const TAB_COLUMNS = {
  invoiceHeader: [
    ...HEADER_FIELDS.map((field) => field.name),
    'Validation_Status',
    'Validation_Remarks',
    'Upload_Timestamp',
    'Telegram_User_ID',
    'Telegram_Username',
    'Extraction_Version',
    'Model_Version',
    'Processing_Time_Seconds',
    'Page_Count',
    'Has_Corrections',
    'Corrected_Fields',
    'Correction_Metadata',
    'Invoice_Fingerprint',
    'Duplicate_Status',
    'Invoice_No_Confidence',
    'Invoice_Date_Confidence',
    'Buyer_GSTIN_Confidence',
    'Total_Taxable_Value_Confidence',
    'Total_GST_Confidence',
    SCAN_ID_COLUMN,
    'Direction',
  ],
  lineItems: ['Invoice_No', ...LINE_FIELDS.map((field) => field.name), SCAN_ID_COLUMN],
  customerMaster: [
    'GSTIN',
    'Legal_Name',
    'Trade_Name',
    'State_Code',
    'Default_Place_Of_Supply',
    'Last_Updated',
    'Usage_Count',
    'Bank_Accounts',
  ],
  hsnMaster: [
    'HSN_SAC_Code',
    'Description',
    'Default_GST_Rate',
    'UQC',
    'Category',
    'Last_Updated',
    'Usage_Count',
  ],
  duplicateAttempts: ['Timestamp', 'User_ID', 'Invoice_No', 'Action_Taken', SCAN_ID_COLUMN],
} as const satisfies Record<TabKey, readonly string[]>;

/** Tabs with one row for each of what they know. */
const MERGES: { readonly [Key in TabKey]?: TabMerge } = {
  customerMaster: { key: 'GSTIN', counter: 'Usage_Count' },
  hsnMaster: { key: 'HSN_SAC_Code', counter: 'Usage_Count' },
};

export type CustomerColumn = (typeof TAB_COLUMNS)['customerMaster'][number];
export type HsnColumn = (typeof TAB_COLUMNS)['hsnMaster'][number];
export type HeaderColumn = (typeof TAB_COLUMNS)['invoiceHeader'][number];
export type LineColumn = (typeof TAB_COLUMNS)['lineItems'][number];
export type DuplicateColumn = (typeof TAB_COLUMNS)['duplicateAttempts'][number];

/** `names` are the tabs' names in the user's spreadsheet (SHEET_NAME and its siblings); own fields come last. */
export function createSheetTabs(
  names: Readonly<Record<TabKey, string>>,
  extraFields: ExtraFields = NO_EXTRA_FIELDS,
): readonly SheetTab[] {
  const extra: { readonly [Key in TabKey]?: readonly ExtraField[] } = {
    invoiceHeader: extraFields.header,
    lineItems: extraFields.lines,
  };
  const keys = Object.keys(TAB_COLUMNS) as TabKey[];
  return keys.map((key) => {
    const merge = MERGES[key];
    const columns = [...TAB_COLUMNS[key], ...(extra[key] ?? []).map(({ name }) => name)];
    return { key, name: names[key], columns, ...(merge && { merge }) };
  });
}
