/** The bot as a process of its own that is killed once, at a chosen moment, and started again until it is told to stop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import type { Kill } from './kills.ts';
import { type PowerCut, readDisk, writeRemains } from './power-cut.ts';
import { readTrace, type Trace } from './trace.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const KILL_SWITCH = new URL('./kill-switch.mjs', import.meta.url).href;

export interface KilledBot {
  /** When it was killed, in milliseconds since the epoch; undefined while it was not. */
  killedAtMs(): number | undefined;
  /** Of the process that was killed, or of the only one. */
  trace(): Promise<Trace>;
  /** SIGTERM; resolves with the exit status. */
  stop(): Promise<number | null>;
}

export interface KilledBotOptions {
  /** Working folder; what it prints goes there. */
  readonly folder: string;
  /** Empty; what a power cut strikes. All that the bot keeps must be in it. */
  readonly disk: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kill: Kill;
}

export function startKilledBot({ folder, disk, env, kill }: KilledBotOptions): KilledBot {
  const traceFile = join(folder, 'trace.json');
  const shadowFile = join(folder, 'shadow.bin');
  const log = createWriteStream(join(folder, 'bot.log'), { flags: 'a' });
  let killedAtMs: number | undefined;
  let isStopping = false;
  /** Settles when the newest process can be asked to stop. */
  let isUp: Promise<void> = Promise.resolve();
  let child = start({
    TRACE_FILE: traceFile,
    ...((kill.kind === 'operation' || kill.kind === 'power') && { KILL_AT: String(kill.number) }),
    ...(kill.kind === 'power' && { SHADOW_FILE: shadowFile }),
  });
  const timer = kill.kind === 'time' ? setTimeout(() => void child.kill('SIGKILL'), kill.afterMs) : undefined;

  function start(extra: Readonly<Record<string, string>>): ChildProcess {
    const started = spawn(process.execPath, ['--import', KILL_SWITCH, MAIN], {
      cwd: folder,
      env: { ...env, ...extra },
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
      killedAtMs ??= Date.now();
      child = startAgain();
    });
    return started;
  }

  function startAgain(): ChildProcess {
    if (kill.kind === 'power' && existsSync(shadowFile)) strikeDisk(kill.cut);
    return start({ TRACE_FILE: join(folder, 'trace-after.json') });
  }

  function strikeDisk(cut: PowerCut): void {
    const synced = deserialize(readFileSync(shadowFile));
    const before = readDisk(disk);
    for (const path of [disk, shadowFile]) rmSync(path, { recursive: true });
    mkdirSync(disk);
    writeRemains(disk, before, { cut, synced, random: Math.random });
  }

  /** Another process may have been started while one waited for the first. */
  async function upAtLast(): Promise<void> {
    const waitedFor = isUp;
    await waitedFor;
    if (waitedFor !== isUp) await upAtLast();
  }

  return {
    killedAtMs: () => killedAtMs,
    trace: () => readTrace(traceFile),
    async stop() {
      clearTimeout(timer);
      for (;;) {
        await upAtLast();
        isStopping = true;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const [status] = await ended;
        // The kill may come while it stops: then what it left is done after another start.
        if (status !== null || killedAtMs !== undefined) {
          log.end();
          return status;
        }
        killedAtMs = Date.now();
        child = startAgain();
      }
    },
  };
}
