/** The picture of one page, from an image's file or drawn from a PDF. */
import { readFile } from 'node:fs/promises';
import { decodeImage } from './image/decode-image.ts';
import type { GrayImage } from './image/gray-image.ts';
import { drawPdfPage } from './pdf/raster.ts';

export interface PageTask {
  readonly path: string;
  /** From 0, for a page of a PDF. */
  readonly pdfPageIndex?: number;
}

/** Rejects with the decoder's error if the file is broken. */
export async function loadPicture({ path, pdfPageIndex }: PageTask): Promise<GrayImage> {
  if (pdfPageIndex === undefined) return decodeImage(path);
  return drawPdfPage(await readFile(path), pdfPageIndex);
}
