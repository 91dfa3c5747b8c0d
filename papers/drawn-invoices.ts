/** The drawn files that are kept: pictures, PDFs and the truth of each invoice. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Invoice } from '../src/invoice/invoice.ts';

/** One drawn invoice; paths are absolute. */
export interface DrawnInvoice {
  readonly slug: string;
  readonly pdf: string;
  /** One picture per page, in reading order. */
  readonly pictures: readonly string[];
  /** What is printed, normalised and completed. */
  readonly truth: Invoice;
}

/** The drawing's own part of its `.json` file. */
export interface TruthFile {
  readonly pageCount: number;
  readonly truth: Invoice;
}

export const DRAWN_FOLDER = fileURLToPath(new URL('./drawn/', import.meta.url));

/** All of them, by name. */
export function readDrawnInvoices(): readonly DrawnInvoice[] {
  return readdirSync(DRAWN_FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readDrawnInvoice(file.replace(/\.json$/, '')));
}

export function readDrawnInvoice(slug: string): DrawnInvoice {
  const { pageCount, truth } = JSON.parse(readFileSync(truthPathOf(slug), 'utf8')) as TruthFile;
  const pictures = Array.from({ length: pageCount }, (_, index) => picturePathOf(slug, index + 1));
  return { slug, pdf: pdfPathOf(slug), pictures, truth };
}

export function truthPathOf(slug: string): string {
  return `${DRAWN_FOLDER}${slug}.json`;
}

export function pdfPathOf(slug: string): string {
  return `${DRAWN_FOLDER}${slug}.pdf`;
}

/** `pageNumber` from 1. */
export function picturePathOf(slug: string, pageNumber: number): string {
  return `${DRAWN_FOLDER}${slug}-${pageNumber}.png`;
}
