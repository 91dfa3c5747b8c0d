/** What a worker thread does: read a PDF's text, prepare a page, read its lines, find fields. Each export is one task. */
import { readFile } from 'node:fs/promises';
import type { InvoiceHeader } from '../invoice/invoice.ts';
import type { PageLayout, QrSearch, Word } from '../scan/ports.ts';
import { createTesseractEngine, type OcrEngine } from './engine/tesseract.ts';
import { findHeader } from './fields/find-header.ts';
import { layOutText } from './fields/printed-rows.ts';
import { cleanPage } from './image/clean-page.ts';
import { takeQrCodes } from './image/qr-codes.ts';
import { cutLine, type LineImage, turnLineRound } from './line-images.ts';
import { readLine } from './line-reading.ts';
import { loadPicture, type PageTask } from './page-picture.ts';
import { readTextLayers } from './pdf/text-layer.ts';
import { attempt, type TaskResult } from './task-result.ts';

export { findLines } from './fields/find-lines.ts';
export { findQrCodes } from './qr-tasks.ts';

export interface PreparedPage {
  readonly width: number;
  readonly height: number;
  /** Words of the lines that were read to see which way is up. */
  readonly words: readonly Word[];
  /** The other lines. */
  readonly lines: readonly LineImage[];
  readonly qr: QrSearch;
}

/** So many lines tell whether a page is on its head; of upright ones the engine is this sure. */
const SAMPLE_LINES = 5;
const SURE_CONFIDENCE = 0.8;

let engine: Promise<OcrEngine> | undefined;

/** Loads the engine, so that the next task need not wait for it. */
export async function warmUp(): Promise<void> {
  await loadEngine();
}

/** Of each page its layout, undefined if it must be looked at. */
export function readPdf({ path }: PageTask): Promise<TaskResult<readonly (PageLayout | undefined)[]>> {
  return attempt(async () => readTextLayers(await readFile(path)));
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
export async function readLines(lines: readonly LineImage[]): Promise<readonly Word[]> {
  const loaded = await loadEngine();
  const words: Word[] = [];
  for (const line of lines) words.push(...(await readLine(line, loaded)));
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
): Promise<Pick<PreparedPage, 'words' | 'lines'>> {
  const sorted = [...lines].sort((a, b) => b.width - a.width);
  const [sample, rest] = [sorted.slice(0, SAMPLE_LINES), sorted.slice(SAMPLE_LINES)];
  const words = await readLines(sample);
  if (sample.length === 0 || calculateConfidence(words) >= SURE_CONFIDENCE) return { words, lines: rest };
  const turnRound = (line: LineImage) => turnLineRound(line, page);
  const turnedWords = await readLines(sample.map(turnRound));
  return calculateConfidence(turnedWords) > calculateConfidence(words)
    ? { words: turnedWords, lines: rest.map(turnRound) }
    : { words, lines: rest };
}

/** The mean over characters: of noise, engines are sure in single characters only. */
function calculateConfidence(words: readonly Word[]): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sure = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return characters === 0 ? 0 : sure / characters;
}

function loadEngine(): Promise<OcrEngine> {
  engine ??= createTesseractEngine();
  return engine;
}
