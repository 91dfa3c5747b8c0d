/** Reads the saved rows whenever they may have changed and tells every open page. */
import type { PageEvent, RowTab } from './page-contract.ts';

/** The saved rows as the page gets them from outside. */
export type SavedRows =
  /** They go to a spreadsheet that the page only links to. */
  | { readonly kind: 'google-sheet'; readonly url: string }
  | {
      readonly kind: 'files';
      /** Shown to people, so that they find the files. */
      readonly folder: string;
      /** May reject, with a message for a person. */
      list(): Promise<readonly RowTab[]>;
      /** Told after every save. Returns how to end it. */
      subscribe(listener: () => void): () => void;
    };

export interface RowsFeed {
  /** Gives the rows soon after, and again whenever they have changed. Returns how to end it. */
  subscribe(listener: (event: PageEvent) => void): () => void;
  close(): void;
}

const SILENT: RowsFeed = { subscribe: () => () => {}, close() {} };

/** However many saves and pages there are, the rows are read once at a time. */
export function createRowsFeed(savedRows: SavedRows): RowsFeed {
  if (savedRows.kind === 'google-sheet') return SILENT;
  const { list } = savedRows;
  const listeners = new Set<(event: PageEvent) => void>();
  let isReading = false;
  let isStale = false;

  async function refresh(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      const event = await readRows(list);
      for (const listener of [...listeners]) listener(event);
    }
    isReading = false;
  }

  const unsubscribe = savedRows.subscribe(() => {
    if (listeners.size > 0) void refresh();
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      void refresh();
      return () => listeners.delete(listener);
    },
    close: unsubscribe,
  };
}

async function readRows(list: () => Promise<readonly RowTab[]>): Promise<PageEvent> {
  try {
    return { kind: 'rows', tabs: await list() };
  } catch (error) {
    return { kind: 'rows-unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}
