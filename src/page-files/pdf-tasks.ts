/** What a worker thread does with PDFs that come from outside. Each export is one task. */
import { getDocumentProxy } from 'unpdf';

// pdf.js looks at pages side by side, and drops the promises of those that it gave up: a page that is broken then rejects
// where nobody listens, which would end the whole bot if it happened beside it.
process.on('unhandledRejection', () => undefined);

/** There is nothing to load beyond this module. */
export function warmUp(): void {}

/** What the file claims, any whole number, or why it can't be told. */
export type PdfCount = number | 'encrypted' | 'damaged';

export async function countPages(bytes: Uint8Array): Promise<PdfCount> {
  try {
    const document = await getDocumentProxy(bytes, { verbosity: 0 });
    const pageCount = document.numPages;
    await document.destroy();
    return pageCount;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged';
  }
}
