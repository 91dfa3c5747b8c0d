/** What a worker thread does: read a PDF's text, prepare a page, read its lines, find fields. Each export is one task. */
import type { InvoiceHeader } from '../invoice/invoice.ts';
import type { PageLayout, QrSearch, Word } from '../reader/invoice-reader.ts';
import { createTesseractEngine, type OcrEngine, type OcrLanguage } from './engine/tesseract.ts';
import { findHeader } from './fields/find-header.ts';
import { layOutText } from './fields/printed/printed-rows.ts';
import { cleanPage } from './image/clean-page.ts';
import { takeQrCodes } from './image/codes/qr-codes.ts';
import { cutLine, type LineImage, turnLineRound } from './line-images.ts';
import { areHindi, calculateConfidence, type OcrEngines, readLine } from './line-reading.ts';
import { loadPicture, type PageTask } from './page-picture.ts';
import { readTextLayers } from './pdf/text-layer.ts';
import { attempt, type TaskResult } from './task-result.ts';

export { findLines } from './fields/items/find-lines.ts';
export { findQrCodes } from './qr-tasks.ts';

/** Lines of one page. */
export interface LinesTask {
  readonly lines: readonly LineImage[];
  /** Whether the page has Devanagari anywhere. */
  readonly isHindiPage: boolean;
}

export interface PreparedPage {
  readonly width: number;
  readonly height: number;
  /** Words of the lines that were read to see which way is up. */
  readonly words: readonly Word[];
  /** The other lines. */
  readonly rest: LinesTask;
  readonly qr: QrSearch;
}

/** So many lines tell whether a page is on its head; of upright ones the engine is this sure. */
const SAMPLE_LINES = 5;
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
    const { image, lines } = await cleanPage(picture);
    const { width, height } = image;
    const cut = lines.map((line) => cutLine(image, line));
    return { width, height, qr, ...(await turnUpright(cut, { width, height })) };
  });
}

/** Words in page coordinates, in no promised order. */
export async function readLines({ lines, isHindiPage }: LinesTask): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const line of lines) words.push(...(await readLine(line, { engines, isHindiPage })));
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

/** Reads some of the longest lines, both ways unless the engine is sure of them at once. */
async function turnUpright(
  lines: readonly LineImage[],
  page: Pick<PageLayout, 'width' | 'height'>,
): Promise<Pick<PreparedPage, 'words' | 'rest'>> {
  const sorted = [...lines].sort((a, b) => b.width - a.width);
  const asItIs = await readSample(sorted);
  if (sorted.length === 0 || calculateConfidence(asItIs.words) >= SURE_CONFIDENCE) return asItIs;
  const turned = await readSample(sorted.map((line) => turnLineRound(line, page)));
  return calculateConfidence(turned.words) > calculateConfidence(asItIs.words) ? turned : asItIs;
}

/** Of the first lines the words. */
async function readSample(lines: readonly LineImage[]): Promise<Pick<PreparedPage, 'words' | 'rest'>> {
  const isHindiPage = areHindi(lines);
  const words = await readLines({ lines: lines.slice(0, SAMPLE_LINES), isHindiPage });
  return { words, rest: { lines: lines.slice(SAMPLE_LINES), isHindiPage } };
}

function loadOnce(language: OcrLanguage): () => Promise<OcrEngine> {
  let engine: Promise<OcrEngine> | undefined;
  return () => {
    engine ??= createTesseractEngine(language);
    return engine;
  };
}
