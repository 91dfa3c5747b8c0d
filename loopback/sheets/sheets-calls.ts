/** The log of what the loopback Google was asked, and waiting for a call to arrive. */
import type { SheetsCallKind } from './sheets-faults.ts';

export interface SheetsCall {
  readonly kind: SheetsCallKind;
  /** Whose call it is, also where there is no such spreadsheet; undefined for a token's. */
  readonly spreadsheetId: string | undefined;
  /** Path and query, decoded. */
  readonly url: string;
  /** The requests of a batchUpdate; empty for other calls. */
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  readonly bytes: number;
}

export interface SheetsCallLog {
  /** Every call in order of arrival, faulty ones too. */
  readonly calls: readonly SheetsCall[];
  record(call: SheetsCall): void;
  /** Resolves when this many calls of the kind have arrived. */
  arrived(kind: SheetsCallKind, count: number): Promise<void>;
}

export function createSheetsCallLog(): SheetsCallLog {
  const calls: SheetsCall[] = [];
  let arrivals: { kind: SheetsCallKind; count: number; resolve: () => void }[] = [];
  const isThere = ({ kind, count }: { kind: SheetsCallKind; count: number }) =>
    calls.filter((known) => known.kind === kind).length >= count;
  return {
    calls,
    record(call) {
      calls.push(call);
      for (const arrival of arrivals.filter(isThere)) arrival.resolve();
      arrivals = arrivals.filter((arrival) => !isThere(arrival));
    },
    arrived: (kind, count) =>
      new Promise((resolve) => {
        if (isThere({ kind, count })) resolve();
        else arrivals.push({ kind, count, resolve });
      }),
  };
}
