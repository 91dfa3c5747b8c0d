/** The picture of one page, from an image's file or drawn from a PDF. */
import { decodeImage } from './image/decode-image.ts';
import type { GrayImage } from './image/gray-image.ts';
import { drawPdfPage } from './pdf/raster.ts';

export interface PageTask {
  /** Of the file. They travel into the thread: as a copy, unless they are shared (see `shareBytes`). */
  readonly bytes: Uint8Array;
  /** From 0, for a page of a PDF. */
  readonly pdfPageIndex?: number;
}

/** Rejects with the decoder's error if the file is broken. */
export async function loadPicture({ bytes, pdfPageIndex }: PageTask): Promise<GrayImage> {
  return pdfPageIndex === undefined ? decodeImage(bytes) : drawPdfPage(bytes, pdfPageIndex);
}
