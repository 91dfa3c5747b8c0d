/** PDFs that people send: lines of text on each page, with a password or without. */
import { createPdfEncryption, type PdfEncryption } from './pdf-encryption.ts';
import { assemblePdf, createStream, PDF_ID } from './pdf-objects.ts';

export interface PdfOptions {
  /** Default 1. */
  readonly pages?: number;
  /** One line for each page, in Latin-1; default `Page 1 of 3`. */
  readonly textOf?: (pageNumber: number) => string;
}

/** A PDF with a text layer: one line on each A4 page. */
export function drawPdf(options: PdfOptions = {}): Buffer {
  return writePdf(options);
}

/** A PDF that asks for `userPassword` (default `secret`); with '' everyone may open it, only changes need a password. */
export function drawEncryptedPdf({
  userPassword = 'secret',
  ...options
}: PdfOptions & { userPassword?: string } = {}): Buffer {
  return writePdf(options, createPdfEncryption({ userPassword, ownerPassword: 'owner', fileId: PDF_ID }));
}

const FONT_OBJECT = 3;
const FIRST_PAGE_OBJECT = 4;

/** Objects: 1 catalog, 2 page tree, 3 font, then page and content in turn, and last the encryption dictionary. */
function writePdf({ pages = 1, textOf }: PdfOptions, encryption?: PdfEncryption): Buffer {
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  const kids = numbers.map((page) => `${FIRST_PAGE_OBJECT + 2 * (page - 1)} 0 R`);
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const page of numbers) {
    const contentObject = objects.length + 2;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contentObject} 0 R ` +
        `/Resources << /Font << /F1 ${FONT_OBJECT} 0 R >> >> >>`,
      contentStream(textOf?.(page) ?? `Page ${page} of ${pages}`, (bytes) =>
        encryption === undefined ? bytes : encryption.encrypt(contentObject, bytes),
      ),
    );
  }
  if (encryption !== undefined) objects.push(encryption.dictionary);
  return assemblePdf(objects, encryption && ` /Encrypt ${objects.length} 0 R`);
}

function contentStream(text: string, encode: (bytes: Buffer) => Buffer): Buffer {
  const escaped = text.replace(/[\\()]/g, '\\$&');
  return createStream('', encode(Buffer.from(`BT /F1 14 Tf 60 760 Td (${escaped}) Tj ET`, 'latin1')));
}
