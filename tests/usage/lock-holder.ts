/** A process of its own that locks the folder it is given, says so, and waits to be killed. */
import { lockLedger } from '../../src/usage/ledger-lock.ts';

await lockLedger(process.argv[2] ?? '', () => new Date());
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
