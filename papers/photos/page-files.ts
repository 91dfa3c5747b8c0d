/** Lays a drawn invoice out as files, in every kind that people send. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageMimeType, PageToRead } from '../../src/reader/invoice-reader.ts';
import type { DrawnInvoice } from '../drawn-invoices.ts';
import { createScannedPdf } from '../pdfs/scanned-pdf.ts';
import { makePhoto, PHOTO_KINDS, type PhotoKind } from './make-photo.ts';

export type FileKind = 'pdf' | 'picture' | 'scanned-pdf' | PhotoKind;

export const FILE_KINDS: readonly FileKind[] = ['pdf', 'picture', 'scanned-pdf', ...PHOTO_KINDS];

/** Kinds that leave the print as it is. */
export const CLEAN_KINDS: readonly FileKind[] = ['pdf', 'picture', 'scanned-pdf'];

/** Of the drawn pictures. */
const DRAWN_DPI = 168;

export interface PageFilesOptions {
  readonly kind: FileKind;
  readonly folder: string;
  /** The same seed makes the same photos. */
  readonly seed: number;
}

/** Files in reading order. */
export async function createPageFiles(
  drawn: DrawnInvoice,
  { kind, folder, seed }: PageFilesOptions,
): Promise<readonly PageToRead[]> {
  const { slug, pictures } = drawn;
  if (kind === 'pdf') return [await pdfToRead(drawn)];
  if (kind === 'picture') {
    return Promise.all(
      pictures.map((path, index) => describe(path, 'image/png', { firstPageNumber: index + 1 })),
    );
  }
  const pages = await Promise.all(pictures.map((path) => readFile(path)));
  if (kind === 'scanned-pdf') {
    const path = join(folder, `${slug}.pdf`);
    await writeFile(path, await createScannedPdf(pages, DRAWN_DPI));
    return [await describe(path, 'application/pdf', { pageCount: pages.length })];
  }
  return Promise.all(
    pages.map(async (page, index) => {
      const path = join(folder, `${slug}-${index + 1}.jpg`);
      await writeFile(path, await makePhoto(page, kind, seed + index));
      return describe(path, 'image/jpeg', { firstPageNumber: index + 1 });
    }),
  );
}

/** The drawn PDF itself, with its text. */
export function pdfToRead({ pdf, pictures }: DrawnInvoice): Promise<PageToRead> {
  return describe(pdf, 'application/pdf', { pageCount: pictures.length });
}

async function describe(
  path: string,
  mimeType: PageMimeType,
  { pageCount = 1, firstPageNumber = 1 }: { readonly pageCount?: number; readonly firstPageNumber?: number },
): Promise<PageToRead> {
  const { size } = await stat(path);
  return { read: () => readFile(path), mimeType, sizeBytes: size, pageCount, firstPageNumber };
}
