/** Has QR codes of pages found on this machine while somebody else reads their text. */
import type { Logger } from 'pino';
import type { QrFinder } from '../local-ocr/qr-finder.ts';
import type { PageToRead, QrSearch } from '../reader/invoice-reader.ts';

/** A code is worth no longer a wait: reading a page takes a few seconds. */
const MAX_SEARCH_MS = 15_000;

const NOTHING_FOUND: QrSearch = { texts: [], isUnreadable: false };

/** A search that fails has found nothing: it never rejects. */
export function createCodeSearch(
  finder: QrFinder,
  log: Logger,
): (page: PageToRead, signal: AbortSignal) => Promise<QrSearch> {
  return async (page, signal) => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(MAX_SEARCH_MS)]);
    try {
      return (await finder.find(page, bounded)) ?? NOTHING_FOUND;
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'No QR code was looked for');
      return NOTHING_FOUND;
    }
  };
}
