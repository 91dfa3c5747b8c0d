/** The scans of one person in one chat: the draft that collects, and the earlier scan that a later page may belong to. */
import type { Sender } from '../../customers/customer.ts';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { CollectingScan, ReviewingScan, Scan } from '../../scan/value/scan.ts';
import { canMoveTo, isInProgress } from '../../scan/value/scan-states.ts';
import type { BotContext } from '../bot-context.ts';

export type CustomerOf = (sender: Sender) => string;

/** Who writes, where, and for whom: two people of one group have a draft each, and so has a person who was moved. */
export interface Writer extends Sender {
  readonly customerId: string;
}

/** Of a message or a press: its writer, for whom they write just now. */
export function writerOf(ctx: BotContext, customerOf: CustomerOf): Writer {
  const userId = ctx.from?.id ?? 0;
  const sender = { chatId: ctx.chat?.id ?? userId, userId };
  return { ...sender, customerId: customerOf(sender) };
}

/** The one scan that still takes the writer's pages, if there is one. */
export function findDraft(store: ScanStore, writer: Writer): CollectingScan | undefined {
  return scansOf(store, writer).find((scan) => scan.state === 'collecting');
}

/** What /done starts: the draft, or else the newest scan that failed. */
export function findStartable(store: ScanStore, writer: Writer): Scan | undefined {
  return findFilledDraft(store, writer) ?? scansOf(store, writer).findLast((scan) => scan.state === 'failed');
}

/**
 * The draft with pages that the writer means; a full disk, or a stop, may have kept the first page out of one. Who was moved meanwhile
 * means the draft that they left: it takes no more pages, and goes where it began.
 */
export function findFilledDraft(store: ScanStore, writer: Writer): CollectingScan | undefined {
  const { chatId, userId } = writer;
  const filled = scansIn(store, chatId)
    .filter((scan) => scan.state === 'collecting')
    .filter(({ owner, files }) => owner.userId === userId && files.length > 0);
  return filled.find(({ customerId }) => customerId === writer.customerId) ?? filled[0];
}

/** Of those who read along in a group, only who writes for the same customer has a say; its owner has one wherever they belong now. */
export function mayAnswer({ owner, customerId }: Scan, writer: Writer): boolean {
  if (owner.chatId !== writer.chatId) return false;
  return owner.userId === writer.userId || customerId === writer.customerId;
}

/** The newest other scan of the draft's owner that could take its pages: it failed, or is not being saved yet. */
export function findJoinable(store: ScanStore, draft: Scan): Scan | undefined {
  const { chatId, userId } = draft.owner;
  return scansOf(store, { chatId, userId, customerId: draft.customerId }).findLast(
    (scan) => scan.scanId !== draft.scanId && canMoveTo(scan, 'cancelled'),
  );
}

/** The newest scan that is at work, being saved or not. */
export function findInProgress(store: ScanStore, writer: Writer): Scan | undefined {
  return scansOf(store, writer).findLast(isInProgress);
}

/** The scans that wait for an answer of anybody in the chat, oldest first. */
export function findReviews(store: ScanStore, chatId: number): readonly ReviewingScan[] {
  return scansIn(store, chatId).filter((scan) => scan.state === 'reviewing');
}

export function hasMessage(store: ScanStore, chatId: number, messageId: number): boolean {
  return scansIn(store, chatId).some((scan) => scan.files.some((file) => file.messageId === messageId));
}

function scansOf(store: ScanStore, { chatId, userId, customerId }: Writer): readonly Scan[] {
  return scansIn(store, chatId).filter(
    (scan) => scan.owner.userId === userId && scan.customerId === customerId,
  );
}

function scansIn(store: ScanStore, chatId: number): readonly Scan[] {
  return store.all().filter((scan) => scan.owner.chatId === chatId);
}
