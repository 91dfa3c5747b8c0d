/** What a worker thread does: read a PDF's text, prepare a page, read its rows, find fields. Each export is one task. */
import type { InvoiceHeader } from '../invoice/invoice.ts';
import type { PageLayout, QrSearch, Word } from '../reader/invoice-reader.ts';
import { createTesseractEngine, type OcrEngine, type OcrLanguage } from './engine/tesseract.ts';
import { findHeader } from './fields/find-header.ts';
import { layOutText } from './fields/printed/printed-rows.ts';
import { cleanPage } from './image/clean-page.ts';
import { takeQrCodes } from './image/codes/qr-codes.ts';
import { loadPicture, type PageTask } from './page-picture.ts';
import { readTextLayers } from './pdf/text-layer.ts';
import { areHindi, calculateConfidence, type OcrEngines, readRow } from './read-row.ts';
import { cutRow, type RowPicture, turnRowRound } from './row-pictures.ts';
import { attempt, type TaskResult } from './task-result.ts';

export { findLines } from './fields/items/find-lines.ts';
export { findQrCodes } from './qr-tasks.ts';

/** Rows of one page. */
export interface RowsTask {
  readonly rows: readonly RowPicture[];
  /** Whether the page has Devanagari anywhere. */
  readonly isHindiPage: boolean;
}

export interface PreparedPage {
  readonly width: number;
  readonly height: number;
  /** Words of the rows that were read to see which way is up. */
  readonly words: readonly Word[];
  /** The other rows. */
  readonly rest: RowsTask;
  readonly qr: QrSearch;
}

/** So many rows tell whether a page is on its head; of upright ones the engine is this sure. */
const SAMPLE_ROWS = 5;
const SURE_CONFIDENCE = 0.8;

const engines: OcrEngines = { latin: loadOnce('eng'), devanagari: loadOnce('hin') };

/** Loads the engine that every page needs, so that the next task need not wait for it. */
export async function warmUp(): Promise<void> {
  await engines.latin();
}

/** Of each page its layout, undefined if it must be looked at. */
export function readPdf({ bytes }: PageTask): Promise<TaskResult<readonly (PageLayout | undefined)[]>> {
  return attempt(async () => readTextLayers(bytes));
}

export function preparePage(task: PageTask): Promise<TaskResult<PreparedPage>> {
  return attempt(async () => {
    const picture = await loadPicture(task);
    const qr = await takeQrCodes(picture);
    const { image, rows } = await cleanPage(picture);
    const { width, height } = image;
    const cut = rows.map((row) => cutRow(image, row));
    return { width, height, qr, ...(await turnUpright(cut, { width, height })) };
  });
}

/** Words in page coordinates, in no promised order. */
export async function readRows({ rows, isHindiPage }: RowsTask): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const row of rows) words.push(...(await readRow(row, { engines, isHindiPage })));
  return words;
}

export interface HeaderTask {
  readonly pages: readonly PageLayout[];
  /** What QR codes on them say. */
  readonly codes: readonly string[];
}

export function findHeaderFields({ pages, codes }: HeaderTask): InvoiceHeader {
  return findHeader(pages, codes);
}

export function layOutTexts(pages: readonly PageLayout[]): readonly string[] {
  return pages.map(layOutText);
}

/** Reads some of the longest rows, both ways unless the engine is sure of them at once. */
async function turnUpright(
  rows: readonly RowPicture[],
  page: Pick<PageLayout, 'width' | 'height'>,
): Promise<Pick<PreparedPage, 'words' | 'rest'>> {
  const sorted = [...rows].sort((a, b) => b.width - a.width);
  const asItIs = await readSample(sorted);
  if (sorted.length === 0 || calculateConfidence(asItIs.words) >= SURE_CONFIDENCE) return asItIs;
  const turned = await readSample(sorted.map((row) => turnRowRound(row, page)));
  return calculateConfidence(turned.words) > calculateConfidence(asItIs.words) ? turned : asItIs;
}

/** Of the first rows the words. */
async function readSample(rows: readonly RowPicture[]): Promise<Pick<PreparedPage, 'words' | 'rest'>> {
  const isHindiPage = areHindi(rows);
  const words = await readRows({ rows: rows.slice(0, SAMPLE_ROWS), isHindiPage });
  return { words, rest: { rows: rows.slice(SAMPLE_ROWS), isHindiPage } };
}

function loadOnce(language: OcrLanguage): () => Promise<OcrEngine> {
  let engine: Promise<OcrEngine> | undefined;
  return () => {
    engine ??= createTesseractEngine(language);
    return engine;
  };
}
