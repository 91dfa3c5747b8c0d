/** Temporary folders that disappear when the test file has ended. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gst-scanner-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
