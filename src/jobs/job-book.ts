/** Runs background work as jobs, and remembers for seven days how every job ended. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Storage } from '../durable/storage.ts';
import { ScanError } from '../errors.ts';
import { isOver, type Job, moveJob } from './job.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

const jobSchema: z.ZodType<Job> = z.object({
  jobId: z.string(),
  kind: z.enum(['scan', 'export', 'summary', 'rebuild']),
  userId: z.int().exactOptional(),
  label: z.string(),
  state: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().exactOptional(),
  endedAt: z.iso.datetime().exactOptional(),
  errorCode: z.string().exactOptional(),
});

export interface JobBookOptions {
  readonly storage: Storage;
  readonly now: () => Date;
  readonly log: { warn(data: object, message: string): void };
}

export type NewJob = Pick<Job, 'kind' | 'label'> & { readonly userId?: number | undefined };

export interface JobControl {
  /** Fires when somebody cancels the job. */
  readonly signal: AbortSignal;
  /** 0 to 100. */
  report(progress: number): void;
}

export interface JobBook {
  /** What runs, and what has ended in the last seven days; newest first. */
  list(): readonly Job[];
  /** Gives what the work gives, and throws what it throws. */
  run<T>(job: NewJob, work: (control: JobControl) => Promise<T>): Promise<T>;
  /** Takes in how a job of elsewhere ended; one that is asked for again is forgotten until it ends again. */
  note(job: Job): void;
  /** False if there is no such job, or it is over. */
  cancel(jobId: string): boolean;
  /** Resolves when all that has ended is written. */
  settle(): Promise<void>;
}

interface Running {
  job: Job;
  readonly abort: AbortController;
}

/** A line that can't be read is passed over. On a disk that takes nothing jobs are remembered in memory alone. */
export async function openJobBook({ storage, now, log }: JobBookOptions): Promise<JobBook> {
  const journal = await storage.journal('jobs', { parse: jobSchema.parse });
  // Of one job the last entry counts.
  const ended = new Map(journal.entries.filter(isKept).map((job) => [job.jobId, job]));
  const running = new Map<string, Running>();
  journal.rewrite([...ended.values()]).catch(complain);

  function isKept({ endedAt }: Job): boolean {
    return endedAt !== undefined && now().getTime() - Date.parse(endedAt) < KEPT_MS;
  }

  function complain(error: unknown): void {
    log.warn({ err: error }, 'How jobs ended can’t be written down');
  }

  function keep(job: Job): void {
    ended.set(job.jobId, job);
    for (const [jobId, old] of ended) if (!isKept(old)) ended.delete(jobId);
    journal.append([job], { outlivesPowerCut: false }).catch(complain);
  }

  return {
    list: () =>
      [...[...running.values()].map(({ job }) => job), ...[...ended.values()].filter(isKept)].sort((a, b) =>
        b.createdAt.localeCompare(a.createdAt),
      ),

    async run({ userId, ...about }, work) {
      const jobId = `job_${randomUUID()}`;
      const created = {
        ...about,
        jobId,
        state: 'pending',
        progress: 0,
        createdAt: now().toISOString(),
      } as const;
      const job = moveJob({ ...created, ...(userId !== undefined && { userId }) }, 'running', now());
      const entry: Running = { job, abort: new AbortController() };
      running.set(jobId, entry);
      const end = (state: 'completed' | 'failed' | 'cancelled', errorCode?: string) => {
        running.delete(jobId);
        keep({ ...moveJob(entry.job, state, now()), ...(errorCode !== undefined && { errorCode }) });
      };
      try {
        const result = await work({
          signal: entry.abort.signal,
          report: (progress) => {
            entry.job = {
              ...entry.job,
              progress: Math.min(99, Math.max(entry.job.progress, Math.round(progress))),
            };
          },
        });
        end('completed');
        return result;
      } catch (error) {
        if (entry.abort.signal.aborted) end('cancelled');
        else end('failed', error instanceof ScanError ? error.code : 'internal');
        throw error;
      }
    },

    note(job) {
      if (isOver(job)) keep(job);
      else ended.delete(job.jobId);
    },

    cancel(jobId) {
      const entry = running.get(jobId);
      entry?.abort.abort(new Error('cancelled by its user'));
      return entry !== undefined;
    },

    settle: journal.settle,
  };
}
