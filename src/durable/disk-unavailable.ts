/** What a disk that takes nothing, or gives nothing back, is called everywhere above this room. */
import { ScanError } from '../errors.ts';

/** Rejects with `disk_unavailable` (retryable) where the work rejects. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ScanError('disk_unavailable', 'the data folder cannot be used', { retryable: true, cause });
  }
}
