/** How many pages each user may still send today, counted over restarts. */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Storage } from '../durable/storage.ts';
import { formatLocalDate } from '../local-time.ts';

export interface PageQuotaOptions {
  readonly storage: Storage;
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
  const { storage, maxPagesPerDay, isExempt, timeZone, now, log } = options;
  const counts = await storage.value('page-quota', { parse: countsSchema.parse, initial: emptyCounts() });

  function emptyCounts(): Counts {
    return { version: 1, day: today(), pagesByUser: {} };
  }

  function today(): string {
    return formatLocalDate(now(), timeZone);
  }

  function countOf(userId: number): number {
    const { day, pagesByUser } = counts.get();
    return day === today() ? (pagesByUser[userId] ?? 0) : 0;
  }

  return {
    maxPagesPerDay,
    left: (userId) =>
      maxPagesPerDay === undefined || isExempt(userId)
        ? Number.POSITIVE_INFINITY
        : maxPagesPerDay - countOf(userId),
    add(userId, pages) {
      if (maxPagesPerDay === undefined) return;
      counts
        .update((current) => addPages(current.day === today() ? current : emptyCounts(), userId, pages))
        .catch((error: unknown) =>
          log.warn({ err: error }, 'The count of pages per user could not be written'),
        );
    },
    settle: counts.settle,
  };
}

function addPages(counts: Counts, userId: number, pages: number): Counts {
  const pagesSoFar = counts.pagesByUser[userId] ?? 0;
  return { ...counts, pagesByUser: { ...counts.pagesByUser, [userId]: pagesSoFar + pages } };
}
