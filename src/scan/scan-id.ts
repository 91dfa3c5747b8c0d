/** The names of scans. */
import { randomBytes } from 'node:crypto';

/** Sorts by time and is new for ever: `scan_20260206_143000_1f9c2ab07d`. */
export function createScanId(now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return `scan_${stamp}_${randomBytes(5).toString('hex')}`;
}
