/** Reads the saved rows whenever they may have changed and tells every open page. */
import type { PageEvent, RowsPlace, RowTab } from './page-contract.ts';

/** The saved rows as the page gets them from outside. */
export interface SavedRows {
  /** Where this person's go now. Files are named by their folder, so that people find them. */
  placeOf(personId: number): RowsPlace;
  /** What stands there; nothing of a Google Sheet. May reject, with a message for a person. */
  list(personId: number): Promise<readonly RowTab[]>;
  /** Told after every save. Returns how to end it. */
  subscribe(listener: () => void): () => void;
}

export interface RowsFeed {
  /** Gives the person's rows soon after, and again whenever they may have changed. Returns how to end it. */
  subscribe(personId: number, listener: RowsListener): () => void;
  close(): void;
}

type RowsListener = (event: PageEvent) => void;

interface OpenPage {
  readonly personId: number;
  readonly listener: RowsListener;
}

/** However many saves there are, the rows are read once at a time. */
export function createRowsFeed(savedRows: SavedRows): RowsFeed {
  const pages = new Set<OpenPage>();
  let isReading = false;
  let isStale = false;

  async function refresh(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      for (const page of [...pages]) await show(page);
    }
    isReading = false;
  }

  async function show(page: OpenPage): Promise<void> {
    const event = await readRows(savedRows, page.personId);
    if (pages.has(page)) page.listener(event);
  }

  const unsubscribe = savedRows.subscribe(() => void refresh());
  return {
    subscribe(personId, listener) {
      const page = { personId, listener };
      pages.add(page);
      void refresh();
      return () => pages.delete(page);
    },
    close: unsubscribe,
  };
}

async function readRows(savedRows: SavedRows, personId: number): Promise<PageEvent> {
  const place = savedRows.placeOf(personId);
  try {
    return { kind: 'rows', place, tabs: await savedRows.list(personId) };
  } catch (error) {
    return { kind: 'rows-unreadable', place, reason: error instanceof Error ? error.message : String(error) };
  }
}
