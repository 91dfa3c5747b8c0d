/** Says in our own terms what is wrong with a file of the sheet, and whether waiting helps. */
import { basename } from 'node:path';
import { CsvError } from 'csv-parse';
import { ScanError } from '../errors.ts';

/** System error code → what a person should know. All of them pass, or can be mended without us. */
const REASONS: Readonly<Record<string, string>> = {
  EBUSY: 'another program has it open; close it there',
  EPERM: 'it may not be written; it is protected or open in another program',
  EACCES: 'it may not be written; check its permissions, or close it in other programs',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports a fault',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** Also for errors that are ours already or that nobody foresaw: those come back as they are. */
function toScanError(error: unknown, path: string): unknown {
  const fileName = basename(path);
  if (error instanceof CsvError) {
    return new ScanError(
      'sheet_rejected',
      `${fileName} is not a CSV file that we can add to: ${error.message}`,
      {
        fileName,
        cause: error,
      },
    );
  }
  const code = errorCodeOf(error);
  if (code === undefined) return error;
  const reason = REASONS[code];
  return new ScanError(
    reason === undefined ? 'sheet_rejected' : 'sheet_unavailable',
    `${fileName} can't be used (${code}): ${reason ?? 'check the file and its folder'}`,
    { retryable: reason !== undefined, fileName, cause: error },
  );
}

/** Runs `work` on a file and translates its faults. */
export async function withDiskFaults<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toScanError(error, path);
  }
}

/** A system error's code; undefined for any other error. */
function errorCodeOf(error: unknown): string | undefined {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : undefined;
}
