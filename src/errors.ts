/** The one error type that rooms throw at each other; the bot has a reply for every code. */

/** What went wrong, named by where the fault lies: a sent file, the reader, the invoice, the sheet or this process. */
export type ScanErrorCode =
  | 'file_empty'
  | 'file_truncated'
  | 'file_encrypted'
  | 'file_too_large'
  | 'file_unsupported'
  | 'file_needs_model'
  | 'image_too_large'
  | 'too_many_pages'
  | 'too_many_pages_today'
  | 'download_failed'
  | 'page_unreadable'
  | 'answer_blocked'
  | 'answer_too_long'
  | 'answer_invalid'
  | 'reader_access_denied'
  | 'reader_quota_exhausted'
  | 'reader_request_rejected'
  | 'reader_unavailable'
  | 'no_invoice_found'
  | 'customer_unknown'
  | 'sheet_access_denied'
  | 'sheet_not_found'
  | 'sheet_not_shared'
  | 'sheet_full'
  | 'sheet_rejected'
  | 'sheet_unavailable'
  | 'sheet_outcome_unknown'
  | 'disk_unavailable'
  | 'internal';

export interface ScanErrorOptions {
  /** True if the same call may succeed later although nobody changes anything. Default false. */
  readonly retryable?: boolean;
  /** How long the vendor asked us to wait before the next try. */
  readonly retryAfterMs?: number;
  /** The page at fault, counted from 1 over all files of the scan. */
  readonly pageNumber?: number;
  /** The file at fault, by the name that the user knows. */
  readonly fileName?: string;
  /** The bound that was passed, as a reader would say it: "20 MB", "50 megapixels". */
  readonly limit?: string;
  readonly cause?: unknown;
}

/**
 * A fault that the pipeline knows how to handle and the bot knows how to explain.
 * `message` is for the operator's log, never for the user: it may quote a vendor, it must not quote a secret.
 */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code: ScanErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly pageNumber: number | undefined;
  readonly fileName: string | undefined;
  readonly limit: string | undefined;

  constructor(code: ScanErrorCode, message: string, options: ScanErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.pageNumber = options.pageNumber;
    this.fileName = options.fileName;
    this.limit = options.limit;
  }
}
