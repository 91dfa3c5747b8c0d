/** What a worker thread does that only looks for QR codes. Each export is one task. */
import type { QrSearch } from '../reader/invoice-reader.ts';
import { takeQrCodes } from './image/codes/qr-codes.ts';
import { loadPicture, type PageTask } from './page-picture.ts';
import { attempt, type TaskResult } from './task-result.ts';

/** There is nothing to load ahead of the first page. */
export function warmUp(): void {}

export function findQrCodes(task: PageTask): Promise<TaskResult<QrSearch>> {
  return attempt(async () => takeQrCodes(await loadPicture(task)));
}
