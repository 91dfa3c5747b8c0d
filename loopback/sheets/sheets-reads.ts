/** What Google answers to reads: tabs, header rows and columns, as far as the client asks for them. */
import { RequestRefused, type SheetTabState, showCell } from './sheets-spreadsheet.ts';

/** What `spreadsheets.get` answers. Throws `RequestRefused` where Google says 400. */
export function getSpreadsheet(tabs: readonly SheetTabState[], url: URL): unknown {
  const ranges = url.searchParams.getAll('ranges').map((range) => resolveRange(tabs, range));
  const chosen = ranges.length === 0 ? tabs : tabs.filter((tab) => ranges.some((range) => range.tab === tab));
  const wantsData = (url.searchParams.get('fields') ?? '').includes('sheets.data');
  return {
    sheets: chosen.map((tab) => ({
      properties: {
        sheetId: tab.sheetId,
        title: tab.title,
        gridProperties: { columnCount: tab.columnCount },
      },
      ...(wantsData ? { data: gridsOf(tab, ranges) } : {}),
    })),
  };
}

/** One grid for each range of the tab, in the order of the ranges. */
function gridsOf(tab: SheetTabState, ranges: readonly { tab: SheetTabState; part: string }[]): unknown[] {
  if (ranges.length === 0) return [{ rowData: tab.rows.map(showRow) }];
  return ranges
    .filter((range) => range.tab === tab)
    .map(({ part }) => {
      if (part === '1:1') return { rowData: [showRow(tab.rows[0] ?? [])] };
      const index = columnIndexOf(part);
      if (index >= tab.columnCount) throw new RequestRefused(`Range (${part}) exceeds grid limits.`);
      return { startColumn: index, rowData: tab.rows.map((row) => showRow([row[index] ?? {}])) };
    });
}

function columnIndexOf(part: string): number {
  const letters = /^([A-Z]+):\1$/.exec(part)?.[1] ?? '';
  return [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Google leaves out what is blank at the end of a row. */
function showRow(row: SheetTabState['rows'][number]): unknown {
  const texts = Array.from(row, (cell) => showCell(cell));
  const length = texts.findLastIndex((text) => text !== '') + 1;
  return length === 0
    ? {}
    : { values: texts.slice(0, length).map((text) => (text === '' ? {} : { formattedValue: text })) };
}

/** What `values.batchGet` answers, by columns. Throws `RequestRefused` where Google says 400. */
export function getColumns(tabs: readonly SheetTabState[], url: URL): unknown {
  return { valueRanges: url.searchParams.getAll('ranges').map((range) => getColumn(tabs, range)) };
}

function getColumn(tabs: readonly SheetTabState[], range: string): unknown {
  const { tab, part } = resolveRange(tabs, range);
  const index = columnIndexOf(part);
  const column = tab.rows.map((row) => showCell(row[index]));
  const length = column.findLastIndex((text) => text !== '') + 1;
  return { range, majorDimension: 'COLUMNS', ...(length === 0 ? {} : { values: [column.slice(0, length)] }) };
}

function resolveRange(tabs: readonly SheetTabState[], range: string): { tab: SheetTabState; part: string } {
  const [, quoted = '', part = ''] = /^'((?:[^']|'')+)'!(.+)$/.exec(range) ?? [];
  const title = quoted.replaceAll("''", "'").toLowerCase();
  const tab = tabs.find((candidate) => candidate.title.toLowerCase() === title);
  if (tab === undefined) throw new RequestRefused(`Unable to parse range: ${range}`);
  return { tab, part };
}
