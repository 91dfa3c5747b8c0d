/** How many pages each user may still send today: DATA_DIR/page-quota.json, so that a restart gives none away. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { replaceFile } from '../durable/replace-file.ts';
import { formatLocalDate } from '../local-time.ts';

const FILE = 'page-quota.json';
const OWNER_ONLY = { mode: 0o600 };

export interface PageQuotaOptions {
  readonly dataDir: string;
  /** Undefined for no limit. */
  readonly maxPagesPerDay: number | undefined;
  /** Who may send as many as they like. */
  readonly isExempt: (userId: number) => boolean;
  /** In which a day begins and ends. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface PageQuota {
  /** The limit, for who has one. */
  readonly maxPagesPerDay: number | undefined;
  /** Infinity where there is no limit. */
  left(userId: number): number;
  /** Counts at once, and writes in the background: a kill may give a page away, nobody waits for it. */
  add(userId: number, pages: number): void;
  /** Resolves when all is written, or can't be. */
  settle(): Promise<void>;
}

const countsSchema = z.object({
  version: z.literal(1),
  day: z.iso.date(),
  pagesByUser: z.record(z.string(), z.int().nonnegative()),
});

type Counts = z.infer<typeof countsSchema>;

export async function openPageQuota(options: PageQuotaOptions): Promise<PageQuota> {
  const { dataDir, maxPagesPerDay, isExempt, timeZone, now, log } = options;
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let counts = (await loadCounts(path, log)) ?? emptyCounts();
  let waiting: Promise<void> | undefined;
  let lastWrite = Promise.resolve();

  function emptyCounts(): Counts {
    return { version: 1, day: today(), pagesByUser: {} };
  }

  function today(): string {
    return formatLocalDate(now(), timeZone);
  }

  function countOf(userId: number): number {
    if (counts.day !== today()) counts = emptyCounts();
    return counts.pagesByUser[userId] ?? 0;
  }

  /** Counts that come while a write is under way share the next one. */
  function writeSoon(): void {
    waiting ??= lastWrite.then(() => {
      waiting = undefined;
      lastWrite = replaceFile(path, [JSON.stringify(counts)], OWNER_ONLY).catch((error: unknown) => {
        log.warn({ err: error }, 'The count of pages per user could not be written');
      });
      return lastWrite;
    });
  }

  return {
    maxPagesPerDay,
    left: (userId) =>
      maxPagesPerDay === undefined || isExempt(userId)
        ? Number.POSITIVE_INFINITY
        : maxPagesPerDay - countOf(userId),
    add(userId, pages) {
      if (maxPagesPerDay === undefined) return;
      const pagesSoFar = countOf(userId);
      counts = { ...counts, pagesByUser: { ...counts.pagesByUser, [userId]: pagesSoFar + pages } };
      writeSoon();
    },
    async settle() {
      await (waiting ?? lastWrite);
    },
  };
}

/** Undefined where there is none, or none that can be read. */
async function loadCounts(path: string, log: Logger): Promise<Counts | undefined> {
  try {
    return countsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    if (isThere) log.warn({ err: error }, 'The count of pages per user is damaged: it begins anew');
    return undefined;
  }
}
