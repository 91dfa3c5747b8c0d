/** A scan as a job: a view of the one value that the scan is. */
import type { Scan, ScanState } from '../scan/value/scan.ts';
import { countPages, countPagesRead } from '../scan/value/scan-files.ts';
import { isEnded } from '../scan/value/scan-states.ts';
import type { Job, JobState } from './job.ts';

const STATES: Readonly<Record<ScanState, JobState>> = {
  collecting: 'pending',
  queued: 'pending',
  reading: 'running',
  parsing: 'running',
  reviewing: 'running',
  saving: 'running',
  saved: 'completed',
  // Its copy is saved: that is what its user wanted.
  duplicate: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What a user waits for: pages are read between the first and the second of these. */
const READ_FROM = 5;
const READ_TO = 60;
const PROGRESS: { readonly [State in ScanState]?: number } = {
  parsing: 65,
  reviewing: 80,
  saving: 90,
  saved: 100,
  duplicate: 100,
};

export function toJob(scan: Scan): Job {
  const { scanId, owner, createdAt, queuedAt } = scan;
  const pageCount = countPages(scan);
  return {
    jobId: scanId,
    kind: 'scan',
    userId: owner.userId,
    label:
      scan.parse?.checked?.invoice.header.Invoice_No ?? `${pageCount} ${pageCount === 1 ? 'page' : 'pages'}`,
    state: STATES[scan.state],
    progress: PROGRESS[scan.state] ?? readingProgress(scan),
    createdAt,
    ...(queuedAt !== undefined && { startedAt: queuedAt }),
    ...(isEnded(scan) && { endedAt: scan.end.at }),
    ...(scan.state === 'failed' && { errorCode: scan.end.fault.code }),
  };
}

function readingProgress(scan: Scan): number {
  const isBegun = scan.queuedAt !== undefined || countPagesRead(scan) > 0;
  const share = countPagesRead(scan) / Math.max(1, countPages(scan));
  return isBegun ? Math.round(READ_FROM + share * (READ_TO - READ_FROM)) : 0;
}
