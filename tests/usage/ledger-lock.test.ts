/** Two processes on one ledger: the second is refused, until the first is gone, however it went. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockLedger } from '../../src/usage/ledger-lock.ts';
import { createFolder } from '../support/folders.ts';

const HOLDER = fileURLToPath(new URL('./lock-holder.ts', import.meta.url));
const now = () => new Date('2026-02-06T09:00:00.000Z');

async function startHolder(folder: string): Promise<ChildProcess> {
  const holder = spawn(process.execPath, ['--import', 'tsx', HOLDER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return holder;
}

test('a second process is told who tracks, and may once that one was killed', async () => {
  const folder = await createFolder();
  const holder = await startHolder(folder);
  await expect(lockLedger(folder, now)).rejects.toThrow(
    new RegExp(`already tracked by process ${holder.pid} on .+LOGS_DIR`),
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockLedger(folder, now);
  await lock.release();
});

test('a lock that was released may be taken again, also in a folder that is not there yet', async () => {
  const folder = join(await createFolder(), 'logs');
  const first = await lockLedger(folder, now);
  await expect(lockLedger(folder, now)).rejects.toThrow(`process ${process.pid} `);
  await first.release();
  const second = await lockLedger(folder, now);
  await second.release();
});
