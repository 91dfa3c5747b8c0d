/** Has QR codes of pages found on this machine while somebody else reads their text. */
import type { Logger } from 'pino';
import type { QrFinder } from './local-ocr/qr-finder.ts';
import type { InvoiceReader, PageToRead, QrSearch } from './scan/ports.ts';

/** A code is worth no longer a wait: reading a page takes a few seconds. */
const MAX_SEARCH_MS = 15_000;

/** The reader, with `qr` in each reading. A search that fails costs no more than itself. */
export function withQrSearch(reader: InvoiceReader, finder: QrFinder, log: Logger): InvoiceReader {
  async function search(page: PageToRead, signal: AbortSignal): Promise<QrSearch | undefined> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(MAX_SEARCH_MS)]);
    return finder.find(page, bounded).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, 'No QR code was looked for');
      return undefined;
    });
  }

  return {
    ...reader,
    async readPage(page, options) {
      const searching = search(page, options.signal);
      const reading = await reader.readPage(page, options);
      const qr = await searching;
      return qr ? { ...reading, qr } : reading;
    },
  };
}
