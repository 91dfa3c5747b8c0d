/** The pure steps of a scan: each gives the next value, or throws `ScanStateError`. */
import { ScanError } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { ModelCall } from '../../usage/model-call.ts';
import type {
  CancelledScan,
  CancelReason,
  CheckedParse,
  CollectingScan,
  End,
  FailedScan,
  Parse,
  ParsingScan,
  QueuedScan,
  ReadingScan,
  Saving,
  SavingScan,
  Scan,
  ScanCommon,
  ScanFault,
  ScanOwner,
} from './scan.ts';
import { assertCanMoveTo, ScanStateError } from './scan-states.ts';

export interface NewScan {
  readonly scanId: string;
  readonly customerId: string;
  readonly owner: ScanOwner;
  readonly now: Date;
}

export function createScan({ scanId, customerId, owner, now }: NewScan): CollectingScan {
  const at = now.toISOString();
  return {
    version: 2,
    scanId,
    customerId,
    state: 'collecting',
    owner,
    createdAt: at,
    touchedAt: at,
    files: [],
    calls: [],
  };
}

/** Notes which update a change comes from. */
export function noteUpdate<S extends Scan>(scan: S, updateId: number | undefined): S {
  return updateId === undefined ? scan : { ...scan, changedBy: updateId };
}

export function addCall(scan: Scan, call: ModelCall): Scan {
  return { ...scan, calls: [...scan.calls, call] };
}

/** The user said that all pages are there, or asked for another try, which gets a status message of its own. */
export function queueScan(scan: Scan, now: Date): QueuedScan {
  assertCanMoveTo(scan, 'queued');
  const { reviewMs: _reviewMs, statusMessageId, ...common } = commonOf(scan);
  const at = now.toISOString();
  return {
    ...common,
    ...(scan.state !== 'failed' && statusMessageId !== undefined && { statusMessageId }),
    ...resumableOf(scan),
    state: 'queued',
    queuedAt: at,
    touchedAt: at,
  };
}

export function beginReading(scan: Scan): ReadingScan {
  assertCanMoveTo(scan, 'reading');
  return { ...commonOf(scan), ...resumableOf(scan), state: 'reading' };
}

export function beginParsing(scan: Scan): ParsingScan {
  assertCanMoveTo(scan, 'parsing');
  return { ...commonOf(scan), ...resumableOf(scan), state: 'parsing' };
}

/** Adds to what is understood of its files. */
export function understand(scan: Scan, part: Parse): ParsingScan {
  if (scan.state !== 'parsing') throw new ScanStateError(scan, 'parsing');
  return { ...scan, parse: { ...scan.parse, ...part } };
}

/** The invoice is checked: on its way to the sheet, or still to be asked about. */
export function checkParse(
  scan: Scan,
  { checked, isAsked }: { readonly checked: CheckedInvoice; readonly isAsked: boolean },
): ParsingScan | SavingScan {
  const parsing = understand(scan, { checked });
  return isAsked ? parsing : beginSaving(parsing);
}

/** Throws `internal` for an invoice that is not checked: there is nothing to save. */
export function beginSaving(scan: Scan): SavingScan {
  assertCanMoveTo(scan, 'saving');
  return { ...commonOf(scan), state: 'saving', parse: checkedParseOf(scan), saving: scan.saving ?? {} };
}

/** From now on its row may exist. */
export function trySaving(scan: Scan): SavingScan {
  return { ...beginSaving(scan), saveTried: true };
}

/** Nothing but the save is left to do, so it can't be cancelled any more. */
export function waitForSheet(scan: Scan, now: Date): SavingScan {
  const saving = beginSaving(scan);
  if (saving.saving.waitingSince !== undefined) return saving;
  return { ...saving, saving: { ...saving.saving, waitingSince: now.toISOString() } };
}

/** Its rows are in the sheet: those of the invoice, or the note that a copy was dropped. */
export function saveScan(
  scan: Scan,
  { now, sheetsTimeMs }: { readonly now: Date; readonly sheetsTimeMs: number },
): Scan {
  const { discarded } = scan.saving ?? {};
  assertCanMoveTo(scan, discarded ? 'duplicate' : 'saved');
  const common = commonOf(scan);
  const parse = checkedParseOf(scan);
  const saving = withoutWait(scan.saving ?? {});
  const end = { at: now.toISOString(), sheetsTimeMs };
  return discarded
    ? { ...common, state: 'duplicate', parse, saving: { ...saving, discarded }, end }
    : { ...common, state: 'saved', parse, saving, end };
}

export function failScan(
  scan: Scan,
  { fault, now }: { readonly fault: ScanFault; readonly now: Date },
): FailedScan {
  assertCanMoveTo(scan, 'failed');
  const { saving, ...rest } = resumableOf(scan);
  return {
    ...commonOf(scan),
    ...rest,
    ...(saving && { saving: withoutWait(saving) }),
    state: 'failed',
    end: { fault, at: now.toISOString() },
  };
}

/** A new end, which is to be told even if the scan's failure was told before. */
export function cancelScan(
  scan: Scan,
  { reason, now }: { readonly reason: CancelReason; readonly now: Date },
): CancelledScan {
  assertCanMoveTo(scan, 'cancelled');
  return {
    ...commonOf(countReview(scan, now)),
    ...resumableOf(scan),
    state: 'cancelled',
    end: { reason, at: now.toISOString() },
  };
}

/** Its user was told of its end, or its usage was written down. A scan that has not ended stays as it is. */
export function noteEnd(scan: Scan, note: Pick<End, 'toldAt' | 'trackedAt'>): Scan {
  switch (scan.state) {
    case 'saved':
      return { ...scan, end: { ...scan.end, ...note } };
    case 'duplicate':
      return { ...scan, end: { ...scan.end, ...note } };
    case 'failed':
      return { ...scan, end: { ...scan.end, ...note } };
    case 'cancelled':
      return { ...scan, end: { ...scan.end, ...note } };
    default:
      return scan;
  }
}

/** Time in which a person thought is not processing time. */
export function countReview(scan: Scan, now: Date): Scan {
  if (!scan.question) return scan;
  const thoughtMs = Math.max(0, now.getTime() - Date.parse(scan.question.askedAt));
  return { ...scan, reviewMs: (scan.reviewMs ?? 0) + thoughtMs };
}

/** From the user's "done" on, without the time in which they reviewed; 0 before it. */
export function calculateProcessingMs({ queuedAt, reviewMs = 0 }: Scan, now: Date): number {
  return queuedAt === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(queuedAt) - reviewMs);
}

/** Signed by a registrar, and nothing in the invoice says otherwise. */
export function isEInvoiceVerified({ parse }: Scan): boolean {
  const contradictions = parse?.checked?.findings.filter(({ rule, severity }) => {
    return rule.startsWith('qr_') && severity === 'error';
  });
  return parse?.eInvoice?.state === 'verified' && contradictions?.length === 0;
}

/** Without the groups of the state that it is in. */
export function commonOf(scan: Scan): ScanCommon {
  const { state: _state, parse: _parse, question: _question, saving: _saving, end: _end, ...common } = scan;
  return common;
}

/** What a further try goes on from. */
function resumableOf({ parse, saving }: Scan): { readonly parse?: Parse; readonly saving?: Saving } {
  return { ...(parse && { parse }), ...(saving && { saving }) };
}

export function checkedParseOf({ scanId, parse }: Scan): CheckedParse {
  const { checked } = parse ?? {};
  if (!checked) throw new ScanError('internal', `scan ${scanId} has no checked invoice`);
  return { ...parse, checked };
}

export function withoutWait({ waitingSince: _waiting, ...saving }: Saving): Saving {
  return saving;
}
