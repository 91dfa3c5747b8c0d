/** The files that users and the bot have sent, found by file id or by download path. */
import { randomBytes } from 'node:crypto';
import type { Document, Message, PhotoSize } from '../bot-api/bot-api-types.ts';
import type { Blobs } from './blobs.ts';
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

interface StoredFile {
  readonly sizeBytes: number;
  readonly infos: readonly FileInfo[];
}

export interface FileStoreOptions {
  readonly maxBytes: number;
  readonly blobs: Blobs;
  /** Of before a restart, oldest first; what belongs to none of them is removed. Default none. */
  readonly messages?: readonly Message[];
}

/**
 * Holds at most `maxBytes`, then the oldest files make room; the newest always stays.
 *
 * A photo's bytes are kept as they came. Telegram would scale it down to 2560 pixels; here the largest size is the
 * picture itself, and its smaller sizes have their own ids, measures and sizes, but give the same bytes.
 */
export function createFileStore({ maxBytes, blobs, messages = [] }: FileStoreOptions): FileStore {
  const files = new Map<string, StoredFile>();
  let totalBytes = 0;
  for (const { photo, document } of messages) {
    if (photo) register(photo, photoPath);
    if (document) register([document], documentPath(document));
  }
  for (const key of blobs.keys()) if (!files.has(key)) blobs.remove(key);

  function register(variants: readonly Variant[], pathOf: (fileId: string) => string): void {
    const infos = variants.map(({ file_id, file_unique_id, file_size }) => {
      return { file_id, file_unique_id, file_size, file_path: pathOf(file_id) };
    });
    const key = keyOf(infos[0]?.file_id ?? '');
    const sizeBytes = infos.at(-1)?.file_size ?? 0;
    files.set(key, { sizeBytes, infos });
    totalBytes += sizeBytes;
    makeRoom(key);
  }

  function makeRoom(newest: string): void {
    for (const [key, file] of files) {
      if (totalBytes <= maxBytes || key === newest) return;
      files.delete(key);
      blobs.remove(key);
      totalBytes -= file.sizeBytes;
    }
  }

  function find(fileId: string): FileInfo | undefined {
    return files.get(keyOf(fileId))?.infos.find((one) => one.file_id === fileId);
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
      blobs.put(key, bytes);
      register(photo, photoPath);
      return photo;
    },
    addDocument({ bytes, fileName, mimeType }) {
      const key = createKey();
      const ids = createIds(key, 0);
      const document = { ...ids, file_name: fileName, mime_type: mimeType, file_size: bytes.length };
      blobs.put(key, bytes);
      register([document], documentPath(document));
      return document;
    },
    info: find,
    bytes: (fileId) => (find(fileId) ? blobs.get(keyOf(fileId)) : undefined),
    bytesAt(filePath) {
      const fileId = /^\w+\/([\w-]+)\.\w+$/.exec(filePath)?.[1] ?? '';
      return find(fileId)?.file_path === filePath ? blobs.get(keyOf(fileId)) : undefined;
    },
  };
}

function photoPath(fileId: string): string {
  return `photos/${fileId}.jpg`;
}

function documentPath({ file_name }: Document): (fileId: string) => string {
  const extension = /\.(\w{1,8})$/.exec(file_name)?.[1] ?? 'bin';
  return (fileId) => `documents/${fileId}.${extension}`;
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
