/** The end of a ledger that lines are added to, whatever somebody does to the file meanwhile. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, syncFile } from '../files/replace-file.ts';
import type { KeepingLog } from '../keeping-log.ts';
import { findRotatedFiles, identify } from './log-files.ts';
import type { Piece } from './piece.ts';
import { repairTail } from './torn-tail.ts';

export interface GrowingFileOptions {
  readonly path: string;
  /** Older files, oldest first; the file that grows is added to them, and the next one whenever that is rotated. */
  readonly pieces: Piece[];
  /** fdatasync after every write. */
  readonly isSynced: boolean;
  readonly log: KeepingLog;
  readonly now: () => Date;
}

export interface GrowingFile {
  /**
   * Adds bytes that end with a line end. Rejects with a system error if they could not
   * be written; nothing of them is left then, or will be after the next call. One call at a time.
   */
  append(bytes: Buffer): Promise<void>;
}

/** Who copies and then truncates a file loses what was written between: for so long we keep it, to write it again. */
const COPY_GAP_MS = 2000;
const MAX_TRIES = 5;

interface RecentWrite {
  readonly atMs: number;
  /** In the file. */
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Opens or makes the file and its folder, and mends its end. Rejects with a system error. */
export async function openGrowingFile(options: GrowingFileOptions): Promise<GrowingFile> {
  const { path, pieces, isSynced, log, now } = options;
  let recent: RecentWrite[] = [];
  /** True while the file may hold the beginning of a write that failed. */
  let hasRemnant = false;
  let current = await openNew();

  async function openNew(): Promise<Piece & { file: FileHandle }> {
    await makeFolder(dirname(path));
    const file = await open(path, 'a+', 0o600);
    if (isSynced) await syncFile(path);
    const repair = await repairTail(file);
    if (repair) log.warn({ path, ...repair }, 'The last line of a usage ledger was torn; it was mended');
    const last = pieces.at(-1);
    const piece = { path, base: last ? last.base + last.size : 0, size: (await file.stat()).size, file };
    pieces.push(piece);
    recent = [];
    hasRemnant = false;
    return piece;
  }

  /** Before a write: notices what has become of the file since the last one. */
  async function useFileOnPath(): Promise<void> {
    const [own, onPath] = await Promise.all([current.file.stat(), identify(path)]);
    if (onPath?.ino !== own.ino || onPath.dev !== own.dev) return moveOn(own.nlink);
    if (own.size < current.size) return followTruncation(own.size, own.mtimeMs);
    if (hasRemnant) await current.file.truncate(current.size);
    else if (own.size > current.size) await acceptForeignLines();
    hasRemnant = false;
  }

  async function moveOn(links: number): Promise<void> {
    log.info({ path, wasDeleted: links === 0 }, 'A usage ledger was moved away; a new file is begun');
    const old: Piece = current;
    current = await openNew();
    if (links > 0) return;
    const { file } = old;
    old.file = undefined;
    await file?.close();
  }

  /** The old bytes live on in a copy, if somebody made one; what is in neither file is written again. */
  async function followTruncation(size: number, truncatedAtMs: number): Promise<void> {
    const { base, file, size: oldSize } = current;
    const copy = await openCopy();
    log.info({ path, copy: copy?.path }, 'A usage ledger was truncated; its lines go on in the same file');
    const lost = recent.filter(({ offset, bytes, atMs }) =>
      copy ? offset + bytes.length > copy.size : atMs >= truncatedAtMs - COPY_GAP_MS,
    );
    pieces.splice(-1, 1, { path: copy?.path ?? path, base, size: oldSize, file: copy?.file });
    current = { path, base: base + oldSize, size, file };
    pieces.push(current);
    recent = [];
    for (const { bytes } of lost) await write(bytes);
  }

  async function openCopy(): Promise<{ path: string; size: number; file: FileHandle } | undefined> {
    const newest = (await findRotatedFiles(path)).paths.at(-1);
    if (newest === undefined || pieces.some((piece) => piece !== current && piece.path === newest))
      return undefined;
    const { size } = await stat(newest);
    return size <= current.size ? { path: newest, size, file: await open(newest, 'r') } : undefined;
  }

  async function acceptForeignLines(): Promise<void> {
    log.warn({ path }, 'Somebody else writes to a usage ledger');
    await repairTail(current.file);
    current.size = (await current.file.stat()).size;
  }

  async function write(bytes: Buffer): Promise<void> {
    hasRemnant = true;
    for (let done = 0; done < bytes.length; ) {
      done += (await current.file.write(bytes, done, bytes.length - done)).bytesWritten;
    }
    if (isSynced) await current.file.datasync();
    hasRemnant = false;
    current.size += bytes.length;
  }

  /** After a write: false if the file was deleted or truncated just before, and the bytes with it. */
  async function isStillThere(): Promise<boolean> {
    const { nlink, size } = await current.file.stat();
    return nlink > 0 && size >= current.size;
  }

  return {
    async append(bytes) {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        await useFileOnPath();
        const offset = current.size;
        await write(bytes);
        if (!(await isStillThere())) continue;
        const atMs = now().getTime();
        recent = [...recent.filter((write) => write.atMs > atMs - COPY_GAP_MS), { atMs, offset, bytes }];
        return;
      }
      throw new Error(`${path} is deleted or truncated again and again`);
    },
  };
}
