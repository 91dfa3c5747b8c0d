/** Makes the files that people send to the bot, good and bad ones: photos, PDFs, a HEIC, an executable, broken halves. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { createPdfEncryption, type PdfEncryption } from './pictures-encryption.ts';

const INVOICE_TEXT = `TAX INVOICE
Invoice No: INV-2026-001
Date: 06/02/2026
Seller: Asha Traders, Mumbai
GSTIN: 27AAPFU0939F1ZV
Buyer: Ravi Stores, Pune
GSTIN: 27AADFF2788D1ZF
Place of Supply: 27 Maharashtra

1  Steel bolts  HSN 7318  100 NOS x 10.00  1,000.00
CGST 9%  90.00
SGST 9%  90.00
Grand Total  1,180.00`;

export interface PhotoOptions {
  /** Lines of the page; default a plausible invoice. */
  readonly text?: string;
  /** Pixels; default 900 × 1200. */
  readonly width?: number;
  readonly height?: number;
  /** Default `jpeg`. */
  readonly format?: 'jpeg' | 'png' | 'webp';
}

/** A white page with black text, in a font that is large enough to be read by OCR. */
export function drawPhoto(options: PhotoOptions = {}): Promise<Buffer> {
  const { text = INVOICE_TEXT, width = 900, height = 1200, format = 'jpeg' } = options;
  const lines = text.split('\n');
  const lineHeight = Math.min(height / (lines.length + 2), width / 22);
  const rows = lines.map((line, index) => {
    const y = (index + 1.5) * lineHeight;
    return `<text x="${width * 0.06}" y="${y}" font-size="${lineHeight * 0.7}">${escapeXml(line)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">
    <rect width="100%" height="100%" fill="white"/>${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: 'white' }).toFormat(format).toBuffer();
}

/** 10000 × 6000 pixels, 60 megapixels, in less than 200 kB: more than the default `MAX_IMAGE_PIXELS`. */
export function drawHugePng(): Promise<Buffer> {
  const blank = { width: 10_000, height: 6000, channels: 3, background: 'white' } as const;
  return sharp({ create: blank }).png({ compressionLevel: 9 }).toBuffer();
}

/** A real one of 320 × 240 pixels, as a phone makes them: nothing on npm writes HEVC, so it was made with heif-enc. */
export function readHeic(): Buffer {
  return readFileSync(new URL('page.heic', import.meta.url));
}

/** The head of a Windows program. */
export function executable(): Buffer {
  const head = Buffer.alloc(512);
  head.write('MZ');
  head.writeUInt32LE(0x80, 0x3c);
  head.write('PE\0\0', 0x80);
  return head;
}

/** The first half of a file, as an upload that broke off leaves it. */
export function truncate(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, Math.floor(bytes.length / 2)));
}

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

const PDF_ID = Buffer.from('gst-scanner-test');
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
  return assemblePdf(objects, encryption === undefined ? '' : ` /Encrypt ${objects.length} 0 R`);
}

function contentStream(text: string, encode: (bytes: Buffer) => Buffer): Buffer {
  const escaped = text.replace(/[\\()]/g, '\\$&');
  const content = encode(Buffer.from(`BT /F1 14 Tf 60 760 Td (${escaped}) Tj ET`, 'latin1'));
  return Buffer.concat([
    Buffer.from(`<< /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
}

/** Numbers the objects from 1 and writes the cross-reference table, whose lines are 20 bytes each. */
function assemblePdf(objects: readonly (string | Buffer)[], trailerEntries: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let offset = parts[0]?.length ?? 0;
  const offsets = objects.map((object, index) => {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    parts.push(part);
    offset += part.length;
    return offset - part.length;
  });
  const rows = offsets.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`);
  const id = PDF_ID.toString('hex');
  const end = [
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`,
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /ID [<${id}> <${id}>]${trailerEntries} >>\n`,
    `startxref\n${offset}\n%%EOF\n`,
  ];
  return Buffer.concat([...parts, Buffer.from(end.join(''))]);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
