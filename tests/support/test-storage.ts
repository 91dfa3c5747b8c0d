/** Storage in a folder of a test. */
import { createFolderStorage } from '../../src/durable/folder-storage.ts';
import { SILENT } from '../../src/durable/keeping-log.ts';
import type { Storage } from '../../src/durable/storage.ts';

export function createTestStorage(folder: string, log = SILENT): Storage {
  return createFolderStorage({ folder, log, now: () => new Date() });
}
