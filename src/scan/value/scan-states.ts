/** Where a scan stands, and where it may go from there. */
import type { EndedScan, Scan, ScanState } from './scan.ts';

/** Every legal change of state. A change that is not here is a mistake, or two things that happened at once. */
const NEXT_STATES: Readonly<Record<ScanState, readonly ScanState[]>> = {
  collecting: ['queued', 'cancelled'],
  // An invoice that is checked has only to be saved again.
  queued: ['reading', 'saving', 'failed', 'cancelled'],
  reading: ['parsing', 'queued', 'failed', 'cancelled'],
  parsing: ['reviewing', 'saving', 'queued', 'failed', 'cancelled'],
  // A page that comes late has it read again.
  reviewing: ['saving', 'queued', 'cancelled'],
  // It may turn out to be saved already: then its user decides.
  saving: ['saved', 'reviewing', 'duplicate', 'failed'],
  saved: [],
  duplicate: [],
  failed: ['queued', 'cancelled'],
  cancelled: [],
};

/** A step was asked for that the scan's state does not allow, for example to cancel what is already saved. */
export class ScanStateError extends Error {
  override readonly name = 'ScanStateError';

  constructor({ scanId, state }: Scan, wanted: ScanState) {
    super(`scan ${scanId} is ${state} and cannot become ${wanted}`);
  }
}

export function canMoveTo(scan: Scan, state: ScanState): boolean {
  return NEXT_STATES[scan.state].includes(state);
}

/** Throws `ScanStateError` if `state` is not a legal next one. Staying where one is is legal. */
export function assertCanMoveTo(scan: Scan, state: ScanState): void {
  if (scan.state !== state && !canMoveTo(scan, state)) throw new ScanStateError(scan, state);
}

/** True while work on the scan goes on without the user. */
export function isInProgress({ state }: Scan): boolean {
  return ['queued', 'reading', 'parsing', 'saving'].includes(state);
}

/** True while its user has the next word: more pages, or an answer. */
export function isWaiting({ state, files }: Scan): boolean {
  return state === 'reviewing' || (state === 'collecting' && files.length > 0);
}

/** True once nothing more will happen to it unless the user asks. */
export function isEnded(scan: Scan): scan is EndedScan {
  return scan.end !== undefined;
}

/** Pages are read once: those that show no invoice would show none again. */
export function canBeTriedAgain(scan: Scan): boolean {
  return scan.state === 'failed' && scan.end.fault.code !== 'no_invoice_found';
}
