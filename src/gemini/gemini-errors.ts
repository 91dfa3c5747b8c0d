/** Whatever the SDK throws, translated into a ScanError that never quotes the API key. */
import { z } from 'zod';
import { ScanError } from '../errors.ts';
import { parseRetryAfterMs } from '../http/retry-after.ts';
import type { WireNotes } from './wire-probe.ts';

export interface FailedCall {
  readonly error: unknown;
  /** Removed wherever the vendor echoes it: a suspended key comes back in the message that says so. */
  readonly apiKey: string;
  /** What was seen on the wire and is not in the error. */
  readonly notes: Readonly<WireNotes>;
  /** Milliseconds since the epoch, to count a Retry-After date from. */
  readonly nowMs: number;
}

const MAX_QUOTE_CHARS = 500;

// The SDK has two copies of its error classes (its root and /server), and all are named "Error": so by shape.
const refusal = z.object({
  status: z.number(),
  errorDetails: z
    .array(z.object({ '@type': z.string().optional() }).loose())
    .optional()
    .catch(undefined),
});

type Refusal = z.infer<typeof refusal>;

/**
 * An HTTP answer is judged by its status and details; anything else that can go wrong in a call (connection refused,
 * reset or cut, a body that is not JSON) is `reader_unavailable` and retryable.
 */
export function toScanError({ error, apiKey, notes, nowMs }: FailedCall): ScanError {
  const quote = quoteWithoutSecrets(error, apiKey);
  const refused = refusal.safeParse(error);
  if (refused.success) return fromRefusal(refused.data, quote, parseRetryAfterMs(notes.retryAfter, nowMs));
  if (error instanceof TypeError && /\bheader\b|ByteString/i.test(error.message)) {
    return new ScanError('reader_access_denied', 'The Gemini API key has characters that no key has');
  }
  const fault = notes.faultCode === undefined ? '' : ` (${notes.faultCode})`;
  return new ScanError('reader_unavailable', `No answer from Gemini: ${quote}${fault}`, { retryable: true });
}

function fromRefusal(
  { status, errorDetails = [] }: Refusal,
  quote: string,
  headerWaitMs: number | undefined,
): ScanError {
  const message = `Gemini answered ${quote}`;
  if (isAccessDenied(status, errorDetails, quote)) return new ScanError('reader_access_denied', message);
  if (status === 429 && isDailyQuota(errorDetails)) return new ScanError('reader_quota_exhausted', message);
  if (status === 408 || status === 429 || status >= 500) {
    const retryAfterMs = findRetryDelayMs(errorDetails) ?? headerWaitMs;
    return new ScanError('reader_unavailable', message, {
      retryable: true,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  return new ScanError('reader_request_rejected', message);
}

type Details = NonNullable<Refusal['errorDetails']>;

function isAccessDenied(status: number, details: Details, quote: string): boolean {
  if (status === 401 || status === 403) return true;
  const namesTheKey = details.some((detail) => detail.reason === 'API_KEY_INVALID');
  return status === 400 && (namesTheKey || quote.includes('API key not valid'));
}

const quotaFailure = z.object({ violations: z.array(z.object({ quotaId: z.string() })) });

function isDailyQuota(details: Details): boolean {
  return details.some((detail) => {
    const failure = quotaFailure.safeParse(detail);
    return failure.success && failure.data.violations.some(({ quotaId }) => quotaId.includes('PerDay'));
  });
}

const retryInfo = z.object({ retryDelay: z.string().regex(/^\d+(\.\d+)?s$/) });

/** `RetryInfo.retryDelay`: a protobuf duration such as `17.5s`. */
function findRetryDelayMs(details: Details): number | undefined {
  for (const detail of details) {
    const info = retryInfo.safeParse(detail);
    if (info.success) return Math.ceil(Number.parseFloat(info.data.retryDelay) * 1000);
  }
  return undefined;
}

/** The vendor's words without the SDK's preamble and URL, which may name a private proxy. */
function quoteWithoutSecrets(error: unknown, apiKey: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^\[GoogleGenerativeAI Error\]: (Error fetching from \S+: )?/, '')
    .replaceAll(apiKey, '[api key]')
    .replace(/AIza[\w-]{20,}/g, '[api key]')
    .slice(0, MAX_QUOTE_CHARS);
}
