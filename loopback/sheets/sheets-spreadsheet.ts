/** A spreadsheet in memory that takes batch updates as Google does, all or nothing, and shows cells as a person sees them. */
import { z } from 'zod';

const CellSchema = z.object({
  userEnteredValue: z
    .object({
      stringValue: z
        .string()
        .max(50_000, 'Your input contains more than the maximum of 50000 characters in a single cell.'),
      numberValue: z.number(),
      formulaValue: z.string(),
    })
    .partial()
    .optional(),
  userEnteredFormat: z
    .object({
      numberFormat: z.object({ type: z.string(), pattern: z.string().optional() }),
      textFormat: z.object({ bold: z.boolean() }),
    })
    .partial()
    .optional(),
});
const RowSchema = z.object({ values: z.array(CellSchema).default([]) });

const RequestSchema = z.union([
  z.strictObject({
    addSheet: z.object({
      properties: z.object({
        sheetId: z
          .int()
          .min(0)
          .max(2 ** 31 - 1),
        title: z.string().min(1).max(100),
        gridProperties: z.object({
          rowCount: z.int().min(1),
          columnCount: z.int().min(1),
          frozenRowCount: z.int().default(0),
        }),
      }),
    }),
  }),
  z.strictObject({
    updateCells: z.object({
      start: z.object({ sheetId: z.int(), rowIndex: z.int().min(0), columnIndex: z.int().min(0) }),
      rows: z.array(RowSchema),
      fields: z.string().min(1),
    }),
  }),
  z.strictObject({
    updateSheetProperties: z.object({
      properties: z.object({ sheetId: z.int(), title: z.string().min(1) }),
      fields: z.literal('title'),
    }),
  }),
  z.strictObject({
    appendCells: z.object({ sheetId: z.int(), rows: z.array(RowSchema), fields: z.string().min(1) }),
  }),
  z.strictObject({
    appendDimension: z.object({
      sheetId: z.int(),
      dimension: z.enum(['ROWS', 'COLUMNS']),
      length: z.int().min(1),
    }),
  }),
]);

export type SheetCell = z.infer<typeof CellSchema>;

export interface SheetTabState {
  readonly sheetId: number;
  title: string;
  rowCount: number;
  columnCount: number;
  frozenRowCount: number;
  rows: SheetCell[][];
}

/** Google's answer to a request that it can't carry out. */
export class RequestRefused extends Error {}

/** Returns the tabs after all requests; throws `RequestRefused`, and then nothing has changed. */
export function applyBatch(tabs: readonly SheetTabState[], requests: readonly unknown[]): SheetTabState[] {
  const next = structuredClone([...tabs]);
  requests.forEach((request, index) => {
    const parsed = RequestSchema.safeParse(request);
    const fail = (message: string) => new RequestRefused(`Invalid requests[${index}]: ${message}`);
    if (!parsed.success) throw fail(z.prettifyError(parsed.error));
    applyRequest(next, parsed.data, fail);
  });
  return next;
}

function applyRequest(
  tabs: SheetTabState[],
  request: z.infer<typeof RequestSchema>,
  fail: (message: string) => Error,
): void {
  if ('addSheet' in request) {
    const { sheetId, title, gridProperties } = request.addSheet.properties;
    if (tabs.some((tab) => tab.title.toLowerCase() === title.toLowerCase())) {
      throw fail(`A sheet with the name "${title}" already exists. Please enter another name.`);
    }
    if (tabs.some((tab) => tab.sheetId === sheetId)) throw fail(`Sheet id ${sheetId} already exists.`);
    tabs.push({ sheetId, title, ...gridProperties, rows: [] });
    return;
  }
  const tabOf = (sheetId: number) => {
    const tab = tabs.find((candidate) => candidate.sheetId === sheetId);
    if (tab === undefined) throw fail(`No grid with id: ${sheetId}`);
    return tab;
  };
  if ('updateSheetProperties' in request) {
    const { sheetId, title } = request.updateSheetProperties.properties;
    tabOf(sheetId).title = title;
  } else if ('appendDimension' in request) {
    const { sheetId, dimension, length } = request.appendDimension;
    if (dimension === 'COLUMNS') tabOf(sheetId).columnCount += length;
    else tabOf(sheetId).rowCount += length;
  } else if ('appendCells' in request) {
    const { sheetId, rows, fields } = request.appendCells;
    const tab = tabOf(sheetId);
    const rowIndex = tab.rows.findLastIndex((row) => row.some(isFilled)) + 1;
    tab.rowCount = Math.max(tab.rowCount, rowIndex + rows.length);
    writeCells({ tab, rowIndex, columnIndex: 0, rows, fields, fail });
  } else {
    const { start, rows, fields } = request.updateCells;
    writeCells({ tab: tabOf(start.sheetId), ...start, rows, fields, fail });
  }
}

function writeCells(write: {
  tab: SheetTabState;
  rowIndex: number;
  columnIndex: number;
  rows: readonly z.infer<typeof RowSchema>[];
  fields: string;
  fail: (message: string) => Error;
}): void {
  const { tab, rowIndex, columnIndex, rows, fields, fail } = write;
  rows.forEach(({ values }, rowOffset) => {
    const row = rowIndex + rowOffset;
    if (row >= tab.rowCount || columnIndex + values.length > tab.columnCount) {
      throw fail(
        `Attempting to write outside the grid of ${tab.rowCount} rows and ${tab.columnCount} columns.`,
      );
    }
    while (tab.rows.length <= row) tab.rows.push([]);
    const cells = tab.rows[row] ?? [];
    values.forEach((cell, offset) => {
      cells[columnIndex + offset] = mergeCell(cells[columnIndex + offset], cell, fields.split(','));
    });
  });
}

/** Only what the field mask names is taken over; what it names and the cell lacks is cleared. */
function mergeCell(old: SheetCell = {}, cell: SheetCell, fields: readonly string[]): SheetCell {
  const format = { ...old.userEnteredFormat };
  if (fields.includes('userEnteredFormat.numberFormat')) {
    delete format.numberFormat;
    const numberFormat = cell.userEnteredFormat?.numberFormat;
    if (numberFormat !== undefined) format.numberFormat = numberFormat;
  }
  if (fields.includes('userEnteredFormat.textFormat.bold')) {
    format.textFormat = { bold: cell.userEnteredFormat?.textFormat?.bold ?? false };
  }
  const value = fields.includes('userEnteredValue') ? cell.userEnteredValue : old.userEnteredValue;
  return { ...(value === undefined ? {} : { userEnteredValue: value }), userEnteredFormat: format };
}

function isFilled(cell: SheetCell | undefined): boolean {
  return showCell(cell) !== '';
}

/** What a person sees in the cell, in a spreadsheet with American settings; a formula would be evaluated. */
export function showCell(cell: SheetCell | undefined): string {
  const { stringValue, numberValue, formulaValue } = cell?.userEnteredValue ?? {};
  if (formulaValue !== undefined) return '#EVALUATED';
  if (stringValue !== undefined) return stringValue;
  if (numberValue === undefined) return '';
  return showNumber(numberValue, cell?.userEnteredFormat?.numberFormat?.pattern);
}

function showNumber(value: number, pattern: string | undefined): string {
  if (pattern === undefined) return String(value);
  if (pattern === '#,##0.00') {
    return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
  const [date = '', time = ''] = new Date(Math.round((value - 25_569) * 86_400) * 1000)
    .toISOString()
    .split('T');
  const shownDate = date.split('-').reverse().join('-');
  return pattern === 'dd-mm-yyyy' ? shownDate : `${shownDate} ${time.slice(0, 8)}`;
}

/** A row of texts as a person would type them, each into a cell of its own. */
export function typeRow(texts: readonly string[]): SheetCell[] {
  return texts.map((text) => (text === '' ? {} : { userEnteredValue: { stringValue: text } }));
}
