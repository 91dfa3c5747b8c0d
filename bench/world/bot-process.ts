/** The bot as its users run it: `node dist/main.js`, a process of its own with nothing in its environment but ours. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestTelegram } from '../../loopback/telegram/telegram-server.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const KILL_AFTER_MS = 10_000;
const LOG_TAIL_CHARACTERS = 2000;

export interface BotProcess {
  /** From just before the spawn to the first getUpdates call at the Bot API server. */
  readonly startMs: number;
  /** Resident memory now, in MB (10⁶ bytes). */
  readMemoryMb(): Promise<number>;
  /** What it logged last. */
  readLogTail(): Promise<string>;
  /** SIGTERM, and SIGKILL if that does not end it. */
  stop(): Promise<void>;
}

export interface BotProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Working folder, where no .env lies; the log goes there too. */
  readonly folder: string;
  readonly telegram: TestTelegram;
}

/** Resolves at the first poll. Rejects, with the end of the log, if the process ends before. */
export async function startBotProcess({ env, folder, telegram }: BotProcessOptions): Promise<BotProcess> {
  const logPath = join(folder, 'bot.log');
  const log = await open(logPath, 'a');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', log.fd, log.fd] });
  const ended = once(child, 'exit').finally(() => log.close());
  const endedEarly = ended.then(async ([status]) => {
    throw new Error(`The bot ended with status ${status}; it said last:\n${await readLogTail()}`);
  });

  async function readLogTail(): Promise<string> {
    return (await readFile(logPath, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
  }

  async function stop(): Promise<void> {
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }

  try {
    await Promise.race([telegram.waitForOpenCall('getUpdates'), endedEarly]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    startMs: performance.now() - startedAt,
    readMemoryMb: () => readMemoryMb(child.pid ?? 0),
    readLogTail,
    stop,
  };
}

/** Where there is no /proc, `ps` knows it. Both say it in KiB. */
async function readMemoryMb(pid: number): Promise<number> {
  const kib = await readFile(`/proc/${pid}/status`, 'utf8').then(
    (status) => /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1],
    async () => (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout,
  );
  return (Number(kib) * 1024) / 1e6;
}
