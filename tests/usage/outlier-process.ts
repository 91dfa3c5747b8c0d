/** A process of its own that tracks a scan that stands out in the folder it is given, and is dead before anybody is told. */
import { createTracker } from '../../src/usage/tracker.ts';
import { costlyScan } from './finished-scans.ts';
import { ONLY_OUTLIERS, trackerOptions } from './tracker-options.ts';

const onOutlier = () => void process.stdout.write('told\n');
const tracker = createTracker(trackerOptions(process.argv[2] ?? '', { levels: ONLY_OUTLIERS, onOutlier }));
await tracker.track(costlyScan());
process.kill(process.pid, 'SIGKILL');
