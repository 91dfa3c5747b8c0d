/** Translates every failure of Google's token and Sheets servers into what it means for the rows: there, not there, unknown. */
import { z } from 'zod';
import { ScanError, type ScanErrorOptions } from '../errors.ts';
import { parseRetryAfterMs } from '../http/retry-after.ts';

/** What was asked. Only a failed `write` can leave it open whether rows were added. */
export type SheetsCallKind = 'token' | 'read' | 'write';

export interface SheetsCallContext {
  readonly kind: SheetsCallKind;
  readonly spreadsheetId: string;
  readonly clientEmail: string;
}

/** Google's error body (AIP-193), as far as we look at it. */
const ApiError = z.object({
  error: z.object({
    message: z.string().catch(''),
    details: z.array(z.looseObject({ reason: z.string().optional() })).catch([]),
  }),
});

/** OAuth's error body (RFC 6749, 5.2). */
const TokenError = z.object({ error: z.string(), error_description: z.string().catch('') });

/** The connection was never made, so the request was never sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

interface Failure {
  readonly status: number | undefined;
  /** System error code such as `ECONNRESET`, if any. */
  readonly code: string;
  /** What Google said, or else the library. */
  readonly message: string;
  readonly reasons: readonly string[];
  readonly retryAfterMs: number | undefined;
}

/**
 * The library's own error is never passed on as the cause: it carries the request with the invoice and its
 * headers. What a person can mend is said in the message; a 429 is `sheet_unavailable` even on a write, since
 * Google refused it unread.
 */
export function toScanError(error: unknown, context: SheetsCallContext): ScanError {
  if (error instanceof ScanError) return error;
  const failure = describeFailure(error);
  return context.kind === 'token' ? toTokenError(error, failure) : toApiError(failure, context);
}

function toTokenError(error: unknown, failure: Failure): ScanError {
  if (failure.status === undefined && !wasRequested(error)) {
    return new ScanError(
      'sheet_access_denied',
      "The service account's private key can't sign: check the key",
    );
  }
  const { status } = failure;
  if (status === undefined || status === 408 || status === 429 || status >= 500) {
    return unavailable("Google's token server can't be reached", failure);
  }
  return new ScanError(
    'sheet_access_denied',
    `Google refused the service account: ${failure.message}. Check that its key was not deleted and that this computer's clock is right.`,
  );
}

function toApiError(failure: Failure, context: SheetsCallContext): ScanError {
  const { status, message } = failure;
  switch (status) {
    case 400:
      return rejected(message);
    case 401:
      return new ScanError('sheet_access_denied', `Google Sheets does not accept the token: ${message}`);
    case 403:
      return forbidden(failure, context);
    case 404:
      return new ScanError(
        'sheet_not_found',
        `There is no spreadsheet ${context.spreadsheetId}: check its id (the long part of its address)`,
      );
    case 429:
      return unavailable('Google Sheets is over its quota', failure);
    default:
      return uncertain(failure, context);
  }
}

/** Server faults, lost connections and time limits: harmless on a read, an open question on a write. */
function uncertain(failure: Failure, { kind }: SheetsCallContext): ScanError {
  const { status } = failure;
  if (status !== undefined && status < 500 && status !== 408) return rejected(failure.message);
  if (kind === 'read' || NEVER_SENT.has(failure.code)) {
    return unavailable("Google Sheets can't be reached", failure);
  }
  return new ScanError(
    'sheet_outcome_unknown',
    `It is not known whether Google Sheets added the rows: ${failure.message}`,
    retryAfter(failure),
  );
}

function rejected(message: string): ScanError {
  const isFull = /above the limit of [\d,.]+ cells/i.test(message);
  return isFull
    ? new ScanError('sheet_full', `The spreadsheet has reached Google's limit of cells: ${message}`)
    : new ScanError('sheet_rejected', `Google Sheets refused the request: ${message}`);
}

function forbidden({ message, reasons }: Failure, { clientEmail }: SheetsCallContext): ScanError {
  if (reasons.includes('SERVICE_DISABLED') || /has not been used in project|is disabled/i.test(message)) {
    return new ScanError(
      'sheet_access_denied',
      `The Google Sheets API is not enabled for the service account's project: ${message}`,
    );
  }
  if (reasons.includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT')) {
    return new ScanError('sheet_access_denied', `The token may not use Google Sheets: ${message}`);
  }
  return new ScanError(
    'sheet_not_shared',
    `The spreadsheet is not shared with ${clientEmail}: share it with this address as Editor (Google says: ${message})`,
  );
}

function unavailable(what: string, failure: Failure): ScanError {
  return new ScanError('sheet_unavailable', `${what}: ${failure.message}`, {
    retryable: true,
    ...retryAfter(failure),
  });
}

function retryAfter({ retryAfterMs }: Failure): ScanErrorOptions {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function describeFailure(error: unknown): Failure {
  const { status, code, response } = isObject(error) ? error : {};
  const { data, headers } = isObject(response) ? response : {};
  const api = ApiError.safeParse(data).data?.error;
  const token = TokenError.safeParse(data).data;
  const said = api?.message ?? (token && `${token.error} ${token.error_description}`.trim());
  return {
    status: typeof status === 'number' ? status : undefined,
    code: typeof code === 'string' ? code : '',
    message: said || (error instanceof Error ? shorten(error.message) : 'no reason given'),
    reasons: api?.details.flatMap(({ reason }) => reason ?? []) ?? [],
    retryAfterMs: parseRetryAfterMs(readHeader(headers, 'retry-after'), Date.now()),
  };
}

/** The library may bring its own `Headers` class. */
function readHeader(headers: unknown, name: string): string | undefined {
  const value = isObject(headers) && typeof headers.get === 'function' ? headers.get(name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The library's errors carry the request's `config`; an error without one arose before anything was sent. */
function wasRequested(error: unknown): boolean {
  return isObject(error) && 'config' in error;
}

/** A proxy in between may answer with a whole HTML page. */
function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
