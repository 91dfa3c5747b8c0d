/** The bot as a process of its own that is killed once, at a chosen moment, and started again until it is told to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const KILL_SWITCH = new URL('./kill-switch.mjs', import.meta.url).href;

/** When the process dies: right before its so-manieth operation, so many milliseconds after its start, or never. */
export type Kill =
  | { readonly kind: 'operation'; readonly number: number }
  | { readonly kind: 'time'; readonly afterMs: number }
  | { readonly kind: 'none' };

export interface KilledBot {
  /** The operations of the process that was killed, or of the only one; the last one is what the kill prevented. */
  operations(): Promise<readonly string[]>;
  /** SIGTERM; resolves with the exit status. */
  stop(): Promise<number | null>;
}

export interface KilledBotOptions {
  /** Working folder; logs go there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kill: Kill;
}

export function startKilledBot({ folder, env, kill }: KilledBotOptions): KilledBot {
  const countFile = join(folder, 'operations.json');
  const log = createWriteStream(join(folder, 'bot.log'), { flags: 'a' });
  let isKilled = false;
  let isStopping = false;
  /** Settles when the newest process can be asked to stop. */
  let isUp: Promise<void> = Promise.resolve();
  let child = start(toEnv(kill), countFile);

  function start(extra: Readonly<Record<string, string>>, counts: string): ChildProcess {
    const started = spawn(process.execPath, ['--import', KILL_SWITCH, MAIN], {
      cwd: folder,
      env: { ...env, ...extra, COUNT_FILE: counts },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) stream?.pipe(log, { end: false });
    isUp = new Promise((resolve) => {
      started.once('exit', () => resolve());
      started.stdout?.on('data', (bytes: Buffer) => {
        if (bytes.includes('GST Scanner is running')) resolve();
      });
    });
    started.once('exit', () => {
      if (isStopping) return;
      isKilled = true;
      child = start({}, join(folder, 'operations-after.json'));
    });
    return started;
  }

  /** Another process may have been started while one waited for the first. */
  async function upAtLast(): Promise<void> {
    const waitedFor = isUp;
    await waitedFor;
    if (waitedFor !== isUp) await upAtLast();
  }

  return {
    operations: async () => JSON.parse(await readFile(countFile, 'utf8').catch(() => '[]')),
    async stop() {
      for (;;) {
        await upAtLast();
        isStopping = true;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const [status] = await ended;
        // The kill may come while it stops: then what it left is done after another start.
        if (status !== null || isKilled) {
          log.end();
          return status;
        }
        isKilled = true;
        child = start({}, join(folder, 'operations-after.json'));
      }
    },
  };
}

function toEnv(kill: Kill): Readonly<Record<string, string>> {
  if (kill.kind === 'operation') return { KILL_AT: String(kill.number) };
  return kill.kind === 'time' ? { KILL_AFTER_MS: String(kill.afterMs) } : {};
}
