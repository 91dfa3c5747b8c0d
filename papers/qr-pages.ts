/** Twenty-four e-invoices for the search for QR codes: one drawn page, each time with another signed code stuck onto it. */
import sharp from 'sharp';
import type { Invoice } from '../src/invoice/invoice.ts';
import { gstinOf } from './drawing/paper.ts';
import { readDrawnInvoice } from './drawn-invoices.ts';
import { createRegistrar, qrDataOf } from './registrar/registrar.ts';
import { drawQr } from './registrar/signed-qr.ts';

export interface QrPage {
  /** A PNG. */
  readonly picture: Buffer;
  /** The width of the printed code. */
  readonly widthMm: number;
  /** What the code says. */
  readonly text: string;
}

/** As portals, accounting programs and thrifty ones print it. */
export const QR_WIDTHS_MM: readonly number[] = [50, 40, 30];

const PAGES_PER_WIDTH = 8;

/** The page is an A4 sheet, its own code 50 mm wide in the right upper corner, 10 mm from either edge. */
const SHEET_WIDTH_MM = 210;
const EDGE_MM = 10;
const DRAWN_CODE_MM = 50;

/** Of the drawn page and of a good scan. */
export type PageDpi = 168 | 300;

/** So many pages of each width, in `QR_WIDTHS_MM`' order; eight of them make the 24. */
export async function createQrPages(
  dpi: PageDpi,
  pagesPerWidth = PAGES_PER_WIDTH,
): Promise<readonly QrPage[]> {
  const registrar = createRegistrar();
  const { pictures, truth } = readDrawnInvoice('e-invoice');
  const width = Math.round((SHEET_WIDTH_MM * dpi) / 25.4);
  const sheet = await sharp(pictures[0]).resize(width).png().toBuffer();
  const pages: QrPage[] = [];
  for (const widthMm of QR_WIDTHS_MM) {
    for (let number = 1; number <= pagesPerWidth; number++) {
      const text = registrar.sign(qrDataOf(varyInvoice(truth, 100 * widthMm + number)));
      const picture = await stickOn(sheet, { svg: await drawQr(text), pixelsPerMm: dpi / 25.4, widthMm });
      pages.push({ picture, widthMm, text });
    }
  }
  return pages;
}

/** Another buyer, number, total and first item: codes that share no more than real ones do. */
function varyInvoice({ header, lines }: Invoice, number: number): Invoice {
  const pan = `AAB${'CFHP'[number % 4]}K${String(number).padStart(4, '0')}Q`;
  const [first, ...others] = lines;
  return {
    header: {
      ...header,
      Buyer_GSTIN: gstinOf('33', pan),
      Invoice_No: `GCS/EI/${String(number).padStart(4, '0')}`,
      Invoice_Value: (number * 1237.5).toFixed(2),
    },
    lines: [{ ...first, HSN: String(84_710_000 + number) }, ...others.slice(0, number % 3)],
  };
}

interface Code {
  readonly svg: string;
  readonly pixelsPerMm: number;
  readonly widthMm: number;
}

/** The drawn code is covered first. */
async function stickOn(sheet: Buffer, { svg, pixelsPerMm, widthMm }: Code): Promise<Buffer> {
  const pixelsOf = (mm: number) => Math.round(mm * pixelsPerMm);
  const place = (mm: number) => ({ left: pixelsOf(SHEET_WIDTH_MM - EDGE_MM - mm), top: pixelsOf(EDGE_MM) });
  const size = pixelsOf(widthMm);
  const code = await sharp(Buffer.from(svg), { density: 600 }).resize(size, size).png().toBuffer();
  const side = pixelsOf(DRAWN_CODE_MM) + 2;
  const cover = await sharp({ create: { width: side, height: side, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  return sharp(sheet)
    .composite([
      { input: cover, ...place(DRAWN_CODE_MM) },
      { input: code, ...place(widthMm) },
    ])
    .png()
    .toBuffer();
}
