/** Worker threads: started for work, ended when idle, aborted or dead; the next task always gets one. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTaskPool, type TaskPool, type TaskPoolOptions } from '../../src/concurrency/task-pool.ts';

const never = new AbortController().signal;

function createPool(options: Partial<TaskPoolOptions> = {}): TaskPool {
  const tasks = new URL('./pool-tasks.ts', import.meta.url);
  const pool = createTaskPool({ tasks, maxThreads: 1, idleMs: 10_000, taskTimeoutMs: 120_000, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

describe('a pool of worker threads', () => {
  test('has no thread before the first task, and keeps one for the next', async () => {
    const pool = createPool();
    expect(pool.countThreads()).toBe(0);

    const first = await pool.run<{ doubled: number; threadId: number }>('answer', 21, never);
    const second = await pool.run<{ doubled: number; threadId: number }>('answer', 4, never);

    expect([first.doubled, second.doubled]).toEqual([42, 8]);
    expect(second.threadId).toBe(first.threadId);
    expect(pool.countThreads()).toBe(1);
  });

  test('its threads never require ES modules: ended meanwhile, one would take the process with it', async () => {
    expect(await createPool().run('requiresModules', undefined, never)).toBe(false);
  });

  test('ends its threads when they have nothing to do', async () => {
    const pool = createPool({ idleMs: 20 });
    await pool.run('answer', 1, never);

    await expect.poll(() => pool.countThreads()).toBe(0);

    expect(await pool.run('answer', 2, never)).toMatchObject({ doubled: 4 });
  });

  test('an abort ends a task that would never end, and the next task runs', async () => {
    const pool = createPool();
    const controller = new AbortController();
    await pool.run('answer', 1, never);
    const spinning = pool.run('spin', undefined, controller.signal);
    const waiting = pool.run('answer', 5, never);

    const reason = new Error('cancelled by the user');
    controller.abort(reason);

    await expect(spinning).rejects.toBe(reason);
    expect(await waiting).toMatchObject({ doubled: 10 });
  });

  test('a task that was aborted before never starts a thread', async () => {
    const pool = createPool();

    await expect(pool.run('answer', 1, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');

    expect(pool.countThreads()).toBe(0);
  });

  test('a task that takes too long is ended as unreadable', async () => {
    const pool = createPool({ taskTimeoutMs: 300 });

    await expect(pool.run('spin', undefined, never)).rejects.toMatchObject({ code: 'page_unreadable' });
  });

  test.each(['fail', 'die'])(
    'a task that ends badly (%s) is one error, and the next task runs',
    async (name) => {
      const pool = createPool();

      await expect(pool.run(name, undefined, never)).rejects.toMatchObject({
        name: 'ScanError',
        code: 'internal',
      });

      expect(await pool.run('answer', 3, never)).toMatchObject({ doubled: 6 });
    },
  );

  test('close ends what runs', async () => {
    const pool = createPool();
    const spinning = pool.run('spin', undefined, never).catch((error: unknown) => error);
    await expect.poll(() => pool.countThreads()).toBe(1);

    await pool.close();

    expect(await spinning).toMatchObject({ code: 'internal' });
  });
});
