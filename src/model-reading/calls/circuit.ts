/** Leaves a vendor that is down alone for a while, instead of having everybody run into it. The only importer of Cockatiel. */
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { ScanError, type ScanErrorCode } from '../../errors.ts';

export interface CircuitPace {
  /** So many outages in a row, of all calls together, open the circuit. */
  readonly failures: number;
  /** So long nobody is let through; then one is, to see. */
  readonly openMs: number;
}

export interface CircuitOptions extends CircuitPace {
  /** What everybody else is told meanwhile; retryable. */
  readonly refusal: ScanErrorCode;
  readonly isOutage: (error: Error) => boolean;
  readonly onChange: (isOpen: boolean) => void;
}

export interface Circuit {
  /** Gives what the work gives; while the circuit is open, rejects at once with the refusal. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createCircuit({ failures, openMs, refusal, isOutage, onChange }: CircuitOptions): Circuit {
  const breaker = new ConsecutiveBreaker(failures);
  const policy = circuitBreaker(handleWhen(isOutage), { halfOpenAfter: openMs, breaker });
  let isOpen = false;
  policy.onStateChange((state) => {
    const isOpenNow = state !== CircuitState.Closed;
    if (isOpenNow !== isOpen) onChange(isOpenNow);
    isOpen = isOpenNow;
  });
  return {
    run: (work) =>
      policy.execute(work).catch((error: unknown) => {
        if (!(error instanceof BrokenCircuitError)) throw error;
        const message = 'The vendor is down, and left alone for a moment';
        throw new ScanError(refusal, message, { retryable: true, retryAfterMs: openMs, cause: error });
      }),
  };
}
