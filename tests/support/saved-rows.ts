/** Saved rows that a test changes, the same for everybody. */
import type { RowTab } from '../../src/local-telegram/chat-page/page-contract.ts';
import type { SavedRows } from '../../src/local-telegram/chat-page/rows-feed.ts';

export type ChangingRows = SavedRows & {
  /** As after a save. */
  change(tabs: readonly RowTab[]): void;
  /** From now on they can't be read. */
  fail(reason: string): void;
};

/** A Google Sheet, of which the page shows nothing. */
export const SHEET_ROWS: SavedRows = {
  placeOf: () => ({ kind: 'google-sheet', url: 'https://docs.google.com/spreadsheets/d/abc' }),
  list: async () => [],
  subscribe: () => () => {},
};

export function createSavedRows(tabs: readonly RowTab[]): ChangingRows {
  const listeners = new Set<() => void>();
  let list = async () => tabs;
  const become = (next: typeof list) => {
    list = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    placeOf: () => ({ kind: 'files', folder: 'data' }),
    list: () => list(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (next) => become(async () => next),
    fail: (reason) => become(() => Promise.reject(new Error(reason))),
  };
}
