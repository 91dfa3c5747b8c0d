/** The scans of one chat: the draft it collects, and the earlier scan that a later page may belong to. */

import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { ReviewingScan, Scan } from '../../scan/value/scan.ts';
import { canMoveTo, isInProgress } from '../../scan/value/scan-states.ts';

/** The one scan that still takes pages, if there is one. */
export function findDraft(store: ScanStore, chatId: number): Scan | undefined {
  return scansOf(store, chatId).find((scan) => scan.state === 'collecting');
}

/** What /done starts: the draft, or else the newest scan that failed. */
export function findStartable(store: ScanStore, chatId: number): Scan | undefined {
  return findFilledDraft(store, chatId) ?? scansOf(store, chatId).findLast((scan) => scan.state === 'failed');
}

/** A full disk, or a stop, may have kept the first page out of a draft. */
export function findFilledDraft(store: ScanStore, chatId: number): Scan | undefined {
  const draft = findDraft(store, chatId);
  return draft && draft.files.length > 0 ? draft : undefined;
}

/** The newest other scan of the chat that could take the draft's pages: it failed, or is not being saved yet. */
export function findJoinable(store: ScanStore, draft: Scan): Scan | undefined {
  return scansOf(store, draft.owner.chatId).findLast(
    (scan) => scan.scanId !== draft.scanId && canMoveTo(scan, 'cancelled'),
  );
}

/** The newest scan that is at work, being saved or not. */
export function findInProgress(store: ScanStore, chatId: number): Scan | undefined {
  return scansOf(store, chatId).findLast(isInProgress);
}

/** The scans that wait for the chat's answer, oldest first. */
export function findReviews(store: ScanStore, chatId: number): readonly ReviewingScan[] {
  return scansOf(store, chatId).filter((scan) => scan.state === 'reviewing');
}

export function hasMessage(store: ScanStore, chatId: number, messageId: number): boolean {
  return scansOf(store, chatId).some((scan) => scan.files.some((file) => file.messageId === messageId));
}

function scansOf(store: ScanStore, chatId: number): readonly Scan[] {
  return store.all().filter((scan) => scan.owner.chatId === chatId);
}
