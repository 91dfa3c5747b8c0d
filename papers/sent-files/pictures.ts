/** Pictures that people send: photos of a page in any format, one too large, a HEIC. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

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

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
