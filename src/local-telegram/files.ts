/** The files that users and the bot have sent, in memory, found by file id or by download path. */
import { randomBytes } from 'node:crypto';
import type { Document, PhotoSize } from './bot-api-types.ts';
import { type ImageSize, readImageSize } from './image-size.ts';

/** Longest sides of the smaller pictures that Telegram makes of a photo. */
const THUMBNAIL_SIDES = [90, 320, 800];
const KEY_BYTES = 24;

/** One size of a photo, or a document. */
interface Variant {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size: number;
}

/** A file as `getFile` describes it. */
export interface FileInfo extends Variant {
  /** Where to download it: `/file/bot<token>/<file_path>`. */
  readonly file_path: string;
}

export interface FileStore {
  /** `undefined` if the bytes are no JPEG, PNG or WebP picture. */
  addPhoto(bytes: Uint8Array): readonly PhotoSize[] | undefined;
  addDocument(file: { bytes: Uint8Array; fileName: string; mimeType: string }): Document;
  info(fileId: string): FileInfo | undefined;
  /** `undefined` for a file that was never there or had to make room. */
  bytes(fileId: string): Uint8Array | undefined;
  bytesAt(filePath: string): Uint8Array | undefined;
}

interface NewFile {
  readonly bytes: Uint8Array;
  readonly variants: readonly Variant[];
  readonly pathOf: (fileId: string) => string;
}

interface StoredFile {
  readonly bytes: Uint8Array;
  readonly infos: readonly FileInfo[];
}

/**
 * Holds at most `maxBytes`, then the oldest files make room; the newest always stays.
 *
 * A photo's bytes are kept as they came. Telegram would scale it down to 2560 pixels; here the largest size is the
 * picture itself, and its smaller sizes have their own ids, measures and sizes, but give the same bytes.
 */
export function createFileStore({ maxBytes }: { maxBytes: number }): FileStore {
  const files = new Map<string, StoredFile>();
  let totalBytes = 0;

  function keep({ bytes, variants, pathOf }: NewFile): void {
    const infos = variants.map(({ file_id, file_unique_id, file_size }) => {
      return { file_id, file_unique_id, file_size, file_path: pathOf(file_id) };
    });
    const key = keyOf(infos[0]?.file_id ?? '');
    files.set(key, { bytes: Buffer.from(bytes), infos });
    totalBytes += bytes.length;
    makeRoom(key);
  }

  function makeRoom(newest: string): void {
    for (const [key, file] of files) {
      if (totalBytes <= maxBytes || key === newest) return;
      files.delete(key);
      totalBytes -= file.bytes.length;
    }
  }

  function find(fileId: string): { file: StoredFile; info: FileInfo } | undefined {
    const file = files.get(keyOf(fileId));
    const info = file?.infos.find((one) => one.file_id === fileId);
    return file && info ? { file, info } : undefined;
  }

  return {
    addPhoto(bytes) {
      const size = readImageSize(bytes);
      if (size === undefined) return undefined;
      const key = createKey();
      const photo = scaleDown(size, bytes.length).map((scaled, index) => ({
        ...createIds(key, index),
        ...scaled,
      }));
      keep({ bytes, variants: photo, pathOf: (fileId) => `photos/${fileId}.jpg` });
      return photo;
    },
    addDocument({ bytes, fileName, mimeType }) {
      const ids = createIds(createKey(), 0);
      const document = { ...ids, file_name: fileName, mime_type: mimeType, file_size: bytes.length };
      const extension = /\.(\w{1,8})$/.exec(fileName)?.[1] ?? 'bin';
      keep({ bytes, variants: [document], pathOf: (fileId) => `documents/${fileId}.${extension}` });
      return document;
    },
    info: (fileId) => find(fileId)?.info,
    bytes: (fileId) => find(fileId)?.file.bytes,
    bytesAt(filePath) {
      const found = find(/^\w+\/([\w-]+)\.\w+$/.exec(filePath)?.[1] ?? '');
      return found?.info.file_path === filePath ? found.file.bytes : undefined;
    },
  };
}

function createKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** A file's ids are its key and a letter for each of its variants. */
function createIds(key: string, index: number): Omit<Variant, 'file_size'> {
  const letter = String.fromCharCode(65 + index);
  return { file_id: key + letter, file_unique_id: randomBytes(8).toString('base64url') };
}

function keyOf(fileId: string): string {
  return fileId.slice(0, -1);
}

/** The sizes of a photo, smallest first; the last is the picture itself. */
function scaleDown(
  { width, height }: ImageSize,
  sizeBytes: number,
): readonly (ImageSize & { file_size: number })[] {
  const longestSide = Math.max(width, height);
  const sides = [...THUMBNAIL_SIDES.filter((side) => side < longestSide), longestSide];
  return sides.map((side) => {
    const scale = side / longestSide;
    return {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      file_size: Math.ceil(sizeBytes * scale ** 2),
    };
  });
}
