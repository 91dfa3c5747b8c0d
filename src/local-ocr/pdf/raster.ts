/** Draws the pages of scanned PDFs. The only importer of PDFium. */
import type { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GrayImage } from '../image/gray-image.ts';

const POINTS_PER_INCH = 72;
const MAX_DPI = 220;
const MAX_PIXELS = 6_000_000;

let library: Promise<PDFiumLibrary> | undefined;

/** `pageIndex` from 0. Rejects with PDFium's error if the file or the page is broken. */
export async function drawPdfPage(bytes: Uint8Array, pageIndex: number): Promise<GrayImage> {
  library ??= loadLibrary();
  const document = await (await library).loadDocument(bytes);
  try {
    const page = document.getPage(pageIndex);
    const size = page.getOriginalSize();
    const points = size.originalWidth * size.originalHeight;
    const scale = Math.min(MAX_DPI / POINTS_PER_INCH, Math.sqrt(MAX_PIXELS / points));
    const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
    return { width, height, pixels: data };
  } finally {
    document.destroy();
  }
}

async function loadLibrary(): Promise<PDFiumLibrary> {
  const { PDFiumLibrary: Library } = await import('@hyzyla/pdfium');
  return Library.init();
}
