/** What the library wants to know about a scan that has ended; all it ever sees of its host. */
import type { ModelCall } from './model-call.ts';

export type ScanOutcome = 'saved' | 'failed' | 'cancelled' | 'duplicate';

/** `corrected`: a person changed values before it was saved. */
export type UsageValidationStatus = 'ok' | 'warning' | 'error' | 'corrected';

export interface FinishedScan {
  /** Unique for ever. Tracked twice, a scan counts once, as it was told last. */
  readonly scanId: string;
  /** As read or corrected; absent where none was. */
  readonly invoiceNo?: string | undefined;
  /** Absent: the default customer. */
  readonly customerId?: string | undefined;
  readonly telegramUserId: number;
  readonly outcome: ScanOutcome;
  /** Why it failed. */
  readonly errorCode?: string | undefined;
  /** ISO 8601, UTC. It decides the day and the month in which the scan counts. */
  readonly endedAt: string;
  /** Pages of paper: a PDF of three counts three. */
  readonly pageCount: number;
  /** Every call that was sent, in the order in which they ended. When the scan is tried again and tracked again, the old ones first. */
  readonly calls: readonly ModelCall[];
  /** From the user's "done" to the answer, without the time in which people reviewed. */
  readonly processingTimeMs: number;
  readonly sheetsTimeMs?: number | undefined;
  /** Absent where validation never ran. */
  readonly validationStatus?: UsageValidationStatus | undefined;
  /** 0 to 1; absent where nothing was scored. */
  readonly confidenceAvg?: number | undefined;
  readonly hadCorrections: boolean;
  readonly lineItemCount?: number | undefined;
}
