/** What a worker thread does: read a PDF's text, prepare a page, read its lines. Each export is one task. */
import { readFile } from 'node:fs/promises';
import type { PageLayout, Word } from '../scan/ports.ts';
import { createTesseractEngine, type OcrEngine } from './engine/tesseract.ts';
import { cleanPage } from './image/clean-page.ts';
import { decodeImage } from './image/decode-image.ts';
import type { GrayImage } from './image/gray-image.ts';
import { takeQrCodes } from './image/qr-codes.ts';
import { cutLine, type LineImage, turnLineRound } from './line-images.ts';
import { readLine } from './line-reading.ts';
import { drawPdfPage } from './pdf/raster.ts';
import { readTextLayers } from './pdf/text-layer.ts';

/** What a task makes of a file: a value, or why the file can't be read. */
export type TaskResult<T> = { readonly value: T } | { readonly unreadable: string };

export interface PageTask {
  readonly path: string;
  /** From 0, for a page of a PDF. */
  readonly pdfPageIndex?: number;
}

export interface PreparedPage {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly LineImage[];
  readonly qrCodes: readonly string[];
}

/** So many lines tell whether a page is on its head, and how sure the engine then is of them. */
const SAMPLE_LINES = 6;
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
    const qrCodes = await takeQrCodes(picture);
    const { image, lines } = await cleanPage(picture);
    const { width, height } = image;
    const cut = lines.map((line) => cutLine(image, line));
    return { width, height, qrCodes, lines: await turnUpright(cut, { width, height }) };
  });
}

/** Words in page coordinates, in no promised order. */
export async function readLines(lines: readonly LineImage[]): Promise<readonly Word[]> {
  const loaded = await loadEngine();
  return lines.flatMap((line) => readLine(line, loaded));
}

async function loadPicture({ path, pdfPageIndex }: PageTask): Promise<GrayImage> {
  if (pdfPageIndex === undefined) return decodeImage(path);
  return drawPdfPage(await readFile(path), pdfPageIndex);
}

/** Reads the longest lines both ways and keeps the way that the engine is surer of. */
async function turnUpright(
  lines: readonly LineImage[],
  page: Pick<PageLayout, 'width' | 'height'>,
): Promise<readonly LineImage[]> {
  const sample = [...lines].sort((a, b) => b.width - a.width).slice(0, SAMPLE_LINES);
  const confidence = await measureConfidence(sample);
  if (sample.length === 0 || confidence >= SURE_CONFIDENCE) return lines;
  const turned = await measureConfidence(sample.map((line) => turnLineRound(line, page)));
  return turned > confidence ? lines.map((line) => turnLineRound(line, page)) : lines;
}

/** The mean over characters: of noise, engines are sure in single characters only. */
async function measureConfidence(lines: readonly LineImage[]): Promise<number> {
  const words = await readLines(lines);
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sure = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return characters === 0 ? 0 : sure / characters;
}

function loadEngine(): Promise<OcrEngine> {
  engine ??= createTesseractEngine();
  return engine;
}

/** Errors lose their class on the way between threads, so what is the file's fault is told apart here. */
async function attempt<T>(run: () => Promise<T>): Promise<TaskResult<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
