/** Jobs: legal changes, what is remembered and for how long, and two things that happen at once. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ScanError } from '../../src/errors.ts';
import { isOver, type Job, type JobState, JobStateError, moveJob } from '../../src/jobs/job.ts';
import { type JobBookOptions, openJobBook } from '../../src/jobs/job-book.ts';
import { createFolder } from '../support/folders.ts';
import { createTestStorage } from '../support/test-storage.ts';

const log = pino({ level: 'silent' });
const START = Date.UTC(2026, 1, 6, 9);
const DAY_MS = 86_400_000;

const EXPORT = { kind: 'export', label: '2026-02 as CSV', userId: 42 } as const;

function createClock() {
  let atMs = START;
  const pass = (ms: number) => {
    atMs += ms;
  };
  return { now: () => new Date(atMs), pass };
}

/** Nothing is still being written when the test's folder goes. */
async function openBook(options: JobBookOptions) {
  const book = await openJobBook(options);
  onTestFinished(() => book.settle());
  return book;
}

describe('a job', () => {
  const job: Job = {
    jobId: 'a',
    kind: 'scan',
    label: 'x',
    state: 'pending',
    progress: 0,
    createdAt: new Date(START).toISOString(),
  };
  const states = fc.constantFrom<JobState[]>('pending', 'running', 'completed', 'failed', 'cancelled');

  test('whatever is asked for, changes legally or not at all, and what is completed stays so', () => {
    fc.assert(
      fc.property(fc.array(states), (wanted) => {
        let current = job;
        for (const state of wanted) {
          try {
            const next = moveJob(current, state, new Date(START));
            expect(current.state === 'completed' || current.state === 'cancelled').toBe(false);
            expect(next.progress).toBeGreaterThanOrEqual(0);
            expect(next.endedAt !== undefined || !isOver(next)).toBe(true);
            current = next;
          } catch (error) {
            expect(error).toBeInstanceOf(JobStateError);
          }
        }
      }),
    );
  });
});

describe('work that runs as a job', () => {
  test('is seen while it runs, with its progress, and afterwards as completed', async () => {
    const { now, pass } = createClock();
    const book = await openBook({ storage: createTestStorage(await createFolder()), now, log });
    const result = await book.run(EXPORT, async ({ report }) => {
      report(40);
      report(20);
      expect(book.list()).toMatchObject([{ ...EXPORT, state: 'running', progress: 40 }]);
      pass(1500);
      return 'done';
    });
    expect(result).toBe('done');
    expect(book.list()).toMatchObject([
      {
        state: 'completed',
        progress: 100,
        startedAt: '2026-02-06T09:00:00.000Z',
        endedAt: '2026-02-06T09:00:01.500Z',
      },
    ]);
  });

  test('that fails is listed with its code, and its error goes to who asked', async () => {
    const book = await openBook({
      storage: createTestStorage(await createFolder()),
      now: createClock().now,
      log,
    });
    const fault = new ScanError('disk_unavailable', 'full');
    await expect(book.run(EXPORT, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(book.list()).toMatchObject([{ state: 'failed', errorCode: 'disk_unavailable' }]);
  });

  test('is cancelled once: who comes second is told that it is over', async () => {
    const book = await openBook({
      storage: createTestStorage(await createFolder()),
      now: createClock().now,
      log,
    });
    const work = book.run(
      EXPORT,
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const [{ jobId = '' } = {}] = book.list();
    expect([book.cancel(jobId), book.cancel('job_unknown')]).toEqual([true, false]);
    await expect(work).rejects.toThrow('cancelled');
    expect(book.cancel(jobId)).toBe(false);
    expect(book.list()).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('the book', () => {
  test('remembers over a restart for seven days', async () => {
    const dataDir = await createFolder();
    const { now, pass } = createClock();
    const book = await openBook({ storage: createTestStorage(dataDir), now, log });
    await book.run(EXPORT, async () => undefined);
    await book.settle();
    pass(7 * DAY_MS - 1);
    expect((await openBook({ storage: createTestStorage(dataDir), now, log })).list()).toHaveLength(1);
    pass(1);
    const later = await openBook({ storage: createTestStorage(dataDir), now, log });
    await later.settle();
    expect([book.list(), later.list()]).toEqual([[], []]);
    expect(await readFile(join(dataDir, 'jobs.jsonl'), 'utf8')).toBe('');
  });

  test('passes over lines that are damaged or of another program', async () => {
    const dataDir = await createFolder();
    const { now } = createClock();
    const book = await openBook({ storage: createTestStorage(dataDir), now, log });
    await book.run(EXPORT, async () => undefined);
    await book.settle();
    const path = join(dataDir, 'jobs.jsonl');
    await writeFile(path, `\0\n{"jobId":1}\n${await readFile(path, 'utf8')}{"jobId":"torn`);
    expect((await openBook({ storage: createTestStorage(dataDir), now, log })).list()).toHaveLength(1);
  });

  test('forgets the end of a job that is asked for again', async () => {
    const book = await openBook({
      storage: createTestStorage(await createFolder()),
      now: createClock().now,
      log,
    });
    const at = new Date(START).toISOString();
    const failed: Job = {
      jobId: 's',
      kind: 'scan',
      label: 'x',
      state: 'failed',
      progress: 5,
      createdAt: at,
      endedAt: at,
    };
    book.note(failed);
    expect(book.list()).toEqual([failed]);
    book.note({ ...failed, state: 'pending' });
    expect(book.list()).toEqual([]);
  });
});
