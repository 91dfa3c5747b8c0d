/** Keeps each scan's one status message true to the scan, and tells its end. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Api, GrammyError, HttpError } from 'grammy';
import type { Logger } from 'pino';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import { changeQuestion } from '../../scan/value/review.ts';
import type { EndedScan, Scan } from '../../scan/value/scan.ts';
import { isEnded, isInProgress } from '../../scan/value/scan-states.ts';
import { createKeyboard } from '../buttons.ts';
import type { Message } from '../messages/message.ts';
import { scanResult } from '../messages/result.ts';
import { reviewReminder } from '../messages/review.ts';
import { scanStatus } from '../messages/status.ts';
import { isDescribed, isNobodyThere, isRefused } from '../telegram-refusals.ts';
import { findJoinable } from './chat-scans.ts';

export interface ScanMessagesOptions {
  readonly api: Api;
  readonly store: ScanStore;
  /** Edits of one message that show the same state come no faster than this. Telegram asks for about 3 s. */
  readonly minEditIntervalMs: number;
  readonly log: Logger;
}

export interface ScanMessages {
  /** Sends how the scan ended and takes its status message away. Rejects if the user could not be told. */
  tellEnd(scan: EndedScan): Promise<void>;
  /** Shows again what a scan asks, after a restart that may have lost it. */
  showAgain(scan: Scan): void;
  /** Recalls a review that waits. Rejects if the user could not be told. */
  remind(scan: Scan, leftMs: number): Promise<void>;
  /** Begins no further edit, and resolves when those under way have ended, at the latest after `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

/** Of a message that is told again in plain words; Telegram's limit is 4096. */
const MAX_PLAIN_LENGTH = 4000;

/** What the chat shows of a scan right now. */
interface Shown {
  /** When the review was asked for that has its message: each question is heard once. */
  asked?: string | undefined;
  face?: string;
  content?: string;
  /** The scan may be forgotten before it could take this down. */
  messageId?: number;
  atMs: number;
  timer?: NodeJS.Timeout | undefined;
  /** Sends and edits of one message go one after another. */
  busy: Promise<void>;
}

export function createScanMessages({
  api,
  store,
  minEditIntervalMs,
  log,
}: ScanMessagesOptions): ScanMessages {
  const shownByScan = new Map<string, Shown>();
  let isDraining = false;
  store.subscribe(schedule);

  /** What a user waits for is shown at once, progress within a state when its time has come. */
  function schedule(scan: Scan): void {
    if (isDraining || isEnded(scan)) return;
    const shown = shownByScan.get(scan.scanId) ?? { atMs: 0, busy: Promise.resolve() };
    shownByScan.set(scan.scanId, shown);
    const isNewFace = shown.face !== faceOf(scan);
    if (shown.timer && !isNewFace) return;
    clearTimeout(shown.timer);
    const waitMs = isNewFace ? 0 : Math.max(0, shown.atMs + minEditIntervalMs - Date.now());
    shown.timer = setTimeout(() => {
      shown.timer = undefined;
      shown.busy = shown.busy.then(() => show(scan.scanId, shown)).catch(showLater(scan, shown));
    }, waitMs);
  }

  /** What is told has reached the disk: a page that was acknowledged, and a question whose answer is understood. */
  async function show(scanId: string, shown: Shown): Promise<void> {
    await store.kept(scanId);
    const scan = store.get(scanId);
    const status = scan && scanStatus(scan, { earlier: findJoinable(store, scan) });
    if (!status) return;
    const content = JSON.stringify(status);
    if (content === shown.content) return;
    const isNewQuestion =
      scan.question !== undefined &&
      scan.question.messageId === undefined &&
      shown.asked !== scan.question.askedAt;
    Object.assign(shown, { content, asked: scan.question?.askedAt, face: faceOf(scan), atMs: Date.now() });
    if (isInProgress(scan)) api.sendChatAction(scan.owner.chatId, 'typing').catch(logFault(scanId));
    const messageId = shown.messageId ?? scan.statusMessageId;
    // Telegram tells of new messages, not of edits: a question must be heard.
    const isThere = !isNewQuestion && messageId !== undefined && (await editStatus(scan, messageId, status));
    if (!isThere) await sendStatus(scan, status, shown);
    if (isNewQuestion && messageId !== undefined) {
      await api.deleteMessage(scan.owner.chatId, messageId).catch(logFault(scanId));
    }
  }

  async function sendStatus(scan: Scan, status: Message, shown: Shown): Promise<void> {
    const { message_id: statusMessageId } = await send(scan, status);
    shown.messageId = statusMessageId;
    if (!store.get(scan.scanId)) return;
    await store.update(scan.scanId, (current) => noteStatusMessage(current, statusMessageId));
  }

  /** False if its user has deleted it. */
  async function editStatus(scan: Scan, messageId: number, { text, buttons }: Message): Promise<boolean> {
    return api
      .editMessageText(scan.owner.chatId, messageId, text.text, {
        entities: text.entities,
        reply_markup: createKeyboard(buttons, scan.scanId),
      })
      .then(() => true)
      .catch((error: unknown) => {
        if (isDescribed(error, 'message is not modified')) return true;
        if (isDescribed(error, 'message to edit not found')) return false;
        throw error;
      });
  }

  /** An end is told, if need be without what Telegram may not like about it. */
  async function sendEnd(scan: Scan, result: Message): Promise<void> {
    try {
      await send(scan, result);
    } catch (error) {
      if (isNobodyThere(error) || !isRefused(error)) throw error;
      log.error(
        { scanId: scan.scanId, err: error },
        'Telegram refused how a scan ended; told in plain words',
      );
      await api.sendMessage(scan.owner.chatId, result.text.text.slice(0, MAX_PLAIN_LENGTH));
    }
  }

  function send(scan: Scan, { text, buttons }: Message) {
    return api.sendMessage(scan.owner.chatId, text.text, {
      entities: text.entities,
      link_preview_options: { is_disabled: true },
      reply_markup: createKeyboard(buttons, scan.scanId),
    });
  }

  /** After whatever edit is under way, and without keeping the answer waiting for it. */
  function removeStatus(scan: Scan): void {
    const shown = shownByScan.get(scan.scanId);
    shownByScan.delete(scan.scanId);
    clearTimeout(shown?.timer);
    Promise.resolve(shown?.busy)
      .then(async () => {
        const messageId = shown?.messageId ?? scan.statusMessageId;
        if (messageId !== undefined) await api.deleteMessage(scan.owner.chatId, messageId);
      })
      .catch(logFault(scan.scanId));
  }

  /** What was lost on the line is shown once its time comes again, unless the scan has ended meanwhile. */
  function showLater(scan: Scan, shown: Shown): (error: unknown) => void {
    return (error) => {
      logFault(scan.scanId)(error);
      if (!isLost(error) || shownByScan.get(scan.scanId) !== shown) return;
      delete shown.content;
      delete shown.asked;
      // Telegram says when it will listen again; otherwise the usual pace is slow enough.
      shown.atMs = Date.now() + findWaitMs(error);
      schedule(scan);
    };
  }

  function unlessNobodyThere({ scanId }: Scan): (error: unknown) => void {
    return (error) => {
      if (!isNobodyThere(error)) throw error;
      log.warn({ scanId, err: error }, 'Nobody is there to be told of a scan');
    };
  }

  function logFault(scanId: string): (error: unknown) => void {
    return (error) => log.warn({ scanId, err: error }, 'A status message could not be shown');
  }

  return {
    showAgain: schedule,

    async remind(scan, leftMs) {
      const { owner, statusMessageId } = scan;
      const { text } = reviewReminder(scan, leftMs);
      const reply = statusMessageId !== undefined && {
        reply_parameters: { message_id: statusMessageId, allow_sending_without_reply: true },
      };
      await api
        .sendMessage(owner.chatId, text.text, { entities: text.entities, ...reply })
        .catch(unlessNobodyThere(scan));
    },

    async drain(graceMs) {
      isDraining = true;
      const all = [...shownByScan.values()];
      for (const { timer } of all) clearTimeout(timer);
      const ended = Promise.all(all.map(({ busy }) => busy));
      await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
    },

    async tellEnd(scan) {
      removeStatus(scan);
      const result = scanResult(scan);
      if (result) await sendEnd(scan, result).catch(unlessNobodyThere(scan));
    },
  };
}

/** What makes a message another one for its reader: state, screen, and what they changed. */
function faceOf({ state, question, parse }: Scan): string {
  const { screen, duplicateOf } = question ?? {};
  return JSON.stringify([state, screen, duplicateOf?.rowNumber, parse?.corrections?.length]);
}

function noteStatusMessage(scan: Scan, statusMessageId: number): Scan {
  const asked = scan.state === 'reviewing' ? changeQuestion(scan, { messageId: statusMessageId }) : scan;
  return { ...asked, statusMessageId };
}

function findWaitMs(error: unknown): number {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return (seconds ?? 0) * 1000;
}

function isLost(error: unknown): boolean {
  return (
    error instanceof HttpError || (error instanceof GrammyError && ![400, 403].includes(error.error_code))
  );
}
