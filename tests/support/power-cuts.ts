/** Cuts the power of this process’s disk at a chosen operation. The disk itself is never asked to sync: that takes it long. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { watchOperations } from '../crash/counted-operations.mjs';
import { POWER_CUTS, type PowerCut, readDisk, writeRemains } from '../crash/power-cut.ts';
import { watchSyncs } from '../crash/shadow-disk.mjs';
import { createFolder } from './folders.ts';

/** Open files are read by /proc. */
export const CAN_CUT_POWER = process.platform === 'linux';

export interface Moment {
  /** Right before which operation on the disk, from 1; after the last one if there are fewer. */
  readonly cutAt: number;
  readonly cut: PowerCut;
  /** Of what chance decides. */
  readonly seed: number;
}

/** Nothing is left but what is synced when all is done. */
export const AT_THE_END: Moment = {
  cutAt: Number.POSITIVE_INFINITY,
  cut: { names: 'none', bytes: 'none' },
  seed: 0,
};

export function anyMoment(maxOperations: number): fc.Arbitrary<Moment> {
  return fc.record({
    cutAt: fc.integer({ min: 1, max: maxOperations }),
    cut: fc.constantFrom<PowerCut>(...POWER_CUTS),
    seed: fc.nat(),
  });
}

const shadow = await watchSyncs({ isReal: false });
let beforeOperation: () => void = () => {};
await watchOperations(() => {
  beforeOperation();
  return undefined;
});

export interface CutWork<T> {
  /** Everything in it counts as synced at the beginning. */
  readonly folder: string;
  /** Goes on to its end: what it does after the cut is in `folder`, and not in what is left. */
  readonly work: () => Promise<void>;
  /** Asked at the cut, right then. */
  readonly promised: () => T;
}

/** Gives what was promised before the cut, and a new folder with what it left. One at a time. */
export async function cutPower<T>(
  { cutAt, cut, seed }: Moment,
  { folder, work, promised }: CutWork<T>,
): Promise<{ readonly folder: string; readonly promised: T }> {
  const remains = await createFolder();
  shadow.forget();
  await syncAll(folder);
  let [operations, before] = [0, undefined as { readonly promised: T } | undefined];
  function strike(): { readonly promised: T } {
    writeRemains(remains, readDisk(folder), { cut, synced: shadow.synced(), random: createRandom(seed) });
    return { promised: promised() };
  }
  beforeOperation = () => {
    if (++operations === cutAt) before = strike();
  };
  try {
    await work();
    before ??= strike();
  } finally {
    beforeOperation = () => {};
  }
  return { folder: remains, promised: before.promised };
}

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
