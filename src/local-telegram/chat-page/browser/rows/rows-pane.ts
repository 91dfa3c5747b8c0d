/** The pane of saved rows: where they go, a tab for each kind, the newest on top. */
import type { PageEvent, RowsPlace, RowTab } from '../../page-contract.ts';
import { byId, element, icon } from '../dom.ts';
import { createRowsTable, type RowsTableOptions } from './rows-table.ts';

export interface RowsPane {
  /** Only `rows` and `rows-unreadable` mean something here. */
  apply(event: PageEvent): void;
}

export interface RowsPaneOptions {
  /** Rows were added while the page was open. */
  readonly onAdded: () => void;
}

export function createRowsPane({ onAdded }: RowsPaneOptions): RowsPane {
  const body = byId('rows-body', HTMLElement);
  const tabList = byId('rows-tabs', HTMLElement);
  const problem = byId('rows-problem', HTMLElement);
  const openRows = new Set<string>();
  let tabs: readonly RowTab[] | undefined;
  let fresh: readonly number[] = [];
  let selected = 0;

  function show(next: readonly RowTab[]): void {
    const before = tabs;
    tabs = next;
    fresh = next.map(({ rowCount }, index) => {
      return before === undefined ? 0 : Math.max(0, rowCount - (before[index]?.rowCount ?? 0));
    });
    draw();
    if (fresh.some((count) => count > 0)) onAdded();
  }

  function draw(): void {
    const tab = tabs?.[selected];
    tabList.replaceChildren(...(tabs ?? []).map(createTab));
    if (tab === undefined || tab.rowCount === 0) body.replaceChildren(createEmpty());
    else body.replaceChildren(...createTable(tab, { freshCount: fresh[selected] ?? 0, openRows }));
  }

  function createTab({ title, rowCount }: RowTab, index: number): HTMLElement {
    const tab = element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `rows-tab-${index}`,
        'aria-selected': `${index === selected}`,
        'aria-controls': 'rows-body',
        tabindex: index === selected ? '0' : '-1',
      },
      title,
      ' ',
      element('span', { class: 'count' }, `${rowCount}`),
    );
    tab.addEventListener('click', () => select(index));
    return tab;
  }

  function select(index: number): void {
    selected = index;
    body.setAttribute('aria-labelledby', `rows-tab-${index}`);
    draw();
    byId(`rows-tab-${index}`, HTMLElement).focus();
  }

  tabList.addEventListener('keydown', ({ key }) => {
    const count = tabs?.length ?? 0;
    if (count < 2 || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return;
    select((selected + (key === 'ArrowRight' ? 1 : -1) + count) % count);
  });

  return {
    apply(event) {
      if (event.kind !== 'rows' && event.kind !== 'rows-unreadable') return;
      showPlace(event.place);
      problem.textContent = event.kind === 'rows' ? '' : `Can’t be read just now: ${event.reason}`;
      if (event.place.kind === 'google-sheet') body.replaceChildren(createSheetLink(event.place.url));
      else if (event.kind === 'rows') show(event.tabs);
    },
  };
}

function showPlace(place: RowsPlace): void {
  const text = place.kind === 'files' ? `CSV files in ${place.folder}` : 'Your Google Sheet';
  byId('rows-place', HTMLElement).textContent = text;
}

function createTable(tab: RowTab, options: Omit<RowsTableOptions, 'tab'>): readonly HTMLElement[] {
  const table = createRowsTable({ tab, ...options });
  const shown = tab.rows.length;
  if (shown >= tab.rowCount) return [table];
  return [
    table,
    element('p', { class: 'soft' }, `The newest ${shown} of ${tab.rowCount}; all are in the file.`),
  ];
}

function createEmpty(): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    icon('ledger'),
    element('p', {}, 'No rows yet.'),
    element('p', { class: 'soft' }, 'Each saved invoice adds one here, and one line for each of its items.'),
  );
}

function createSheetLink(url: string): HTMLElement {
  const link = element(
    'a',
    { class: 'primary', href: url, target: '_blank', rel: 'noopener noreferrer' },
    'Open the sheet',
    icon('outside'),
  );
  return element(
    'div',
    { class: 'empty' },
    icon('ledger'),
    element('p', {}, 'Rows go to your Google Sheet.'),
    link,
  );
}
