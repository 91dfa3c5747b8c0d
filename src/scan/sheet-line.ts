/** The line before a sheet that can't be reached: scans stand in it in the order of their /done, and the first one tries for all. */
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { ScanError } from '../errors.ts';
import { takeTurn } from './turns.ts';

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

  /** Resolves when the rows are on their way. Who settles a doubt keeps the place meanwhile. */
  async function standInLine<T>(place: Place<T>, isInDoubt: boolean): Promise<Sent<T>> {
    place.onWait();
    const leaving = new AbortController();
    const signal = AbortSignal.any([place.signal, leaving.signal]);
    const settled = isInDoubt ? place.settle(signal) : Promise.resolve(undefined);
    const work = async () => {
      const late = await settled;
      return late ? endingIn(late.value) : sendFirst(place);
    };
    const turn = takeTurn(line, work, { signal, priority: -place.doneAtMs });
    turn.catch(() => {});
    const late = await settled;
    if (!late) return turn;
    leaving.abort();
    return endingIn(noteSuccess(late.value));
  }

  return {
    async send(place) {
      // Whoever else waited before the stop has the time to take a place, too.
      if (place.hasWaited && !isClosed) supposeOutage();
      let canGo = !isClosed;
      let isInDoubt = false;
      for (;;) {
        try {
          const sent = canGo ? await sendFirst(place) : await standInLine(place, isInDoubt);
          return await sent.outcome;
        } catch (error) {
          if (place.signal.aborted || !willMend(error)) throw error;
          noteFailure(error);
          isInDoubt = isOutcomeUnknown(error);
          canGo = false;
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
