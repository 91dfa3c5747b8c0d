/** A power cut at any moment: all that a storage has promised is there afterwards, and nothing else. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { watchOperations } from '../crash/counted-operations.mjs';
import { POWER_CUTS, type PowerCut, readDisk, writeRemains } from '../crash/power-cut.ts';
import { watchSyncs } from '../crash/shadow-disk.mjs';
import { createFolder } from '../support/folders.ts';
import { createTestStorage } from '../support/test-storage.ts';
import {
  compare,
  FILES,
  find,
  NO_PROMISES,
  type Promises,
  type Step,
  startFrom,
  VALUES,
  Worker,
} from './promises.ts';

/** From the opening of a storage up to the power cut. */
interface Life {
  readonly steps: readonly Step[];
  /** Right before which operation on the disk. */
  readonly cutAt: number;
  readonly cut: PowerCut;
  readonly seed: number;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ verb: fc.constant('change' as const), name: fc.constantFrom(...VALUES) }),
  fc.record({ verb: fc.constantFrom('create', 'reopen', 'kill', 'wait', 'rewrite') }),
  fc.record({ verb: fc.constantFrom('update', 'picture', 'remove'), thing: fc.nat(9) }),
  fc.record({ verb: fc.constant('append' as const), outlivesPowerCut: fc.boolean() }),
  fc.record({ verb: fc.constantFrom('put', 'delete'), file: fc.constantFrom(...FILES) }),
);

const life: fc.Arbitrary<Life> = fc.record({
  steps: fc.array(step, { maxLength: 20 }),
  cutAt: fc.integer({ min: 1, max: 120 }),
  cut: fc.constantFrom<PowerCut>(...POWER_CUTS),
  seed: fc.nat(),
});

const shadow = await watchSyncs({ isReal: false });
let beforeOperation: () => void = () => {};
await watchOperations(() => {
  beforeOperation();
  return undefined;
});

describe.runIf(process.platform === 'linux')('a power cut', () => {
  test('leaves what was promised, life after life', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
        let [folder, promises] = [await createFolder(), NO_PROMISES];
        for (const each of lives) {
          const after = await live(folder, promises, each);
          const found = await find(createTestStorage(after.folder), after.promises);
          expect(compare(after.promises, found)).toEqual([]);
          [folder, promises] = [after.folder, startFrom(found)];
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });
});

/** Gives what is left, and what had been promised until then. */
async function live(
  folder: string,
  before: Promises,
  { steps, cutAt, cut, seed }: Life,
): Promise<{ readonly folder: string; readonly promises: Promises }> {
  const remains = await createFolder();
  let [operations, worker] = [0, undefined as Worker | undefined];
  let promises: Promises | undefined;
  function strike(): void {
    promises = worker?.promises() ?? before;
    writeRemains(remains, readDisk(folder), { cut, synced: shadow.synced(), random: createRandom(seed) });
  }
  try {
    shadow.forget();
    await syncAll(folder);
    beforeOperation = () => {
      if (++operations === cutAt) strike();
    };
    worker = await Worker.start(() => createTestStorage(folder), before);
    for (const each of steps) await worker.do(each);
    await worker.settle();
    if (promises === undefined) strike();
  } finally {
    beforeOperation = () => {};
  }
  return { folder: remains, promises: promises ?? before };
}

/** As if it had been there for long. */
async function syncAll(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  const isFolder = (await handle.stat()).isDirectory();
  await handle.close();
  for (const name of isFolder ? await readdir(path) : []) await syncAll(join(path, name));
}

/** mulberry32 */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
