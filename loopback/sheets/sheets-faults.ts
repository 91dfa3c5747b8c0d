/** Faults that a test injects into the loopback Google: each waits for the next call of its kind. */

export type SheetsCallKind = 'token' | 'read' | 'write';

export type SheetsFault =
  /** An error answer in Google's shape; nothing is applied. */
  | {
      readonly status: number;
      readonly message?: string;
      readonly reason?: string;
      readonly retryAfter?: string;
    }
  /** The connection is cut before anything is applied. */
  | 'reset'
  /** What was asked is done, then the connection is cut. */
  | 'applied_then_reset'
  /** Never answered, nothing applied. */
  | 'hang'
  /** Done and answered as usual, but only once the promise has resolved. */
  | { readonly until: Promise<unknown> };

/** What Google says of a spreadsheet that was deleted, or never was. */
export const NOT_FOUND = { status: 404, message: 'Requested entity was not found.' } satisfies SheetsFault;

/** What Google says of a spreadsheet that nobody shared with the account. */
export const NOT_SHARED = {
  status: 403,
  message: 'The caller does not have permission',
} satisfies SheetsFault;

/** What Google says to who called too often. It names no time to wait. */
export const OVER_QUOTA = {
  status: 429,
  message: "Quota exceeded for quota metric 'Read requests' or 'Write requests'",
} satisfies SheetsFault;

interface PlannedFault {
  readonly kind: SheetsCallKind;
  readonly fault: SheetsFault;
  times: number;
}

export interface SheetsFaultQueue {
  /** The next `times` calls of this kind (default 1; `Infinity` for "it is down") meet the fault. Faults queue. */
  fail(kind: SheetsCallKind, fault: SheetsFault, times?: number): void;
  /** Forgets all faults: it is back. */
  heal(): void;
  /** What the call that has just come meets. */
  take(kind: SheetsCallKind): SheetsFault | undefined;
}

export function createSheetsFaults(): SheetsFaultQueue {
  let faults: PlannedFault[] = [];
  return {
    fail: (kind, fault, times = 1) => void faults.push({ kind, fault, times }),
    heal: () => {
      faults = [];
    },
    take(kind) {
      const planned = faults.find((candidate) => candidate.kind === kind);
      if (planned === undefined) return undefined;
      planned.times -= 1;
      faults = faults.filter(({ times }) => times > 0);
      return planned.fault;
    },
  };
}
