/** The line before a sheet that can't be reached: scans stand in it in the order of their /done, and the first one tries for all. */
import { EventEmitter, once } from 'node:events';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { takeTurn } from '../concurrency/turns.ts';
import { ScanError } from '../errors.ts';

export interface LinePace {
  /** Wait after the first failure; it doubles from there. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** Rows that are on their way, apart from what comes of them: those who follow need not wait for that, and share a request. */
export interface Sent<T> {
  readonly outcome: Promise<T>;
}

export interface Result<T> {
  readonly value: T;
}

export interface Place<T> {
  /** When the user said /done, in milliseconds since the epoch: the order of the line. */
  readonly doneAtMs: number;
  /** True for a scan that waited already when the process last stopped: others may have to go before it. */
  readonly hasWaited: boolean;
  readonly signal: AbortSignal;
  /** One attempt; called again after a failure that time may mend. */
  readonly send: () => Promise<Sent<T>>;
  /** After an attempt without an answer: gives what it did after all, or nothing once it can do nothing any more. */
  readonly settle: (signal: AbortSignal) => Promise<Result<T> | undefined>;
  /** Told each time that the scan has to wait for the sheet. */
  readonly onWait: () => void;
}

export interface SheetLine {
  /**
   * Gives what came of the place's rows. While the sheet answers, everybody sends at once. In an outage nobody does but
   * the first in line, until it is through. Throws what only a person can mend, or the signal's reason.
   */
  send<T>(place: Place<T>): Promise<T>;
}

export function createSheetLine(pace: LinePace, log: Logger): SheetLine {
  /** Paused between the attempts of an outage. */
  const line = new PQueue({ concurrency: 1 });
  /** Apart from the line: those of whom alone it isn't known what became of their rows. */
  const doubts = new PQueue({ concurrency: 1 });
  const outages = new EventEmitter<{ begin: [] }>().setMaxListeners(0);
  /** From an outage until all who waited are through: whoever comes then goes behind them. */
  let isClosed = false;
  /** In a row; 0 while the sheet answers. */
  let failures = 0;
  let lastFailure: ScanError | undefined;
  let reopening: NodeJS.Timeout | undefined;

  line.on('idle', () => {
    if (failures === 0) isClosed = false;
  });

  function pause(retryAfterMs = 0): number {
    const delayMs = Math.max(calculateDelayMs(pace, failures), retryAfterMs);
    clearTimeout(reopening);
    line.pause();
    reopening = setTimeout(() => line.start(), delayMs).unref();
    return delayMs;
  }

  function noteFailure(error: ScanError): void {
    // Those who were on their way together fail together: that is one failure.
    if (error === lastFailure || (isClosed && line.isPaused)) return;
    lastFailure = error;
    failures++;
    // One lost answer is no outage: others need not wait for what becomes of it.
    isClosed ||= failures > 1 || !isOutcomeUnknown(error);
    if (failures > 1) outages.emit('begin');
    const delayMs = pause(error.retryAfterMs);
    log.warn({ code: error.code, failures, delayMs, err: error }, 'Sheet not reached; the invoices wait');
  }

  function supposeOutage(): void {
    isClosed = true;
    failures = 1;
    pause();
  }

  /** In an outage nobody follows before it is known that this one is through. */
  async function sendFirst<T>({ send }: Place<T>): Promise<Sent<T>> {
    const isOutage = failures > 0;
    try {
      const outcome = (await send()).outcome.then(noteSuccess);
      if (isOutage) await outcome;
      return { outcome };
    } catch (error) {
      // Before the next one has its turn.
      if (willMend(error)) noteFailure(error);
      throw error;
    }
  }

  function noteSuccess<T>(value: T): T {
    failures = 0;
    return value;
  }

  /** Resolves when the rows are on their way. A doubt that isn't settled when the turn comes holds up all behind it. */
  function standInLine<T>(place: Place<T>, doubt?: Promise<Result<T> | undefined>): Promise<Sent<T>> {
    const work = async () => {
      const late = await doubt;
      return late ? endingIn(late.value) : sendFirst(place);
    };
    return takeTurn(line, work, { signal: place.signal, priority: -place.doneAtMs });
  }

  /** In an outage the place is kept while its doubt is settled; else the others go on meanwhile. */
  async function settleDoubt<T>(place: Place<T>): Promise<Sent<T>> {
    const leaving = new AbortController();
    const signal = AbortSignal.any([place.signal, leaving.signal]);
    const doubt = place.settle(signal);
    const sent = standAside(doubt, place).then(() => standInLine({ ...place, signal }, doubt));
    sent.catch(() => {});
    const late = await doubt;
    if (!late) return sent;
    leaving.abort();
    return endingIn(noteSuccess(late.value));
  }

  /** Until this doubt and those of earlier places are settled, or until an outage begins. */
  async function standAside(doubt: Promise<unknown>, { doneAtMs, signal }: Place<unknown>): Promise<void> {
    if (failures > 1) return;
    const over = new AbortController();
    const turn = takeTurn(doubts, () => doubt, { signal, priority: -doneAtMs });
    try {
      await Promise.race([turn, once(outages, 'begin', { signal: over.signal })]);
    } finally {
      over.abort();
    }
  }

  function wait<T>(place: Place<T>, failure?: ScanError): Promise<Sent<T>> {
    place.onWait();
    return failure && isOutcomeUnknown(failure) ? settleDoubt(place) : standInLine(place);
  }

  return {
    async send(place) {
      // Whoever else waited before the stop has the time to take a place, too.
      if (place.hasWaited && !isClosed) supposeOutage();
      let next = isClosed ? wait(place) : sendFirst(place);
      for (;;) {
        try {
          return await (await next).outcome;
        } catch (error) {
          if (place.signal.aborted || !willMend(error)) throw error;
          noteFailure(error);
          next = wait(place, error);
        }
      }
    },
  };
}

export function endingIn<T>(value: T): Sent<T> {
  return { outcome: Promise.resolve(value) };
}

/** True if the same attempt may succeed later although nobody changes anything. */
export function willMend(error: unknown): error is ScanError {
  return error instanceof ScanError && (error.retryable || isOutcomeUnknown(error));
}

function isOutcomeUnknown({ code }: ScanError): boolean {
  return code === 'sheet_outcome_unknown';
}

/** Doubles with every failure; half of it is chance, so that bots that share a sheet don't come back all at once. */
export function calculateDelayMs({ firstDelayMs, maxDelayMs }: LinePace, failures: number): number {
  const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (failures - 1));
  return fullMs / 2 + (Math.random() * fullMs) / 2;
}
