/** Shows one tab of saved rows: key columns in a table, the others when a row is opened; cards where it is narrow. */
import type { RowColumn, RowTab } from '../../page-contract.ts';
import { element, icon } from '../dom.ts';
import { formatCell, formatColumnName } from './row-cells.ts';

/** Roles are written out: browsers forget them where a style turns rows into cards. */
export interface RowsTableOptions {
  readonly tab: RowTab;
  /** So many of the first rows are new. */
  readonly freshCount: number;
  /** Rows that are open, by their cells; kept up to date here. */
  readonly openRows: Set<string>;
}

export function createRowsTable({ tab, freshCount, openRows }: RowsTableOptions): HTMLElement {
  const keyColumns = tab.columns.filter(({ isKey }) => isKey);
  const heads = keyColumns.map((column) => {
    return element(
      'th',
      { class: 'cell', scope: 'col', role: 'columnheader', 'data-kind': column.kind },
      formatColumnName(column),
    );
  });
  const bodies = tab.rows.map((cells, index) => {
    const row = createRow({ tab, cells, openRows, width: keyColumns.length });
    if (index < freshCount) row.classList.add('fresh');
    return row;
  });
  return element(
    'table',
    { role: 'table', 'aria-label': tab.title },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    ...bodies,
  );
}

interface RowOptions {
  readonly tab: RowTab;
  readonly cells: readonly string[];
  readonly openRows: Set<string>;
  /** Number of key columns. */
  readonly width: number;
}

/** A body of its own: the row, and under it what else is known. */
function createRow({ tab, cells, openRows, width }: RowOptions): HTMLElement {
  const key = cells.join('\u0000');
  const pairs = tab.columns.map((column, index) => ({ column, value: cells[index] ?? '' }));
  const [title, ...others] = pairs.filter(({ column }) => column.isKey);
  const details = element(
    'tr',
    { class: 'details', role: 'row', hidden: !openRows.has(key) },
    element('td', { class: 'cell', role: 'cell', colspan: `${width}` }, createDetails(pairs)),
  );
  const isOpen = () => openRows.has(key);
  const toggle = element(
    'button',
    {
      type: 'button',
      class: 'opener',
      'aria-expanded': `${isOpen()}`,
      'aria-label': `${title?.value || '—'}, all fields`,
    },
    title?.value || '—',
    icon('chevron'),
  );
  toggle.addEventListener('click', () => {
    if (!openRows.delete(key)) openRows.add(key);
    toggle.setAttribute('aria-expanded', `${isOpen()}`);
    details.hidden = !isOpen();
  });
  const head = element('th', { class: 'cell', scope: 'row', role: 'rowheader' }, toggle);
  const row = element('tr', { role: 'row' }, head, ...others.map(createCell));
  return element('tbody', { role: 'rowgroup' }, row, details);
}

interface Pair {
  readonly column: RowColumn;
  readonly value: string;
}

function createCell({ column, value }: Pair): HTMLElement {
  const { kind } = column;
  const shown = formatCell(kind, value);
  const content =
    kind === 'status' ? element('span', { class: 'status', 'data-status': value }, shown) : shown;
  return element(
    'td',
    { class: 'cell', role: 'cell', 'data-label': formatColumnName(column), 'data-kind': kind },
    content,
  );
}

function createDetails(pairs: readonly Pair[]): HTMLElement {
  const filled = pairs.filter(({ column, value }) => !column.isKey && value !== '');
  if (filled.length === 0) return element('p', { class: 'soft' }, 'Nothing else is filled in.');
  const entries = filled.flatMap(({ column, value }) => [
    element('dt', {}, formatColumnName(column)),
    element('dd', { 'data-kind': column.kind }, formatCell(column.kind, value)),
  ]);
  return element('dl', {}, ...entries);
}
