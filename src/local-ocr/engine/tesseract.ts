/** The OCR engine: Tesseract's LSTM reader as WebAssembly, fed one row of text at a time. The only importer of its core. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { Word } from '../../reader/invoice-reader.ts';
import type { GrayImage } from '../image/gray-image.ts';

export interface OcrEngine {
  /** Words of a picture that shows one row of text, in its pixels. */
  readRow(row: GrayImage): readonly Word[];
}

/** What we use of the core; it comes without types. */
interface Core {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly TessBaseAPI: new () => TessBaseApi;
}

type CreateCore = (options: { readonly printErr: (text: string) => void }) => Promise<Core>;

interface TessBaseApi {
  /** 0 on success. */
  Init(dataPath: string | null, language: string, engineMode: number): number;
  SetVariable(name: string, value: string): void;
  /** Reads `/input`. 1 on failure. */
  SetImageFile(exif: number, angle: number): number;
  SetSourceResolution(dpi: number): void;
  Recognize(monitor: null): number;
  GetTSVText(pageNumber: number): string;
}

const LSTM_ONLY = 1;
const SINGLE_LINE = '7';

const require = createRequire(import.meta.url);

/** English, or Hindi and what else is written in Devanagari. */
export type OcrLanguage = 'eng' | 'hin';

/** Takes about 0.3 s and 100 MB. Everything comes from installed packages: nothing is fetched. */
export async function createTesseractEngine(language: OcrLanguage): Promise<OcrEngine> {
  // Every Node that we support has WebAssembly SIMD, so the core's other builds are never needed.
  const createCore: CreateCore = require('tesseract.js-core/tesseract-core-simd-lstm.js');
  // It warns of settings in the language data that only other builds know. What fails shows in return values.
  const core = await createCore({ printErr: () => undefined });
  core.FS.writeFile(`${language}.traineddata`, await loadLanguage(language));
  const api = new core.TessBaseAPI();
  if (api.Init(null, language, LSTM_ONLY) !== 0)
    throw new Error('Tesseract did not accept its language data');
  api.SetVariable('tessedit_pageseg_mode', SINGLE_LINE);
  api.SetVariable('debug_file', '/dev/null');

  return {
    readRow(row) {
      core.FS.writeFile('/input', encodePgm(row));
      if (api.SetImageFile(1, 0) === 1) throw new Error('Tesseract could not take a picture of a row');
      api.SetSourceResolution(300);
      if (api.Recognize(null) !== 0) throw new Error('Tesseract gave up on a row');
      return parseTsv(api.GetTSVText(0));
    },
  };
}

async function loadLanguage(language: OcrLanguage): Promise<Uint8Array> {
  const path = `@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`;
  return gunzipSync(await readFile(require.resolve(path)));
}

/** The simplest file that the core can read. */
function encodePgm({ width, height, pixels }: GrayImage): Uint8Array {
  const head = Buffer.from(`P5 ${width} ${height} 255\n`);
  return Buffer.concat([head, pixels]);
}

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. Words have level 5. */
function parseTsv(tsv: string): Word[] {
  return tsv.split('\n').flatMap((entry) => {
    const columns = entry.split('\t');
    const text = columns[11]?.trim();
    if (columns[0] !== '5' || !text) return [];
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = columns.slice(6, 11).map(Number);
    return [{ text, left, top, right: left + width, bottom: top + height, confidence: confidence / 100 }];
  });
}
