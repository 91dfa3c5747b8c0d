/** A process of its own that tracks scans in the folder it is given, and names each one that is on disk, until it is killed. */
import { createTracker } from '../../src/usage/tracker.ts';
import { finishedScan } from './finished-scans.ts';
import { trackerOptions } from './tracker-options.ts';

const tracker = createTracker(trackerOptions(process.argv[2] ?? '', { now: () => new Date() }));

// Some in flight at any time, so that a kill finds writes half done.
await Promise.all(
  Array.from({ length: 8 }, async (_, worker) => {
    for (let no = 0; ; no++) {
      const scanId = `scan_${process.pid}_${worker}_${no}`;
      if (await tracker.track(finishedScan({ scanId }))) process.stdout.write(`${scanId}\n`);
    }
  }),
);
