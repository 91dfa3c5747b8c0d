/** A process of its own that locks the folder it is given, says so, and waits to be killed. */
import { lockFolder } from '../../src/usage/ledger/folder-lock.ts';

await lockFolder(process.argv[2] ?? '', () => new Date());
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
