/** Looks into a sent file before it counts as a page: what it really is, how many pages, whether it is whole. */
import { fileTypeFromBuffer } from 'file-type';
import PQueue from 'p-queue';
import { ScanError, type ScanErrorCode } from '../errors.ts';
import type { PageMimeType } from '../reader/invoice-reader.ts';
import { createPdfPageCount, type PdfPageCount } from './pdf-page-count.ts';

export interface PageFileLimits {
  /** Telegram's own bound on downloads is 20 MB. */
  readonly maxBytes: number;
  readonly maxImagePixels: number;
  /** Some models open HEIC; on this machine there is no decoder for it. */
  readonly readsHeic: boolean;
}

export interface SentFile {
  readonly bytes: Uint8Array;
  /** What the user calls it; only for messages. */
  readonly name: string;
}

export interface PageFileFacts {
  readonly mimeType: PageMimeType;
  /** 1 for an image. */
  readonly pageCount: number;
}

/** Accepted content and the extension that it is stored under. */
const EXTENSIONS: Readonly<Record<PageMimeType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'application/pdf': 'pdf',
};

/** A PDF's header may stand behind some bytes of junk, its end mark before some (ISO 32000-1, 7.5, and what readers accept). */
const PDF_MARGIN_BYTES = 1024;

const MAX_INSPECTIONS = 2;

/** Checking for truncation decodes a picture; at this size the decoder can skip most of the work. */
const PROBE_WIDTH_PIXELS = 32;

/**
 * Decides by content; name and claimed type count for nothing. Throws a `file_…` or `image_too_large` error that carries
 * the file's name.
 */
export type InspectPageFile = (file: SentFile) => Promise<PageFileFacts>;

export interface PageFileInspection {
  readonly inspect: InspectPageFile;
  close(): Promise<void>;
}

/** A few at a time: decoding takes whole cores, which others' commands need too. */
export function createPageFileInspection(limits: PageFileLimits): PageFileInspection {
  const turns = new PQueue({ concurrency: MAX_INSPECTIONS });
  const pdfs = createPdfPageCount();
  return {
    inspect: (file) => turns.add(() => inspectPageFile(file, limits, pdfs)),
    close: pdfs.close,
  };
}

async function inspectPageFile(
  file: SentFile,
  limits: PageFileLimits,
  pdfs: PdfPageCount,
): Promise<PageFileFacts> {
  if (file.bytes.length === 0) throw refusal('file_empty', file);
  if (file.bytes.length > limits.maxBytes) {
    throw refusal('file_too_large', file, { limit: `${limits.maxBytes / 1024 ** 2} MB` });
  }
  const mimeType = await detectMimeType(file.bytes);
  if (mimeType === undefined) throw refusal('file_unsupported', file);
  if (mimeType === 'application/pdf') return { mimeType, pageCount: await countPdfPages(file, pdfs) };
  if (isHeic(mimeType) && !limits.readsHeic) throw refusal('file_needs_model', file);
  await checkImage(file, mimeType, limits.maxImagePixels);
  return { mimeType, pageCount: 1 };
}

export function extensionOf(mimeType: PageMimeType): string {
  return EXTENSIONS[mimeType];
}

async function detectMimeType(bytes: Uint8Array): Promise<PageMimeType | undefined> {
  const detected = await fileTypeFromBuffer(bytes);
  if (detected && isPageMimeType(detected.mime)) return detected.mime;
  const head = Buffer.from(bytes.subarray(0, PDF_MARGIN_BYTES)).toString('latin1');
  return head.includes('%PDF-') ? 'application/pdf' : undefined;
}

export function isHeic(mimeType: PageMimeType): boolean {
  return mimeType === 'image/heic' || mimeType === 'image/heif';
}

function isPageMimeType(mime: string): mime is PageMimeType {
  return Object.hasOwn(EXTENSIONS, mime);
}

async function countPdfPages(file: SentFile, pdfs: PdfPageCount): Promise<number> {
  const pageCount = await pdfs.count(file.bytes);
  if (pageCount === 'encrypted') throw refusal('file_encrypted', file);
  // A file may claim any number, less than none too.
  if (pageCount === 'damaged' || pageCount < 1) throw refusal('file_truncated', file);
  if (!hasPdfEnd(file.bytes)) throw refusal('file_truncated', file);
  return pageCount;
}

/** pdf.js mends a file that was cut off and then reports fewer pages, so the end mark is asked for too. */
function hasPdfEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-PDF_MARGIN_BYTES)).includes('%%EOF');
}

async function checkImage(file: SentFile, mimeType: PageMimeType, maxPixels: number): Promise<void> {
  const { default: sharp } = await import('sharp');
  const metadata = await sharp(file.bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw refusal('file_truncated', file, { cause });
    });
  if (metadata.width * metadata.height > maxPixels) {
    throw refusal('image_too_large', file, { limit: `${Math.floor(maxPixels / 1e6)} megapixels` });
  }
  // The decoder for HEIC is not part of sharp: its boxes have to do.
  if (isHeic(mimeType)) {
    if (!hasWholeBoxes(file.bytes)) throw refusal('file_truncated', file);
    return;
  }
  await sharp(file.bytes, { failOn: 'truncated', limitInputPixels: maxPixels })
    .resize(PROBE_WIDTH_PIXELS)
    .raw()
    .toBuffer()
    .catch((cause: unknown) => {
      throw refusal('file_truncated', file, { cause });
    });
}

/** A HEIC is a row of boxes, each with its length first (ISO/IEC 14496-12, 4.2): the last must end where the file does. */
function hasWholeBoxes(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  while (offset + 8 <= bytes.length) {
    const size = view.getUint32(offset);
    if (size === 0) return true; // to the end of the file
    const isLong = size === 1;
    if (isLong && offset + 16 > bytes.length) return false;
    const length = isLong ? Number(view.getBigUint64(offset + 8)) : size;
    if (length < (isLong ? 16 : 8)) return false; // shorter than its own head: no box, and no way on
    offset += length;
  }
  return offset === bytes.length;
}

function refusal(
  code: ScanErrorCode,
  file: SentFile,
  options: { limit?: string; cause?: unknown } = {},
): ScanError {
  return new ScanError(code, `refused a file of ${file.bytes.length} bytes: ${code}`, {
    fileName: file.name,
    ...options,
  });
}
