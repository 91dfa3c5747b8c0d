/** Worker threads that run tasks, started when there is work and ended when there is none. */
import { extname } from 'node:path';
import type { Piscina } from 'piscina';
import { ScanError } from '../errors.ts';

/**
 * Piscina loads tasks by require(), and by import() where that is refused. A thread that is ended while it requires an ES
 * module takes the whole process with it (Node 20 and 22: "IsGraphAsync must be used on an instantiated module").
 */
const LOADER_FLAGS = process.features.require_module ? ['--no-experimental-require-module'] : [];
/** Sources are run by tsx, also in a thread; what is built needs nothing. */
const FLAGS_FOR_SOURCES = ['--import', 'tsx'];

export interface TaskPoolOptions {
  /** A module whose exports are the tasks, by name; one is `warmUp`. */
  readonly tasks: URL;
  readonly maxThreads: number;
  /** A thread that had nothing to do for so long is ended, and its memory freed. */
  readonly idleMs: number;
  /** A task that takes longer is ended with its thread. */
  readonly taskTimeoutMs: number;
}

export interface TaskPool {
  /**
   * Rejects with the signal's reason as soon as that aborts, and ends the thread if the task runs; with `page_unreadable`
   * if the task took too long; with `internal` if it threw or its thread died. The next task gets a new thread.
   */
  run<T>(name: string, task: unknown, signal: AbortSignal): Promise<T>;
  /** How many threads there are just now. */
  countThreads(): number;
  /** Ends all threads, whatever they do. The pool can be used again. */
  close(): Promise<void>;
}

/** A module beside the one that asks (`import.meta.url`): `.ts` in the sources, `.js` once built. */
export function findTasks(name: string, askerUrl: string): URL {
  return new URL(`./${name}${extname(askerUrl)}`, askerUrl);
}

export function createTaskPool({ tasks, maxThreads, idleMs, taskTimeoutMs }: TaskPoolOptions): TaskPool {
  let loading: Promise<Piscina> | undefined;

  async function loadPool(): Promise<Piscina> {
    const { Piscina: Pool } = await import('piscina');
    const started = new Pool({
      filename: tasks.href,
      name: 'warmUp',
      minThreads: 0,
      maxThreads,
      idleTimeout: idleMs,
      execArgv: [...LOADER_FLAGS, ...(extname(tasks.pathname) === '.ts' ? FLAGS_FOR_SOURCES : [])],
    });
    // Threads that die without a task are nobody's loss, and the next task that fails tells its caller.
    started.on('error', () => undefined);
    return started;
  }

  let pool: Piscina | undefined;
  return {
    async run(name, task, signal) {
      signal.throwIfAborted();
      loading ??= loadPool();
      pool = await loading;
      const timeout = AbortSignal.timeout(taskTimeoutMs);
      try {
        return await pool.run(task, { name, signal: AbortSignal.any([signal, timeout]) });
      } catch (cause) {
        signal.throwIfAborted();
        if (!timeout.aborted) throw new ScanError('internal', `The task ${name} did not end well`, { cause });
        throw new ScanError('page_unreadable', `The task ${name} took more than ${taskTimeoutMs} ms`, {
          cause,
        });
      }
    },

    countThreads: () => pool?.threads.length ?? 0,

    async close() {
      const closing = loading;
      loading = undefined;
      await (await closing)?.destroy();
    },
  };
}
