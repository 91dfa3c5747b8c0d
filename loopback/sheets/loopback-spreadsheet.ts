/** One spreadsheet of the loopback Google: its tabs, its calls, its faults, and what a person does to it by hand. */
import { createSheetsCallLog, type SheetsCallLog } from './sheets-calls.ts';
import { createSheetsFaults, type SheetsFault, type SheetsFaultQueue } from './sheets-faults.ts';
import { getColumns, getSpreadsheet } from './sheets-reads.ts';
import { applyBatch, type SheetTabState, showCell, typeRow } from './sheets-spreadsheet.ts';

type Requests = readonly Readonly<Record<string, unknown>>[];

/** What is asked of a spreadsheet. */
export type SpreadsheetQuestion =
  | { readonly kind: 'get' | 'columns'; readonly url: URL }
  | { readonly kind: 'update'; readonly requests: Requests };

/** What a person sees in a spreadsheet and does to it. */
export interface SpreadsheetByHand {
  /** The tab as a person sees it, header row first, blank cells as ''; undefined if there is no such tab. */
  rows(title: string): string[][] | undefined;
  /** The tab with its typed cells and formats. */
  tab(title: string): SheetTabState | undefined;
  /** What a person does by hand: types a whole tab anew (and creates it if need be). The grid fits the rows exactly. */
  setRows(title: string, rows: readonly (readonly string[])[]): void;
  insertColumn(title: string, index: number, header: string): void;
  moveColumn(title: string, from: number, to: number): void;
}

export interface LoopbackSpreadsheet extends SpreadsheetByHand {
  readonly spreadsheetId: string;
  readonly log: SheetsCallLog;
  readonly faults: SheetsFaultQueue;
  /** Every read and write meets the fault until its faults heal: it is away, gone, not shared, over its quota. */
  failAll(fault: SheetsFault): void;
  /** The body of Google's answer. Throws `RequestRefused`, and then nothing has changed. */
  answer(question: SpreadsheetQuestion): unknown;
}

/** It begins with one blank tab, Sheet1. */
export function createLoopbackSpreadsheet(spreadsheetId: string): LoopbackSpreadsheet {
  let tabs: SheetTabState[] = [
    { sheetId: 0, title: 'Sheet1', rowCount: 1000, columnCount: 26, frozenRowCount: 0, rows: [] },
  ];
  const faults = createSheetsFaults();

  function answer(question: SpreadsheetQuestion): unknown {
    switch (question.kind) {
      case 'get':
        return getSpreadsheet(tabs, question.url);
      case 'columns':
        return getColumns(tabs, question.url);
      case 'update':
        tabs = applyBatch(tabs, question.requests);
        return { spreadsheetId };
    }
  }

  function tab(title: string): SheetTabState | undefined {
    return tabs.find((candidate) => candidate.title === title);
  }

  function rows(title: string): string[][] | undefined {
    const state = tab(title);
    if (state === undefined) return undefined;
    const width = Math.max(0, ...state.rows.map((row) => row.length));
    return state.rows.map((row) => Array.from({ length: width }, (_, index) => showCell(row[index])));
  }

  function setRows(title: string, texts: readonly (readonly string[])[]): void {
    const grid = {
      rowCount: Math.max(1, texts.length),
      columnCount: Math.max(1, ...texts.map((row) => row.length)),
      rows: texts.map(typeRow),
    };
    const sheetId = Math.max(...tabs.map((known) => known.sheetId)) + 1;
    const state = tab(title);
    if (state === undefined) tabs = [...tabs, { sheetId, title, frozenRowCount: 0, ...grid }];
    else Object.assign(state, grid);
  }

  function editRows(
    title: string,
    edit: (row: SheetTabState['rows'][number], isHeader: boolean) => void,
  ): void {
    const state = tab(title);
    if (state === undefined) throw new Error(`There is no tab ${title}`);
    state.rows.forEach((row, index) => {
      const padded = Array.from({ length: state.columnCount }, (_, column) => row[column] ?? {});
      edit(padded, index === 0);
      state.rows[index] = padded;
    });
    state.columnCount = Math.max(state.columnCount, ...state.rows.map((row) => row.length));
  }

  return {
    spreadsheetId,
    log: createSheetsCallLog(),
    faults,
    failAll(fault) {
      faults.fail('read', fault, Number.POSITIVE_INFINITY);
      faults.fail('write', fault, Number.POSITIVE_INFINITY);
    },
    answer,
    rows,
    tab,
    setRows,
    insertColumn: (title, index, header) =>
      editRows(title, (row, isHeader) => {
        row.splice(index, 0, ...typeRow([isHeader ? header : '']));
      }),
    moveColumn: (title, from, to) => editRows(title, (row) => void row.splice(to, 0, ...row.splice(from, 1))),
  };
}
